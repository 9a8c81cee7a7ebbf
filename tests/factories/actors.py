"""Organizations and their people, for the tests: fictional, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import CommitmentKind, LegalTitle, OrganizationKind, TextState
from cite.actors.models import CommitmentText, Membership, Partner
from cite.actors.rules.commitments import default_text, text_sha256
from cite.tenancy.models import Territory
from tests.factories import organizations
from tests.factories.accounts import make_user

HABILITATED = {
    "legal_title": LegalTitle.SOCIAL_ACTION,
    "habilitated_by_state_on": date(2026, 1, 10),
    "habilitated_by_metropole_on": date(2026, 2, 1),
}


def make_partner(territory: Territory, name: str = "Mission locale des Collines", **fields: Any) -> Partner:
    """An organization of the Cité whose people guide residents, unless another kind is said."""
    return organizations.make_partner(territory, name, **{"kind": OrganizationKind.MISSION_LOCALE} | fields)


def make_member(
    partner: Partner,
    name: str = "ines",
    *,
    role: Role = Role.PRESCRIBER,
    user: User | None = None,
    **fields: Any,
) -> Membership:
    """A person who acts for an organization; `user` when she exists already."""
    user = user or make_user(name)
    return Membership.objects.create(
        territory=partner.territory, partner=partner, user=user, role=role, **fields
    )


def make_administrator(partner: Partner, name: str = "alix", **fields: Any) -> Membership:
    """A person who manages the people of an organization."""
    return make_member(partner, name, is_administrator=True, **fields)


def make_text(territory: Territory, *, state: str = TextState.PUBLISHED, **fields: Any) -> CommitmentText:
    """A charter, in force."""
    title, body = default_text(CommitmentKind.PARTNERSHIP_CHARTER)
    values = {"title": title, "body": body, "number": 1, "kind": CommitmentKind.PARTNERSHIP_CHARTER} | fields
    return CommitmentText.objects.create(
        territory=territory,
        state=state,
        sha256=text_sha256(values["title"], values["body"]),
        published_on=None if state == TextState.DRAFT else date(2026, 11, 1),
        **values,
    )
