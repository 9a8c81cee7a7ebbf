"""Addresses of `cite.audit`."""

from django.urls import path

from cite.audit.web.views import EntryPage, Journal, MyData

app_name = "audit"

urlpatterns = [
    path("", Journal.as_view(), name="journal"),
    path("moi/", MyData.as_view(), name="mine"),
    path("lignes/<uuid:uuid>/", EntryPage.as_view(), name="entry"),
]
