"""The files whose time is nearly over."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from cite.residents.enums.people import ResidentState
from cite.residents.models import Resident
from cite.residents.rules.retention import WARNED_DAYS, heard_before
from cite.tenancy.models import Territory


def ending_files(territory: Territory | None, *, on: date, days: int = WARNED_DAYS) -> QuerySet[Resident]:
    """List the real people whose files will be erased within so many days, the first to go first."""
    return Resident.objects.filter(
        territory=territory,
        state=ResidentState.ACTIVE,
        is_training=False,
        last_heard_on__lte=heard_before(on + timedelta(days=days)),
    ).order_by("last_heard_on", "pk")
