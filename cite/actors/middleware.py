"""For which organization does this person act, during this request?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cite.actors.queries.memberships import acting_membership, memberships_of
from cite.core.journal import ActingFor, acting_for


class ActingForMiddleware:
    """Set `request.membership` (None without one) and `request.memberships`, and tell the journal the organization.

    A person in several organizations chooses in the header; the choice stays in her session. What is suspended,
    the person or the organization, is no longer there at the next request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the context of the organization."""
        request.membership = acting_membership(request)
        request.memberships = memberships_of(request.user, getattr(request, "territory", None))
        organization = request.membership.partner.organization if request.membership else None
        token = acting_for.set(ActingFor(organization.uuid, str(organization)) if organization else None)
        try:
            return self.get_response(request)
        finally:
            acting_for.reset(token)
