"""Who asks, when a program asks in the name of a person: by the key it sends, with her rights of the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from cite.actors.models import AccessKey, Membership
from cite.actors.permissions.keys import deposits_files
from cite.actors.permissions.people import memberships_of
from cite.actors.queries.keys import key_of_token
from cite.actors.rules.keys import use_decision, writing_decision
from cite.api.enums import ProblemCode
from cite.api.problems import Problem
from cite.core.dates import today
from cite.core.decisions import Refused
from cite.core.journal import ActingFor, acting_for
from cite.directory.permissions import writes_sheets


class KeyBearer(HttpBearer):
    """`Authorization: Bearer …`: the key of a person, created on the site.

    A key that is unknown, revoked or expired is refused alike but in words; so is the key of somebody who is no longer
    active in her organization, or no longer deposits files there. A read-only key changes nothing.
    """

    openapi_description = (
        "Clé créée sur le site, page « Ma structure », « Vos clés de logiciel ». Une clé « lecture seule » répond aux "
        "demandes GET ; toute autre demande veut une clé « lecture et écriture »."
    )

    only_reads = False

    def opens(self, membership: Membership) -> bool:
        """Say whether what a person is in her organization opens these endpoints."""
        return deposits_files(membership)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Let the request act for the person of the key.

        Raises:
            Problem: the key opens nothing, or would write while it only reads.
        """
        key = key_of_token(token) if request.territory else None
        if key is None:
            raise AuthenticationError
        decision = use_decision(key.ends_on, today(), is_revoked=key.revoked_at is not None)
        if not decision:
            raise Problem(ProblemCode.NO_KEY, decision.sentences[0])
        user = key.membership.user
        mine = {membership.pk for membership in memberships_of(user, request.territory)}
        if key.membership_id not in mine or not self.opens(key.membership):
            raise AuthenticationError
        request.user, request.membership = user, key.membership
        organization = key.membership.partner.organization
        acting_for.set(
            ActingFor(organization.uuid, str(organization))
        )  # the middleware resets it after the answer
        writing = writing_decision(key.scope)
        if request.method not in ("GET", "HEAD") and not self.only_reads and not writing:
            raise Problem(ProblemCode.READ_ONLY_KEY) from Refused(writing)
        return key


class OfferKey(KeyBearer):
    """The key of somebody who writes the sheets of her organization."""

    def opens(self, membership: Membership) -> bool:
        """Open to those who write its sheets."""
        return writes_sheets(membership)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads what everybody may read: with a key, she sees what professionals see."""

    key: AccessKey | None = None


class OptionalKey(KeyBearer):
    """A key is not needed. Whoever sends one is known by it; a wrong one is refused. Nothing is changed by it."""

    only_reads = True

    def opens(self, membership: Membership) -> bool:
        """Open to whatever a person is in her organization."""
        return True

    def __call__(self, request: HttpRequest) -> Reader | None:
        """Let pass whoever sends no key."""
        return super().__call__(request) if "Authorization" in request.headers else Reader()

    def authenticate(self, request: HttpRequest, token: str) -> Reader:
        """Let the request act for the person of the key.

        Raises:
            Problem: the key opens nothing.
        """
        return Reader(super().authenticate(request, token))
