"""Addresses of the API: everyone may ask, without an account."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path
from django.views.generic import RedirectView

from cite.api.documentation import Documentation
from cite.api.v1 import api

app_name = "api"


def _public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open an endpoint to everyone, and answer HEAD wherever GET is answered."""

    @wraps(view)
    def public(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method != "HEAD":
            return view(request, *args, **kwargs)
        request.method = "GET"
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = "HEAD"

    return login_not_required(public)


_patterns, _ninja, _namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = _public(_pattern.callback)

_to_documentation = login_not_required(RedirectView.as_view(pattern_name="api:docs"))

urlpatterns = [
    path("", _to_documentation, name="root"),
    path("v1/", _to_documentation, name="v1-root"),
    path("v1/docs", Documentation.as_view(), name="docs"),
    path("v1/", include((_patterns, _ninja), namespace=_namespace)),
]
