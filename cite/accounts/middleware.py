"""What each request of a signed-in person goes through: second factor, known devices, pages that no cache keeps."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from cite.accounts.permissions import has_second_factor, needs_second_factor
from cite.accounts.queries import DUE, SECOND_FACTOR_KEY, devices_cookie

KNOWN_DEVICE_AGE = 365 * 24 * 3600


class SecondFactorMiddleware:
    """Ask for a second factor before any professional page, of those whose role requires one, or who have one.

    A session is marked once its holder has proved it, by whatever door she came.
    Public pages, and those where one sets a factor up, stay open.
    """

    OPEN_MODULES = ("allauth.", "cite.accounts.")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through: the guard stands before the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        """Lead to the second factor, or let through."""
        if not request.user.is_authenticated:
            return None
        proof = request.session.get(SECOND_FACTOR_KEY)
        if proof and proof != DUE:
            return None
        if view_func.__module__.startswith(self.OPEN_MODULES) or _is_public(request, view_func):
            return None
        if proof != DUE and not needs_second_factor(request.user, getattr(request, "territory", None)):
            return None
        step = "mfa_reauthenticate" if has_second_factor(request.user) else "mfa_index"
        back = (
            request.get_full_path() if request.method == "GET" else resolve_url(settings.LOGIN_REDIRECT_URL)
        )
        address = f"{reverse(step)}?{urlencode({'next': back})}"
        return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def _is_public(request: HttpRequest, view_func: Callable[..., HttpResponse]) -> bool:
    """Tell a page open to all; the home page is not one, for people at work."""
    return not getattr(view_func, "login_required", True) and request.path != resolve_url(
        settings.LOGIN_REDIRECT_URL
    )


class PrivatePagesMiddleware:
    """Keep what a signed-in person sees out of every cache: « back », after she has signed out, shows nothing of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a page that says itself how it is kept is left as it is."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response


class KnownDeviceMiddleware:
    """Remember, in the browser itself, who has signed in from it: nothing is kept here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; after a sign-in, leave the mark."""
        response = self.get_response(request)
        user = getattr(request, "device_to_remember", None)
        if user is not None:
            response.set_cookie(
                settings.KNOWN_DEVICE_COOKIE_NAME,
                devices_cookie(request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, ""), user),
                max_age=KNOWN_DEVICE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
