"""Residents for the tests: fictional, in the Cité whose scope is open; those of the training mode unless said."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Membership, Partner
from cite.residents.enums.sharing import Purpose
from cite.residents.models import DelaySet, ReachRequest, Residence, Resident, Sharing
from cite.residents.rules.delays import FIRST
from cite.tenancy.models import Territory
from cite.territories.enums import Status
from cite.territories.models import District

_numbers = count(1)


def make_resident(by: Membership, *, is_shared: bool = True, **fields: Any) -> Resident:
    """Somebody fictional, whose file an organization opened, and who shares it with that organization."""
    given = {
        "first_name": f"Prénom{next(_numbers)}",
        "last_name": "Inventée",
        "language": "fr",
        "partner": by.partner,
        "created_by": by,
        "last_heard_on": date(2026, 11, 2),
        "is_training": True,
    }
    resident = Resident.objects.create(territory=by.territory, **given | fields)
    if is_shared:
        make_sharing(resident, by.partner, recorded_by=by)
    return resident


def make_sharing(
    resident: Resident, partner: Partner, purpose: Purpose | str = Purpose.SUPPORT, **fields: Any
) -> Sharing:
    """She lets an organization see her file."""
    given = {"given_on": date(2026, 11, 2)}
    return Sharing.objects.create(
        territory=resident.territory, resident=resident, partner=partner, purpose=purpose, **given | fields
    )


def make_residence(resident: Resident, district: District | None = None, **fields: Any) -> Residence:
    """She lives in a priority district, or nobody knows where."""
    given = {
        "since": date(2026, 11, 2),
        "answered_on": date(2026, 11, 2),
        "answer": Status.IN_QPV if district else Status.UNKNOWN,
        "district": district,
    }
    return Residence.objects.create(territory=resident.territory, resident=resident, **given | fields)


def make_delays(territory: Territory, by: User, **fields: Any) -> DelaySet:
    """Delays that wait for both agreements; in force where `in_force_on` is given."""
    values = {str(delay): value for delay, value in FIRST.items()} | fields.pop("values", {"kept_months": 18})
    given = {"number": DelaySet.objects.count() + 1, "values": values, "why": "Plus court.", "written_by": by}
    return DelaySet.objects.create(territory=territory, **given | fields)


def make_reach(resident: Resident, asked_by: Membership, **fields: Any) -> ReachRequest:
    """Somebody wishes to reach her; who accompanies her has not answered yet."""
    given = {"reason": "Une place se libère dans un atelier.", "asked_on": date(2026, 11, 2)}
    return ReachRequest.objects.create(
        territory=resident.territory, resident=resident, asked_by=asked_by, **given | fields
    )
