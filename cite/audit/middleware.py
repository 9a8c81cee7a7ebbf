"""The one exception to « GET never writes »: readings and refusals are journaled once the answer is ready."""

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from cite.audit.enums import AuditAct
from cite.audit.operations import add_entries
from cite.core.decisions import refused_rights
from cite.core.journal import Act, acting_for, note_refusal

REFUSAL_SECONDS = 15 * 60
REFUSALS_KEPT = 30  # of one person, in that time


class JournalMiddleware:
    """Writes down what the page noted, before its first byte leaves.

    When that fails, the failure goes through: a protected record whose reading cannot be journaled is not shown. A
    streamed answer is covered too, since nothing of it has been read yet; a reading noted while it streams is a defect
    and fails at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep the trace."""
        token = refused_rights.set([])
        try:
            response = self.get_response(request)
            for decision in refused_rights.get() or ():
                note_refusal(request, decision)
        finally:
            refused_rights.reset(token)
        noted = request.__dict__.get("readings", [])
        shown = list(noted) if response.status_code < 400 else []
        request.readings = ()  # from here on nothing can be noted any more
        acts = shown + _refusals(request)
        if acts:
            add_entries(acts=acts)
        return response


def _refusals(request: HttpRequest) -> list[Act]:
    """Tell that somebody asked for what she may not."""
    reasons = request.__dict__.get("refused_for")
    user = getattr(request, "user", None)
    if reasons is None or not getattr(user, "is_authenticated", False):
        return []
    match = request.resolver_match
    view = match.view_name if match else ""
    title = str(getattr(getattr(match.func, "view_class", None), "title", "")) if match else ""
    named = [str(value) for value in (match.kwargs.values() if match else ()) if isinstance(value, UUID)]
    if not _is_worth_a_line(user.pk, f"{request.method}:{view}:{named}"):
        return []
    told = {"page": title or view, "record": ", ".join(named), "reasons": ", ".join(reasons)}
    return [
        Act(
            action=str(AuditAct.REFUSE),
            by=user,
            territory=getattr(request, "territory", None),
            organization=acting_for.get(),
            changes={name: (None, value) for name, value in told.items() if value},
        )
    ]


def _is_worth_a_line(user_id: int, asked: str) -> bool:
    """Whether this refusal is a new one, and not one of thousands: insistence does not fill the journal."""
    if not cache.add(
        f"journal-refused:{user_id}:{sha256(asked.encode()).hexdigest()}", True, REFUSAL_SECONDS
    ):
        return False
    count = f"journal-refusals:{user_id}"
    cache.add(count, 0, REFUSAL_SECONDS)
    try:
        return cache.incr(count) <= REFUSALS_KEPT
    except ValueError:  # expired in between
        return True
