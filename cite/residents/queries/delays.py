"""The delays in force in a Cité, those under study, and those before."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from cite.core.reading import once
from cite.residents.enums.delays import Delay
from cite.residents.models import DelaySet
from cite.residents.rules.delays import FIRST, months_kept, read
from cite.tenancy.models import Territory

Values = dict[Delay, int]


def delays_of(territory: Territory | None) -> Values:
    """Read the delays of a Cité; the first ones while it has set none. One query."""

    def ask() -> Values:
        kept = in_force(territory).values_list("values", flat=True).first()
        return read(kept) if kept is not None else FIRST

    return once(("delays", territory and territory.pk), ask)


def in_force(territory: Territory | None) -> QuerySet[DelaySet]:
    """List the versions that were in force, the latest first: the first of them is in force."""
    return DelaySet.objects.filter(territory=territory, in_force_on__isnull=False).order_by("-number")


def draft_of(territory: Territory) -> DelaySet | None:
    """Find the delays that wait for both agreements."""
    return DelaySet.objects.filter(territory=territory, in_force_on=None).select_related("territory").first()


def months_kept_on(territory: Territory, on: date) -> int:
    """Tell after how many months without news a file is erased on a day."""
    rows = in_force(territory).values_list("in_force_on", "values")
    return months_kept([(since, read(values)) for since, values in rows], on)
