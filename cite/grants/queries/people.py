"""Who stands around a file: those who write it, those who may review it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership, Partner
from cite.actors.queries.people import holders_of
from cite.grants.enums import GRANTING, AwardState
from cite.grants.models import Application, Award
from cite.grants.permissions.applications import carried_partners
from cite.grants.queries.report_people import linked_people
from cite.grants.workflow import ASSIGNERS, CARRIERS, DESK, FUNDERS
from cite.tenancy.models import Territory


def carriers_of(partner: Partner) -> list[User]:
    """List those who write the files of an organization, and sign them."""
    rows = Membership.objects.filter(partner=partner, state=MembershipState.ACTIVE, user__is_active=True)
    rows = rows.filter(Q(is_administrator=True) | Q(role__in=CARRIERS))
    return [membership.user for membership in rows.select_related("user").order_by("pk")]


def desk_of(territory: Territory) -> list[User]:
    """List those who check and review files: co-pilots, coordination, instructors."""
    return holders_of(territory, DESK)


def assigners_of(territory: Territory) -> list[User]:
    """List those who name instructors."""
    return holders_of(territory, ASSIGNERS)


def deciders_of(application: Application, awards: Iterable[Award]) -> list[User]:
    """List those who decide for the funders of some decisions on a file, and have no link with its carrier."""
    rows = Membership.objects.filter(
        partner_id__in={award.funder.partner_id for award in awards},
        state=MembershipState.ACTIVE,
        user__is_active=True,
        role__in=FUNDERS,
    )
    away = linked_people(application) | {person.pk for person in members_of(application.partner)}
    people = {member.user_id: member.user for member in rows.select_related("user").order_by("pk")}
    return [person for pk, person in people.items() if pk not in away]


def judges_of(application: Application) -> list[User]:
    """List those who check and review files, and those who granted something to this one; each once."""
    told = Award.objects.filter(application=application, state=AwardState.PUBLISHED, outcome__in=GRANTING)
    granting = deciders_of(application, told.select_related("funder"))
    return list({person.pk: person for person in [*desk_of(application.territory), *granting]}.values())


def members_of(partner: Partner) -> list[User]:
    """List those who act for an organization today."""
    rows = Membership.objects.filter(partner=partner, state=MembershipState.ACTIVE, user__is_active=True)
    return [membership.user for membership in rows.select_related("user").order_by("pk")]


def partners_to_take_over(user: User, application: Application) -> list[Partner]:
    """List the organizations that a person may hand a file over to: any for a co-pilot, her others for a writer."""
    territory = application.territory
    if can_co_pilot(user, territory):
        rows = Partner.objects.filter(territory=territory, state=PartnerState.ACTIVE)
        return list(
            rows.exclude(pk=application.partner_id).select_related("organization").order_by("pk")[:500]
        )
    carried = carried_partners(user, territory)
    if application.partner_id not in {partner.pk for partner in carried}:
        return []
    return [partner for partner in carried if partner.pk != application.partner_id]
