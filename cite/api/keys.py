"""Who asks, when a program asks in the name of a person: by the key it sends, with her rights of the day."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from cite.actors.models import AccessKey
from cite.actors.permissions.keys import deposits_files
from cite.actors.permissions.people import memberships_of
from cite.actors.queries.keys import key_of_token
from cite.actors.rules.keys import use_decision, writing_decision
from cite.api.enums import ProblemCode
from cite.api.problems import Problem
from cite.core.dates import today
from cite.core.decisions import Refused
from cite.core.journal import ActingFor, acting_for


class KeyBearer(HttpBearer):
    """`Authorization: Bearer …`: the key of a person, created on the site.

    A key that is unknown, revoked or expired is refused alike but in words; so is the key of somebody who is no longer
    active in her organization, or no longer deposits files there. A read-only key changes nothing.
    """

    openapi_description = (
        "Clé créée sur le site, page « Ma structure », « Vos clés de logiciel ». Une clé « lecture seule » répond aux "
        "demandes GET ; toute autre demande veut une clé « lecture et écriture »."
    )

    def authenticate(self, request: HttpRequest, token: str) -> AccessKey:
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
        if key.membership_id not in mine or not deposits_files(key.membership):
            raise AuthenticationError
        request.user, request.membership = user, key.membership
        organization = key.membership.partner.organization
        acting_for.set(
            ActingFor(organization.uuid, str(organization))
        )  # the middleware resets it after the answer
        writing = writing_decision(key.scope)
        if request.method not in ("GET", "HEAD") and not writing:
            raise Problem(ProblemCode.READ_ONLY_KEY) from Refused(writing)
        return key
