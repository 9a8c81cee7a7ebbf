"""For which organization does this person act, during this request?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cite.actors.queries import memberships_of
from cite.core.journal import ActingFor, acting_for

SESSION_KEY = "acting_membership"


class ActingForMiddleware:
    """Set `request.membership` (None without one), and tell the journal the organization.

    A person in several organizations chooses in the header; the choice stays in her session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the context of the organization."""
        memberships = memberships_of(request.user, getattr(request, "territory", None))
        chosen = request.session.get(SESSION_KEY) if memberships else None
        first = memberships[0] if memberships else None
        request.membership = next((m for m in memberships if str(m.uuid) == chosen), first)
        organization = request.membership.partner.organization if request.membership else None
        token = acting_for.set(ActingFor(organization.uuid, str(organization)) if organization else None)
        try:
            return self.get_response(request)
        finally:
            acting_for.reset(token)
