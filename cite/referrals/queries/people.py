"""Who is told of referrals: those who answer for a structure, the coordination, the relay who introduced somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership, Partner
from cite.actors.queries.people import holders_of
from cite.core.reading import once
from cite.directory.models import Service
from cite.referrals.models import Introduction, Referral
from cite.referrals.workflow import PRESCRIBERS, RECEIVERS
from cite.tenancy.models import Territory


def receivers_of(partner: Partner | None) -> list[User]:
    """List those who answer for a structure of the Cité."""
    if partner is None or partner.state != PartnerState.ACTIVE:
        return []
    return _people(_at_work(RECEIVERS).filter(partner=partner))


def coordination_of(territory: Territory) -> list[User]:
    """List the coordination: it is told that a structure does not answer, never about whom."""
    return holders_of(territory, {Role.COORDINATOR})


def is_reachable(referral: Referral) -> bool:
    """Say whether the structure still takes part: a suspended one is written to no more."""
    return referral.receiver is None or referral.receiver.state == PartnerState.ACTIVE


def senders_of(referral: Referral) -> list[User]:
    """List who follows what was sent: whoever sent it, her successor once she left, else her colleagues."""
    here = _at_work(PRESCRIBERS).filter(partner=referral.prescriber.partner_id)
    one = here.filter(user=referral.prescriber.user_id)
    successor = here.filter(pk=referral.prescriber.handed_over_to_id)
    return _people(one) or _people(successor) or _people(here)


def followed_by(user: User, mine: Iterable[Membership]) -> Q:
    """Keep the referrals of which `senders_of` names her; `mine`: what she is where she refers people.

    Her colleagues, there or gone, are few: they are asked once a page, not at each referral.
    """
    here = tuple(each.partner_id for each in mine)
    return Q(prescriber__in=once(("senders", user.pk, here), lambda: _senders_she_follows(user, here)))


def _senders_she_follows(user: User, here: Collection[int]) -> list[int]:
    is_at_work = Exists(_at_work(PRESCRIBERS).filter(pk=OuterRef("pk")))
    columns = ("pk", "partner", "user", "handed_over_to", "handed_over_to__user", "is_at_work")
    rows = Membership.objects.filter(partner__in=here).order_by().annotate(is_at_work=is_at_work)
    known = list(rows.values_list(*columns))
    people = {(partner, person) for _pk, partner, person, *_more, at_work in known if at_work}
    places = {(partner, pk) for pk, partner, *_more, at_work in known if at_work}
    return [
        pk
        for pk, partner, person, successor, heir, _is_there in known
        if person == user.pk
        or ((partner, person) not in people and (heir == user.pk or (partner, successor) not in places))
    ]


def address_of(service: Service) -> str:
    """Tell where a structure without account is written to: the address of the sheet, else of the structure."""
    return service.email or service.structure.email


def _at_work(roles: Iterable[Role]) -> QuerySet[Membership]:
    return Membership.objects.filter(state=MembershipState.ACTIVE, role__in=roles, user__is_active=True)


def _people(rows: QuerySet) -> list[User]:
    return list({row.user_id: row.user for row in rows.select_related("user").order_by("pk")}.values())


def told_of(introductions: QuerySet[Introduction]) -> dict[str, int]:
    """Count what a relay may know of those she introduced, where they agreed: all, called, met. One query."""
    met = Q(tells_relay=True, met_on__isnull=False)
    called = met | Q(tells_relay=True, called_on__isnull=False)
    return introductions.aggregate(
        sent=Count("pk"), called=Count("pk", filter=called), met=Count("pk", filter=met)
    )
