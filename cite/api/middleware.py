"""What every answer of the API has, whoever made it: problems instead of error pages, and its headers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cite.api.problems import PROBLEM_JSON, as_problem

_PREFIX = "/api/"


class ApiMiddleware:
    """Turn every error under `/api/` into a problem, open what is read to other sites, keep it out of caches.

    First among ours, so that what the other middlewares refuse is a problem too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        response = self.get_response(request)
        if not request.path_info.startswith(_PREFIX):
            return response
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith(PROBLEM_JSON):
            response = as_problem(response)
        if request.method in ("GET", "HEAD") and "Authorization" not in request.headers:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        if not response.get("Content-Type", "").startswith("text/html"):
            del response["Vary"]  # the same for everyone, whatever their cookies and language
        response.setdefault("Cache-Control", "no-store")
        return response
