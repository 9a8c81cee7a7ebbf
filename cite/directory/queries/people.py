"""Who is told about a sheet: those who write it, those who read it before the public."""

from __future__ import annotations

from django.db.models import Q

from cite.accounts.models import User
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.directory.models import Service, ServiceVersion
from cite.directory.workflow import WRITERS
from cite.grants.queries.people import assigners_of
from cite.tenancy.models import Territory


def moderators_of(territory: Territory) -> list[User]:
    """List the co-pilots and the coordination."""
    return assigners_of(territory)


def writers_of(partner: int | None) -> list[User]:
    """List those who write the sheets of an organization, by its number."""
    rows = Membership.objects.filter(partner=partner, state=MembershipState.ACTIVE, user__is_active=True)
    rows = rows.filter(Q(role__in=WRITERS) | Q(is_administrator=True)).select_related("user").order_by("pk")
    return list({row.user_id: row.user for row in rows}.values())


def authors_of(service: Service) -> list[User]:
    """List those who wrote a sheet and still write for its organization; where none is left, all who do."""
    people = writers_of(service.structure.partner_id)
    wrote = set(ServiceVersion.objects.filter(service=service).values_list("by_id", flat=True))
    return [person for person in people if person.pk in wrote] or people
