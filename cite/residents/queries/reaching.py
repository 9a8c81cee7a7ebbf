"""Who accompanies somebody, and what waits for an answer about being reached."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership
from cite.actors.rules.access import REACH, Reach
from cite.opening.permissions import is_in_training
from cite.residents.enums.people import Channel, ResidentState
from cite.residents.enums.rights import ReachState
from cite.residents.enums.sharing import Purpose
from cite.residents.models import ReachRequest, Resident
from cite.residents.permissions.people import open_sharings, writable_residents
from cite.residents.ports import referents_of
from cite.residents.rules.identity import name_keys
from cite.tenancy.models import Territory

_MOST = 3
"""Files that one asking may lead to: more would be a way to look for homonyms."""
_ROLES = [str(role) for role in Role if REACH[role] is Reach.PEOPLE]


def address_to_write(resident: Resident) -> str:
    """Tell where she is written to, by the channel she chose; empty where whoever accompanies her tells her."""
    if resident.state != ResidentState.ACTIVE or (resident.channel == Channel.SMS and not settings.SMS):
        return ""
    return resident.chosen_address


def files_like(territory: Territory, *, first_name: str, last_name: str, birth_date: date) -> list[str]:
    """List the identifiers of the files of this name and this birth, in either order of the name; most often none."""
    born = Q(birth_date=birth_date) | Q(birth_date=None, birth_year=birth_date.year)
    rows = Resident.objects.filter(
        born,
        territory=territory,
        name_key__in=name_keys(first_name, last_name),
        state=ResidentState.ACTIVE,
        is_training=is_in_training(territory),
    )
    return [str(uuid) for uuid in rows.order_by("pk").values_list("uuid", flat=True)[:_MOST]]


def who_accompanies(resident: Resident) -> list[Membership]:
    """List who receives what comes for somebody: her referent, else those of each structure that accompanies her.

    In a structure: whoever opened the file, else those who manage it, else everybody who accompanies people.
    """
    sharing = open_sharings().filter(resident=resident, purpose=Purpose.SUPPORT)
    people = Membership.objects.filter(
        partner__in=sharing.values("partner"),
        partner__state=PartnerState.ACTIVE,
        state=MembershipState.ACTIVE,
        user__is_active=True,
        role__in=_ROLES,
    ).select_related("user", "partner")
    working = list(people.order_by("pk"))
    named = {each.pk for each in referents_of(resident)}
    referents = [each for each in working if each.pk in named]
    if referents:
        return referents
    found: list[Membership] = []
    for partner in dict.fromkeys(each.partner_id for each in working):
        team = [each for each in working if each.partner_id == partner]
        opened = [each for each in team if each.pk == resident.created_by_id]
        found += opened or [each for each in team if each.is_administrator] or team
    return found


def reaches_to_answer(user: User, territory: Territory | None) -> QuerySet[ReachRequest]:
    """List the requests about people whom she accompanies that wait for an answer, the oldest first."""
    rows = ReachRequest.objects.filter(
        resident__in=writable_residents(user, territory), state=ReachState.WAITING
    )
    return rows.exclude(asked_by__user=user).order_by("asked_on", "pk")
