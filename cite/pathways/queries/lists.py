"""« Mes parcours »: which ones, and what the page shows of each in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from cite.accounts.models import User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership, Partner
from cite.core.dates import now, today
from cite.core.masking import published_to
from cite.core.reading import once
from cite.core.text import sort_key
from cite.pathways.enums.pathways import PathwayState, Presence, ReferentState
from cite.pathways.models import Appointment, FollowUp, GroupMember, Pathway, Refereeship
from cite.pathways.permissions.pathways import visible_pathways
from cite.pathways.queries.status import is_nobodys, status_on, with_facts, with_state
from cite.residents.models import Residence
from cite.residents.permissions.people import acting_memberships, open_sharings, writable_residents
from cite.residents.queries.people import of_other_mode
from cite.residents.rules.sharing import WRITTEN_FOR
from cite.tenancy.models import Territory
from cite.territories.models import District

_SHOWN = 50
"""How many lines a list of things to do has at most."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list keeps. `referent`: pathways followed by this professional; none and not `everybody`: hers.

    `silent_days`: nothing came from the person for so many days, or ever since the opening.
    """

    everybody: bool = False
    referent: Membership | None = None
    state: PathwayState | None = None
    silent_days: int = 0
    district: District | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The pathways somebody may see on a day, the numbers of her places and organizations: asked once a page."""

    pathways: QuerySet[Pathway]
    written: QuerySet[Pathway]
    members: tuple[int, ...]
    partners: tuple[int, ...]
    on: date

    @classmethod
    def by(cls, user: User, territory: Territory | None, on: date) -> Seen:
        """Ask what somebody may see."""

        def ask() -> Seen:
            mine = acting_memberships(user, territory, on)
            members, partners = (tuple(getattr(each, name) for each in mine) for name in ("pk", "partner_id"))
            seen = visible_pathways(user, territory, on).order_by()
            hers = writable_residents(user, territory, on).filter(pk=OuterRef("resident")).order_by()
            return cls(seen, Pathway.objects.filter(Exists(hers)).order_by(), members, partners, on)

        return once(("seen", user.pk, territory and territory.pk, on), ask)

    def among(self, numbers: set[int]) -> set[int]:
        """Keep, of the pathways of what is hers to do, those where she still writes: few, where she sees thousands.

        A former referent reads on for some days: what she may no longer fill in is not asked of her.
        """
        if not numbers:
            return numbers
        return set(self.written.filter(pk__in=numbers).values_list("pk", flat=True))


def pathways_listed(seen: Seen, filters: Filters) -> QuerySet[Pathway]:
    """List the pathways she may see that the filters keep; those that ended only where asked."""
    rows, on = seen.pathways, seen.on
    if filters.state is not PathwayState.CLOSED:
        rows = rows.filter(closed_on=None)
    if filters.referent is not None:
        rows = rows.filter(_followed_by([filters.referent.pk]))
    elif not filters.everybody:
        rows = rows.filter(_followed_by(seen.members))
    if filters.silent_days:
        since = on - timedelta(days=filters.silent_days)
        rows = rows.filter(Q(last_heard_on__lt=since) | Q(last_heard_on=None, opened_on__lt=since))
    if filters.district is not None:
        lives = Residence.objects.filter(resident=OuterRef("resident"), until=None, district=filters.district)
        rows = rows.filter(Exists(lives))
    if filters.state is not None:
        rows = with_state(rows, on).filter(state_today=str(filters.state))
    shown = ("uuid", "opened_on", "last_heard_on", "resident__first_name", "resident__last_name")
    rows = rows.select_related("resident").only(*shown)
    return rows.order_by(Coalesce("last_heard_on", "opened_on"), "pk")


def fill_lines(pathways: Sequence[Pathway], on: date) -> None:
    """Add to each pathway of a page its status, its referent's name and its next appointment: three queries."""
    numbers = [each.pk for each in pathways]
    rows = with_facts(Pathway.objects.filter(pk__in=numbers).order_by().only("pk"), on)
    facts = {each.pk: each for each in rows}
    referents = referent_names(numbers)
    coming = dict(
        appointments_ahead()
        .filter(pathway__in=numbers)
        .order_by()
        .values_list("pathway_id")
        .annotate(first=Min("at"))
    )
    for each in pathways:
        each.status = status_on(facts[each.pk])
        each.referent_name = referents.get(each.pk, "")
        each.next_at = coming.get(each.pk)


def referent_names(pathways: Sequence[int]) -> dict[int, str]:
    """Name the referent of each pathway that has one. One query."""
    rows = Refereeship.objects.filter(pathway__in=pathways, state=ReferentState.ACTIVE)
    return dict(rows.values_list("pathway_id", "member__user__full_name"))


