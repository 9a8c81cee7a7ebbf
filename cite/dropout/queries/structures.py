"""How many situations wait in each structure, for the coordination and the co-pilots: never whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.masking import LEAST, Published, part_published_to, published_to
from cite.dropout.enums.signs import Parameter, Severity, Sign
from cite.dropout.enums.structures import PARTS, Wait
from cite.dropout.models import Alert
from cite.dropout.queries.thresholds import thresholds_of
from cite.dropout.rules.spans import Days, day_before_counted, days_counted
from cite.dropout.rules.structures import urgency
from cite.dropout.rules.thresholds import Thresholds
from cite.opening.permissions import is_in_training
from cite.pathways.models import Pathway, Pause
from cite.pathways.queries.lists import by_structure
from cite.pathways.queries.status import is_nobodys
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.permissions.referrals import of_this_mode
from cite.residents.models import Resident
from cite.residents.permissions.people import acting_memberships
from cite.residents.queries.people import of_other_mode
from cite.tenancy.models import Territory

OF_ALERTS = tuple(sign for sign in Sign if sign is not Sign.PRESENCE_UNFILLED)
"""The signs that open an alert: a presence to fill in opens none, and would be told as masked for ever."""
WITHOUT_ACCOUNT = 0
"""Stands for the structures that answer referrals by a link, without an account here."""


@dataclass(frozen=True, slots=True)
class StructureLine:
    """What waits in one structure, as the reader may know it: None where masked. No partner: without an account.

    `reasons`: in her own structure alone. Each situation has one at least and may have several: elsewhere, those that
    are told would lead to those that are not.
    """

    partner: Partner | None
    counts: Mapping[Wait, int | None]
    reasons: Mapping[Sign, int]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What waits in every structure, the most urgent first; `silent_days`: the threshold in force.

    `reasons`: how often each is told in the whole Cité; None where so few, or nobody at all, would lead to people.
    """

    lines: list[StructureLine]
    totals: Mapping[Wait, int | None]
    reasons: Mapping[Sign, int | None]
    silent_days: int


class _Counted:
    """How many situations wait, by structure: for each thing that waits, and for each reason."""

    def __init__(self) -> None:
        self.waits: dict[Wait, Counter[int]] = {wait: Counter() for wait in Wait}
        self.reasons: dict[Sign, Counter[int]] = {sign: Counter() for sign in OF_ALERTS}
        self.structures: set[int] = set()

    def by_structure(self, counter: Counter[int]) -> dict[int, int]:
        """Give a count for each structure, those where there is nobody too."""
        return {key: counter[key] for key in self.structures}


def board_for(user: User, territory: Territory, on: date) -> Board:
    """Count what waits in each structure. The same few queries, whatever the number of structures and people."""
    thresholds = thresholds_of(territory)
    counted = _counted(territory, thresholds, on)
    own = {each.partner_id for each in acting_memberships(user, territory, on)} & counted.structures

    waits = {wait: _wait_told(counted, wait, own) for wait in Wait}
    partners: dict[int, Partner | None] = dict.fromkeys(counted.structures & {WITHOUT_ACCOUNT})
    partners |= Partner.objects.select_related("organization").in_bulk(counted.structures)
    lines = [
        StructureLine(
            partner,
            {wait: each.counts[key] for wait, each in waits.items()},
            {sign: each[key] for sign, each in counted.reasons.items()} if key in own else {},
            is_own=key in own,
        )
        for key, partner in partners.items()
    ]
    totals = {wait: each.total for wait, each in waits.items()}
    reasons = {sign: _reason_told(counted, sign, own) for sign in OF_ALERTS}
    return Board(sorted(lines, key=_rank), totals, reasons, thresholds[Parameter.SILENCE_LOOK])


def _wait_told(counted: _Counted, wait: Wait, own: set[int]) -> Published[int]:
    counts = counted.by_structure(counted.waits[wait])
    if wait in PARTS:
        return part_published_to(counts, counted.by_structure(counted.waits[PARTS[wait]]), own)
    return published_to(counts, own)


def _reason_told(counted: _Counted, sign: Sign, own: set[int]) -> int | None:
    """Tell how often a reason is told in all, where enough others than hers have it, and enough others not."""
    counts = counted.by_structure(counted.reasons[sign])
    total = part_published_to(counts, counted.by_structure(counted.waits[Wait.TO_LOOK_AT]), own).total
    return total if sum(counts[key] for key in counts if key not in own) >= LEAST else None


def _rank(line: StructureLine) -> tuple[Any, ...]:
    """Order by what is told, never by what is masked; structures without an account last."""
    ranked = (Wait.SOON, Wait.TO_LOOK_AT, Wait.WITHOUT_REFERENT, Wait.OVERDUE, Wait.TO_ANSWER)
    name = line.partner.organization.search_key if line.partner else ""
    return (line.partner is None, *(-urgency(line.counts[wait]) for wait in ranked), name)


