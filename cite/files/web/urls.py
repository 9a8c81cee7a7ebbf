"""Addresses of stored files."""

from django.urls import path

from cite.files.web.views import FileDownload

app_name = "files"

urlpatterns = [
    path("<uuid:uuid>/", FileDownload.as_view(), name="download"),
]