def colleagues_of(user: User, territory: Territory | None, on: date) -> list[Membership]:
    """List the professionals of her organizations, whose pathways she may ask for."""
    partners = [each.partner_id for each in acting_memberships(user, territory, on)]
    rows = Membership.objects.filter(partner__in=partners, state=MembershipState.ACTIVE)
    return list(rows.select_related("user", "partner__organization").order_by("search_key", "pk"))


@dataclass(frozen=True, slots=True)
class Orphans:
    """How many open pathways of an organization have no referent, since when the oldest is open; none where masked."""

    partner: Partner
    number: int | None
    oldest_on: date | None


def appointments_ahead() -> QuerySet[Appointment]:
    """List the appointments to come that still stand: nobody canceled them, nor warned that she will not come."""
    return Appointment.objects.filter(at__gt=now(), presence=Presence.UNKNOWN)


def holds_it() -> Q:
    """Say whether whoever an appointment is with still acts, for an organization that accompanies the person."""
    accompanies = open_sharings().filter(
        resident=OuterRef("pathway__resident"),
        partner=OuterRef("member__partner"),
        purpose__in=[str(purpose) for purpose in WRITTEN_FOR],
    )
    acts = Q(member__state=MembershipState.ACTIVE, member__partner__state=PartnerState.ACTIVE)
    return acts & Q(Exists(accompanies))


def whose(path: str = "") -> Coalesce:
    """Number the organization that answers for a pathway: that of its last referent, else of who opened it.

    `path` leads from the row to its pathway (« pathway__ »).
    """
    return _last(path, "__partner")


def by_structure(rows: QuerySet, path: str = "", **figures: Aggregate) -> Iterator[tuple[Any, ...]]:
    """Give figures of many rows by the organization that answers for their pathway (`whose`): its number, then each.

    An organization comes once for each of its professionals. Theirs are read once, not once for each pathway.
    """
    partners = dict(Membership.objects.order_by().values_list("pk", "partner"))
    grouped = rows.order_by().annotate(answers=_last(path)).values_list("answers").annotate(**figures)
    return ((partners[member], *found) for member, *found in grouped)


def _last(path: str, of_member: str = "") -> Coalesce:
    last = Refereeship.objects.filter(pathway=OuterRef(f"{path}pk"), since__isnull=False)
    return Coalesce(
        Subquery(last.order_by("-since", "-pk").values(f"member{of_member}")[:1]),
        F(f"{path}opened_by{of_member}"),
        output_field=BigIntegerField(),
    )


def without_referent(territory: Territory, *, is_training: bool) -> list[Orphans]:
    """Count the open pathways without a referent, by the organization that answers for them; nobody is named.

    Those that opened a pathway and have nobody without a referent are listed too. Three queries.
    """
    pathways = Pathway.objects.filter(territory=territory, closed_on=None)
    pathways = pathways.exclude(resident__in=of_other_mode(territory, is_training=is_training))
    alone = pathways.filter(is_nobodys())
    counts: dict[int, tuple[int, date]] = {}
    for key, number, oldest_on in by_structure(alone, number=Count("pk"), oldest_on=Min("opened_on")):
        known, since = counts.get(key, (0, oldest_on))
        counts[key] = known + number, min(since, oldest_on)
    opened = pathways.order_by().values("opened_by__partner")
    partners = Partner.objects.filter(Q(pk__in=counts) | Q(pk__in=opened)).select_related("organization")
    return [Orphans(each, *counts.get(each.pk, (0, None))) for each in partners]


@dataclass(frozen=True, slots=True)
class OrphansTold:
    """What those who do not see the people read of pathways without a referent: small counts masked, dates with them.

    `total` is none where even the whole is too small.
    """

    lines: list[Orphans]
    total: int | None