def _counted(territory: Territory, thresholds: Thresholds, on: date) -> _Counted:
    """Count pathways, alerts, referrals: one query each. Invented people of the training mode leave with it."""
    counted = _Counted()
    left_out = of_other_mode(territory, is_training=is_in_training(territory))
    _count_pathways(counted, territory, is_silent(thresholds, on), left_out)
    _count_alerts(counted, territory, left_out)
    _count_referrals(counted, territory)
    return counted


def _count_pathways(counted: _Counted, territory: Territory, silent: Q, left_out: QuerySet[Resident]) -> None:
    rows = Pathway.objects.filter(territory=territory, closed_on=None).exclude(resident__in=left_out)
    orphans = Count("pk", filter=is_nobodys())
    for key, alone, quiet in by_structure(rows, orphans=orphans, silent=Count("pk", filter=silent)):
        counted.structures.add(key)
        counted.waits[Wait.WITHOUT_REFERENT][key] += alone
        counted.waits[Wait.SILENT][key] += quiet


def is_silent(thresholds: Thresholds, on: date) -> Q:
    """Keep the pathways without news for longer than the threshold in force, as the rule counts it (`rules/signs.py`).

    The days of a pause, or of a period in which everything is closed, are not counted; nothing is said then. One
    query, for the pauses of whoever had one lately: days are counted one by one.
    """
    closed, count = thresholds.closed, thresholds[Parameter.SILENCE_LOOK] + 1
    if any(first <= on <= last for first, last in closed):
        return Q(pk__in=[])
    since = day_before_counted(on, count, closed)
    quiet = Q(opened_on__lte=since) & (Q(last_heard_on=None) | Q(last_heard_on__lte=since))
    paused: dict[int, tuple[date, list[Days]]] = {}
    lately = Pause.objects.filter(first_on__lte=on, last_on__gt=since).order_by().values("pathway")
    rows = Pause.objects.filter(
        Q(pathway__last_heard_on=None) | Q(pathway__last_heard_on__lte=since),
        pathway__opened_on__lte=since,
        pathway__closed_on=None,
        pathway__in=lately,  # and their pauses of before
        first_on__lte=on,
    )
    columns = ("pathway", "pathway__opened_on", "pathway__last_heard_on", "first_on", "last_on")
    for pathway, opened_on, heard_on, first, last in rows.values_list(*columns):
        base = max(opened_on, heard_on or opened_on)
        paused.setdefault(pathway, (base, list(closed)))[1].append((first, last))
    still = [
        pathway
        for pathway, (base, holes) in paused.items()
        if not any(first <= on <= last for first, last in holes)
        and days_counted(base, count, sorted(holes)) <= on
    ]
    return quiet & (~Q(pk__in=list(paused)) | Q(pk__in=still))


def _count_alerts(counted: _Counted, territory: Territory, left_out: QuerySet[Resident]) -> None:
    """Count the open alerts that still have a reason, and each of their reasons."""
    rows = Alert.objects.filter(territory=territory, closed_on=None, pathway__closed_on=None)
    rows = rows.exclude(pathway__resident__in=left_out).filter(told__gt=0)
    figures = {"number": Count("pk"), "soon": Count("pk", filter=Q(level=Severity.SOON))}
    bits = {sign: sign.bit for sign in OF_ALERTS}  # each is added as often as its sign is told
    figures |= {sign.name: Sum(F("told").bitand(bit)) for sign, bit in bits.items()}
    for key, number, urgent, *sums in by_structure(rows, "pathway__", **figures):
        counted.waits[Wait.TO_LOOK_AT][key] += number
        counted.waits[Wait.SOON][key] += urgent
        for (sign, bit), added in zip(bits.items(), sums, strict=True):
            counted.reasons[sign][key] += added // bit
    counted.waits[Wait.NOTHING_AFTER] = counted.reasons[Sign.NOTHING_AFTER]


def _count_referrals(counted: _Counted, territory: Territory) -> None:
    """Count what each structure has to answer, and what the coordination was warned of."""
    rows = of_this_mode(territory).filter(state=ReferralState.SENT).order_by().values_list("receiver")
    late = Count("pk", filter=Q(coordination_warned_on__isnull=False))
    for receiver, number, overdue in rows.annotate(number=Count("pk"), late=late):
        key = receiver or WITHOUT_ACCOUNT
        counted.structures.add(key)
        counted.waits[Wait.TO_ANSWER][key] = number
        counted.waits[Wait.OVERDUE][key] = overdue
