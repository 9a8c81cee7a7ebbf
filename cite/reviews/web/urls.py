"""The addresses of the reviews of pathways."""

from django.urls import path

from cite.reviews.web.views import pages

app_name = "reviews"

urlpatterns = [
    path("a-faire/", pages.ToDo.as_view(), name="to-do"),
    path("decisions/<uuid:uuid>/", pages.Settle.as_view(), name="settle"),
    path("situations/<uuid:uuid>/", pages.ShowSituation.as_view(), name="situation"),
    path("situations/<uuid:uuid>/decider/", pages.Decide.as_view(), name="decide"),
    path("situations/<uuid:uuid>/retirer/", pages.Remove.as_view(), name="remove"),
    path("<uuid:uuid>/", pages.ShowReview.as_view(), name="review"),
    path("<uuid:uuid>/ajouter/", pages.AddSituation.as_view(), name="add"),
    path("<uuid:uuid>/releve/", pages.Minutes.as_view(), name="minutes"),
]
