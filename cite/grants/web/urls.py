"""Addresses of `cite.grants`: calls first, then everything about one file."""

from django.urls import include, path

from cite.grants.web.views import applications, calls

app_name = "grants"

_ONE_CALL: list = []
_ONE_FILE: list = [
    path("", applications.ApplicationHome.as_view(), name="application"),
]

urlpatterns = [
    path("", calls.Calls.as_view(), name="calls"),
    path("dossiers/", applications.Applications.as_view(), name="applications"),
    path("dossiers/<uuid:uuid>/", include(_ONE_FILE)),
    path("<uuid:uuid>/", include(_ONE_CALL)),
]
