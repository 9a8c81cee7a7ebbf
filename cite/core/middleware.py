"""What holds for every request: unreadable characters refused, one language, reading never writes."""

from collections.abc import Callable
from contextlib import ExitStack

from django.core.exceptions import BadRequest
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import escape_leading_slashes

from cite.core.languages import FRENCH, split_path
from cite.core.reading import reading
from cite.core.speaking import spoken

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "TRUNCATE")


class NullCharacterMiddleware:
    """Refuse NUL in addresses: PostgreSQL cannot store it and would answer with an error of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL character in the address")
        return self.get_response(request)


class LanguageMiddleware:
    """Speak the language that the address names; French where it names none, and on what is not for residents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language, and say which it was."""
        language, _rest = split_path(request.path_info)
        with translation.override(language.code):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", spoken().tag)
        return response

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        """Send whoever asks in another language for a page that has none to its only address."""
        language, rest = split_path(request.path_info)
        if language is FRENCH or getattr(view_func, "in_languages", False):
            return None
        translation.activate(FRENCH.code)
        if request.method not in ("GET", "HEAD"):
            return None
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(escape_leading_slashes(f"{rest}?{query}" if query else rest))


class WriteOnRead(RuntimeError):
    """A page that only reads tried to write: a defect of ours, found by the tests."""


def _refuse_writes(execute, sql, params, many, context):
    if sql.lstrip().upper().startswith(_WRITES):
        raise WriteOnRead(f"a GET request tried: {sql.split(' ', 3)[0]}")
    return execute(sql, params, many, context)


class ReadsNeverWriteMiddleware:
    """Keep « GET never writes » a fact: the database refuses writes while a page is read.

    Innermost, so that the session is saved outside of it. Libraries that write on GET on purpose are named in
    `EXEMPT_MODULES`.
    """

    EXEMPT_MODULES = ("allauth.", "django.contrib.admin")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through: the guard stands around the view alone."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        """Answer a reading request with writes refused; leave the others to the view."""
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return None
        if view_func.__module__.startswith(self.EXEMPT_MODULES):
            return None
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(_refuse_writes))
            stack.enter_context(reading())
            response = view_func(request, *view_args, **view_kwargs)
            if hasattr(response, "render") and callable(response.render) and not response.is_rendered:
                response.render()
        return response
