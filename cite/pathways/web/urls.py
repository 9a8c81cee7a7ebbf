"""The addresses of the pathways."""

from django.urls import path

from cite.pathways.web.views import lists, pathway

app_name = "pathways"

urlpatterns = [
    path("", lists.Pathways.as_view(), name="pathways"),
    path("<uuid:uuid>/", pathway.ShowPathway.as_view(), name="pathway"),
]
