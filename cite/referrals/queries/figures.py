"""Why structures refuse, by reason, service and district; what the machine closed, apart. Small cells are not told."""

from __future__ import annotations

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
class Refusals:
    """The cells that are told, and how many are not."""

    by_people: Sequence[Cell]
    by_machine: Sequence[Cell]
    hidden_cells: int


def refusals(territory: Territory, *, on: date) -> Refusals:
    """Count the refusals of a year. No total is told: nothing leads back to a cell that is not. Three queries."""
    rows = Referral.objects.filter(territory=territory, sent_on__gte=on - LOOKED_BACK).order_by()
    people = _cells(rows.filter(state=ReferralState.REFUSED))
    machine = _cells(rows.filter(state=ReferralState.EXPIRED))
    told, told_machine = _told(people), _told(machine)
    hidden = len(people) + len(machine) - len(told) - len(told_machine)
    return Refusals(told, told_machine, hidden)


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


def _told(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(
        (cell for cell in cells if cell.number >= SHOWN_FROM),
        key=lambda cell: (-cell.number, cell.service, cell.reason, cell.district),
    )
