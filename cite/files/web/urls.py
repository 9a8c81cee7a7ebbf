"""Addresses of stored files."""

from django.urls import path

from cite.files.web.views import FileDownload, Quarantine

app_name = "files"

urlpatterns = [
    path("quarantaine/", Quarantine.as_view(), name="quarantine"),
    path("<uuid:uuid>/", FileDownload.as_view(), name="download"),
]