def without_referent_told(
    territory: Territory, *, is_training: bool, own: Collection[int] = ()
) -> OrphansTold:
    """Count them as they may be read; the order says nothing more than the counts. `own`: the reader’s structures.

    A structure that has none is left out where that may be told, and stands among the masked ones where it may not.
    """
    found = without_referent(territory, is_training=is_training)
    told = published_to({each.partner.pk: each.number for each in found}, own)
    lines = [
        each if told.counts[each.partner.pk] is not None else Orphans(each.partner, None, None)
        for each in found
        if told.counts[each.partner.pk] != 0
    ]
    return OrphansTold(
        sorted(lines, key=lambda each: (-(each.number or 0), sort_key(str(each.partner)))), told.total
    )


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What awaits a professional: proposals, appointments of which nobody said who came, follow-ups due.

    `orphans`: pathways of her organizations that nobody follows.
    """

    proposals: list[Refereeship]
    unfilled: int
    oldest_unfilled_at: datetime | None
    follow_ups: int
    first_follow_up_on: date | None
    orphans: int


def awaiting(seen: Seen) -> Awaiting:
    """Gather what awaits her in the pathways she may see: what is hers first, then which of these she still sees."""
    proposals = Refereeship.objects.filter(
        member__in=seen.members, state=ReferentState.PROPOSED, pathway__closed_on=None
    )
    proposed = list(proposals.select_related("pathway", "proposed_by__user"))
    unfilled = list(_unfilled(seen).values_list("pathway", "at"))
    due = list(_follow_ups_due(seen).values_list("exit__pathway", "due_on"))
    still = seen.among({*(each.pathway_id for each in proposed), *(row[0] for row in (*unfilled, *due))})
    days = [at for pathway, at in unfilled if pathway in still]
    dues = [on for pathway, on in due if pathway in still]
    orphans = seen.pathways.filter(is_nobodys(), closed_on=None)
    # Whose they are is asked of these few only: as a filter, PostgreSQL asks it of every pathway first.
    theirs = orphans.annotate(whose=whose()).values_list("whose", flat=True)
    return Awaiting(
        [each for each in proposed if each.pathway_id in still][:10],
        len(days),
        min(days, default=None),
        len(dues),
        min(dues, default=None),
        sum(partner in seen.partners for partner in theirs),
    )


def to_do(seen: Seen) -> tuple[list[Appointment], list[FollowUp]]:
    """List the appointments of which she has not said who came, and the follow-ups that are due; the oldest first.

    Follow-ups of those whom she, or a colleague who left, followed. Three queries.
    """
    unfilled = _named(_unfilled(seen), "pathway", "uuid", "at", "subject").order_by("at", "pk")
    due = _named(_follow_ups_due(seen), "exit__pathway", "months", "due_on", "exit").order_by("due_on", "pk")
    still = seen.among({*(each.pathway_id for each in unfilled), *(each.exit.pathway_id for each in due)})
    return (
        [each for each in unfilled if each.pathway_id in still][:_SHOWN],
        [each for each in due if each.exit.pathway_id in still][:_SHOWN],
    )


def _named(rows: QuerySet, path: str, *fields: str) -> QuerySet:
    """Read of each row what its line shows, with the name of the person."""
    hers = (f"{path}__{name}" for name in ("uuid", "resident__first_name", "resident__last_name"))
    return rows.select_related(f"{path}__resident").only(*fields, *hers)


def _unfilled(seen: Seen) -> QuerySet[Appointment]:
    """List the past appointments of which she has to say who came: hers, and of whom she follows, those of nobody."""
    past = Appointment.objects.filter(presence=Presence.UNKNOWN, at__lte=now()).order_by()
    followed = Refereeship.objects.filter(member__in=seen.members, state=ReferentState.ACTIVE)
    left = past.filter(~holds_it(), pathway__in=followed.values("pathway"))
    found = past.filter(member__in=seen.members).values("pk").union(left.values("pk"))
    return Appointment.objects.filter(pk__in=found, pathway__closed_on=None).order_by()


def _follow_ups_due(seen: Seen) -> QuerySet[FollowUp]:
    left = Q(partner__in=seen.partners) & ~Q(state=MembershipState.ACTIVE)
    members = Membership.objects.filter(Q(pk__in=seen.members) | left).order_by().values("pk")
    referents = Refereeship.objects.filter(member__in=members, state=ReferentState.ACTIVE)
    followed = referents.order_by().values("pathway")
    return FollowUp.objects.filter(answer="", due_on__lte=seen.on, exit__pathway__in=followed).order_by()


def _followed_by(members: Sequence[int]) -> Q:
    referents = Refereeship.objects.filter(member__in=members, state=ReferentState.ACTIVE)
    groups = GroupMember.objects.filter(member__in=members, until=None)
    return Q(pk__in=referents.values("pathway")) | Q(pk__in=groups.values("pathway"))


def appointments_given(user: User, territory: Territory | None) -> list[Appointment]:
    """List the appointments to come that she gives, of people whose pathways she may still see. Two queries.

    Hers, and of whom she follows, those of somebody who left: the person will come, and somebody has to be there.
    """
    seen = Seen.by(user, territory, today())
    coming = appointments_ahead().filter(pathway__closed_on=None)
    followed = Refereeship.objects.filter(member__in=seen.members, state=ReferentState.ACTIVE)
    left = Q(pathway__in=followed.values("pathway")) & ~holds_it()
    rows = _named(coming.filter(Q(member__in=seen.members) | left), "pathway", "at", "place", "channel")
    given = list(rows.order_by("at", "pk"))
    still = seen.among({each.pathway_id for each in given})
    return [each for each in given if each.pathway_id in still]
