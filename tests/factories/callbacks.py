"""Rosters and calls for the tests: fictional, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Membership, Partner
from cite.directory.models import Callback, DutyAbsence, DutyPartner, DutyShift
from cite.territories.models import District

_numbers = count(1)


def make_duty_partner(partner: Partner, by: User) -> DutyPartner:
    """An organization that takes part."""
    return DutyPartner.objects.get_or_create(
        partner=partner, defaults={"territory": partner.territory, "agreed_by": by}
    )[0]


def make_shift(district: District, person: Membership, **fields: Any) -> DutyShift:
    """Hours of duty: Tuesday afternoon, unless said otherwise."""
    given = {"weekday": 1, "starts_at": time(14), "ends_at": time(18)}
    return DutyShift.objects.create(
        territory=person.territory, district=district, person=person, **given | fields
    )


def make_absence(partner: Partner, **fields: Any) -> DutyAbsence:
    """Days without an organization."""
    given = {"first_on": date(2026, 12, 24), "last_on": date(2026, 12, 31)}
    return DutyAbsence.objects.create(territory=partner.territory, partner=partner, **given | fields)


def make_callback(district: District, assigned_to: Membership, **fields: Any) -> Callback:
    """Somebody fictional who asks to be called."""
    number = next(_numbers)
    given = {
        "asked_on": date(2026, 11, 27),
        "language": "ar",
        "phone": f"+3363998{number:04d}",
        "first_name": f"Prénom{number}",
        "time": "any",
        "code": f"ABCD{number:04d}".replace("0", "Z").replace("1", "Y"),
        "promised_before": datetime(2026, 12, 1, 15, tzinfo=UTC),
        "remind_person_at": datetime(2026, 12, 1, 14, tzinfo=UTC),
        "remind_deputy_at": datetime(2026, 12, 1, 14, 30, tzinfo=UTC),
        "remind_coordination_at": datetime(2026, 12, 1, 14, 48, tzinfo=UTC),
        "assigned_to": assigned_to,
    }
    return Callback.objects.create(territory=assigned_to.territory, district=district, **given | fields)
