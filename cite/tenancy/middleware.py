"""Opens the territory of each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_scopes import scope

from cite.tenancy.queries import territory_for_host


class TerritoryMiddleware:
    """Resolve the Cité from the host, keep it on the request and open its scope.

    `request.territory` is None where the installation has no Cité for this host: pages then say so. A streamed
    response outlives this scope and opens its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the scope of the territory."""
        request.territory = territory_for_host(request.get_host().partition(":")[0])
        if request.territory is None:
            return self.get_response(request)
        with scope(territory=request.territory):
            return self.get_response(request)
