"""Why structures refuse, by reason, service and district; what the machine closed, apart. Small cells are not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from cite.referrals.enums.referrals import ReferralState, RefusalReason
from cite.referrals.models import Referral
from cite.tenancy.models import Territory
from cite.territories.models import District

SHOWN_FROM = 5
"""The least number that figures tell."""
LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one thing happened to one service, for people of one district; none where it is too few to tell."""

    reason: str
    service: str
    district: str
    number: int


@dataclass(frozen=True, slots=True)
class Reason:
    """How often structures gave one reason, over all services."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Refusals:
    """The reasons and the cells that are told."""

    reasons: Sequence[Reason]
    by_people: Sequence[Cell]
    by_machine: Sequence[Cell]


def refusals(territory: Territory, *, on: date) -> Refusals:
    """Count the refusals of a year; no figure that is told leads back to a small one. Three queries."""
    rows = Referral.objects.filter(territory=territory, sent_on__gte=on - LOOKED_BACK).order_by()
    people = _cells(rows.filter(state=ReferralState.REFUSED))
    told = _told(people)
    return Refusals(_reasons(people, told), told, _told(_cells(rows.filter(state=ReferralState.EXPIRED))))


def _cells(rows: QuerySet[Referral]) -> list[Cell]:
    counted = list(
        rows.values_list("refusal_reason", "service_name", "district_id").annotate(number=Count("pk"))
    )
    names = {
        each.pk: each.label for each in District.objects.filter(pk__in={row[2] for row in counted if row[2]})
    }
    reasons = dict(RefusalReason.choices)
    return [
        Cell(str(reasons.get(reason, "")), service, names.get(district, ""), number)
        for reason, service, district, number in counted
    ]


def _reasons(cells: Sequence[Cell], told: Sequence[Cell]) -> list[Reason]:
    """Add up by reason; what would tell, by subtraction, of fewer than five people is left out."""
    total, shown = Counter(), Counter()
    for counted, found in ((total, cells), (shown, told)):
        for cell in found:
            counted[cell.reason] += cell.number
    return [
        Reason(label, number)
        for label, number in total.most_common()
        if number >= SHOWN_FROM and not 0 < number - shown[label] < SHOWN_FROM
    ]


def _told(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(
        (cell for cell in cells if cell.number >= SHOWN_FROM),
        key=lambda cell: (-cell.number, cell.service, cell.reason, cell.district),
    )
