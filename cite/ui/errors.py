"""Pages for what went wrong: each says in plain words what happened and what to do next."""

from __future__ import annotations

import logging
import re

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cite.core.decisions import Decision
from cite.core.journal import note_refusal
from cite.core.speaking import spoken

logger = logging.getLogger(__name__)
_SENTENCE = re.compile(r"\S\s+\S+\s+\S")
"""Three words at least: nobody copies a name or a date again."""
_UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, OSError)
"""What a form cut on its way, or made to harm, raises when it is read."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request cannot be read, or that what it carries is too big."""
    if isinstance(exception, RequestDataTooBig):
        return too_big(request)
    return render(request, "ui/errors/400.html", {"title": _("Demande illisible")}, status=400)


def too_big(request: HttpRequest) -> HttpResponse:
    """Say that what was sent is too big."""
    return render(request, "ui/errors/413.html", {"title": _("Envoi trop volumineux")}, status=413)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say every reason why this page is refused."""
    decision = exception.args[0] if exception.args else None
    decision = decision if isinstance(decision, Decision) else None
    note_refusal(request, decision)
    sentences = decision.sentences if decision is not None else []
    context = {"title": _("Accès refusé"), "sentences": sentences, "typed": _typed(request)}
    return render(request, "ui/errors/403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at this address, or nothing any more: a sharing is stopped while somebody writes."""
    context = {"title": _("Page introuvable"), "typed": _typed(request)}
    return render(request, "ui/errors/404.html", context, status=404)


def method_not_allowed(request: HttpRequest, allowed: list[str]) -> HttpResponse:
    """Say that the page is there, but not for this."""
    response = render(
        request, "ui/errors/405.html", {"title": _("Ce geste n’est pas possible ici")}, status=405
    )
    response["Allow"] = ", ".join(allowed)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came back too late or from elsewhere, and how to send it again.

    A request by a method the page does not know is told that instead.
    """
    view_class = getattr(getattr(request.resolver_match, "func", None), "view_class", None)
    if view_class is not None:
        allowed = view_class()._allowed_methods()
        if request.method not in allowed:
            return method_not_allowed(request, allowed)
    return render(request, "ui/errors/csrf.html", {"title": _("Formulaire périmé")}, status=403)


def _typed(request: HttpRequest) -> list[str]:
    """List the sentences of a form that cannot be kept, for whoever typed them to copy.

    Only those of a form of ours: what another site posts is not shown in our name.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    try:
        values = [value.strip() for _name, several in request.POST.lists() for value in several]
    except _UNREADABLE:
        return []
    return [value for value in values if _SENTENCE.search(value)]


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologize without the database, the session or the territory: any of them may be what broke."""
    try:
        content = render_to_string("ui/errors/500.html", {"language": spoken()})
    except Exception:
        logger.exception("The error page itself failed.")
        content = "<h1>Une erreur est survenue</h1><p>Réessayez dans quelques minutes.</p>"
    return HttpResponse(content, status=500)
