"""Why structures refuse, by reason, service and district; what the machine closed, apart. Small cells are not told.

The sheet of each service tells its refusals by reason, and how many were closed without an answer (`pasts_of`). Here,
what sheets tell is divided and added up, and nothing else: no subtraction leads to what they mask.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from cite.core.masking import published
from cite.directory.enums.past import Answer
from cite.directory.queries.past import LOOKED_BACK, pasts_of
from cite.directory.rules.past import Past
from cite.referrals.enums.referrals import ReferralState, RefusalReason
from cite.referrals.permissions.referrals import of_this_mode
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one thing happened to one service, for people of one district; none where it is too few to tell."""

    reason: str
    service: str
    district: str
    number: int


@dataclass(frozen=True, slots=True)
class Reason:
    """How often structures gave one reason, over the services whose sheets tell it."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Refusals:
    """The reasons and the cells that are told."""

    reasons: Sequence[Reason]
    by_people: Sequence[Cell]
    by_machine: Sequence[Cell]


def refusals(territory: Territory, *, on: date) -> Refusals:
    """Divide by district what the sheets of a year tell, and add it up by reason. Three queries."""
    rows = of_this_mode(territory).filter(
        sent_on__gte=on - LOOKED_BACK,
        state__in=(ReferralState.REFUSED, ReferralState.EXPIRED),
        service__isnull=False,
    )
    read = ("state", "refusal_reason", "service_id", "service__name", "district__label")
    reasons, names = dict(RefusalReason.choices), {}
    counted: defaultdict[tuple[bool, str, int], Counter[str]] = defaultdict(Counter)
    found = rows.order_by().values_list(*read).annotate(number=Count("pk"))
    for state, code, service, name, district, number in found:
        names[service] = name
        is_refused = state == ReferralState.REFUSED
        reason = str(reasons.get(code, "")) if is_refused else ""
        counted[is_refused, reason, service][district or ""] += number
    pasts = pasts_of(territory, list(names), on=on)
    people, machine, totals = list[Cell](), list[Cell](), Counter[str]()
    for (is_refused, reason, service), districts in counted.items():
        told = _sheet_tells(pasts[service], reason, is_refused=is_refused)
        if told:
            (people if is_refused else machine).extend(_cells(reason, names[service], districts))
            totals[reason] += told if is_refused else 0
    ranked = [Reason(label, number) for label, number in totals.most_common() if number]
    return Refusals(ranked, _ranked(people), _ranked(machine))


def _sheet_tells(past: Past, reason: str, *, is_refused: bool) -> int | None:
    return past.reasons.get(reason) if is_refused else past.answers[Answer.SILENT]


def _cells(reason: str, service: str, districts: Mapping[str, int]) -> list[Cell]:
    """Divide by district a number that is told."""
    told = published(districts).counts
    return [Cell(reason, service, name, number) for name, number in told.items() if number]


def _ranked(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (-cell.number, cell.service, cell.reason, cell.district))
