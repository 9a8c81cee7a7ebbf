"""The days on which one can enter a service: set, changed, taken away."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.directory.enums import ServiceObjection
from cite.directory.enums.life import ContentObjection, DirectoryAct, LifeObjection
from cite.directory.models import Intake, Service
from cite.directory.operations.indexing import follow_services
from cite.directory.operations.writing import lock
from cite.directory.permissions import can_write_service
from cite.directory.workflow import WRITABLE

MOST = 50
_SAID = ("starts_on", "ends_on", "places", "places_left", "note")


@transaction.atomic
def save_intake(
    *,
    service: Service,
    starts_on: date,
    ends_on: date | None,
    places: int | None,
    places_left: int | None,
    note: str,
    by: User,
    intake: Intake | None = None,
    version: int = 1,
) -> Intake:
    """Add a day of entry to a sheet, or change one; the same day typed twice is one.

    Raises:
        Refused: not hers to write, closed, dates or places upside down, too many, or changed meanwhile.
    """
    service = _writable(service, by)
    require(
        unless(ends_on is None or ends_on >= starts_on, ContentObjection.DATES_REVERSED)
        & unless(
            places is None or places_left is None or places_left <= places, ContentObjection.PLACES_REVERSED
        )
    )
    rows = Intake.objects.filter(service=service)
    if intake is None:
        said = {"starts_on": starts_on, "ends_on": ends_on, "places": places, "places_left": places_left}
        if (same := rows.filter(**said, note=note).first()) is not None:
            return same
        require(unless(rows.count() < MOST, LifeObjection.TOO_MANY_INTAKES))
        intake = Intake(territory=service.territory, service=service)
    else:
        intake = Intake.locked(pk=intake.pk, version=version)
        require(unless(intake.service_id == service.pk, ServiceObjection.NOT_IN_THIS_STATE))
    before = snapshot(intake, _SAID) if intake.pk else {}
    intake.starts_on, intake.ends_on = starts_on, ends_on
    intake.places, intake.places_left, intake.note = places, places_left, note
    if intake.pk:
        intake.save_next_version()
    else:
        intake.save()
    changes = differences(before, snapshot(intake, _SAID))
    record(DirectoryAct.SAVE_INTAKE, by=by, target=service, changes=changes)
    follow_services(territory=service.territory, services=[service])
    return intake


@transaction.atomic
def remove_intake(*, intake: Intake, version: int, by: User) -> None:
    """Take a day of entry out of a sheet.

    Raises:
        Refused: not hers to write, closed, or changed meanwhile.
    """
    service = _writable(intake.service, by)
    locked = Intake.locked(pk=intake.pk, version=version)
    record(
        DirectoryAct.REMOVE_INTAKE, by=by, target=service, changes=differences(snapshot(locked, _SAID), {})
    )
    locked.delete()
    follow_services(territory=service.territory, services=[service])


def _writable(service: Service, by: User) -> Service:
    service = lock(service)
    require(can_write_service(by, service))
    require(unless(service.state in WRITABLE, LifeObjection.CLOSED))
    return service
