"""The files whose time is nearly over."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from cite.residents.enums.delays import Delay
from cite.residents.enums.people import ResidentState
from cite.residents.models import Resident
from cite.residents.queries.delays import delays_of
from cite.residents.rules.retention import heard_before
from cite.tenancy.models import Territory


def ending_files(territory: Territory | None, *, on: date) -> QuerySet[Resident]:
    """List the real people whose files will soon be erased, the first to go first: those who follow them are warned."""
    delays = delays_of(territory)
    last_day = on + timedelta(days=delays[Delay.WARNED_DAYS])
    return Resident.objects.filter(
        territory=territory,
        state=ResidentState.ACTIVE,
        is_training=False,
        last_heard_on__lte=heard_before(last_day, delays[Delay.KEPT_MONTHS]),
    ).order_by("last_heard_on", "pk")
