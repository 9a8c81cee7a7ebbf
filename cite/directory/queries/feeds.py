"""What the feeds of the offer hold: only what everybody may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from cite.directory.enums import Facet
from cite.directory.models import Intake, Service, ServiceFacet
from cite.directory.permissions import shown_services
from cite.tenancy.models import Territory

_LATEST, _COMING, _PAGES = 50, 300, 7_000
"""Seven languages of seven thousand sheets: a site map holds fifty thousand addresses at most."""


def latest_services(territory: Territory, *, district: str, on: date) -> Sequence[Service]:
    """List the services published last. One query."""
    rows = _of(territory, district, on).select_related("structure")
    return list(rows.order_by("-published_on", "-pk")[:_LATEST])


def coming_intakes(territory: Territory, *, district: str, on: date) -> Sequence[Intake]:
    """List the next days of entry, the soonest first. One query."""
    rows = Intake.objects.filter(service__in=_of(territory, district, on), starts_on__gte=on)
    return list(rows.select_related("service").order_by("starts_on", "pk")[:_COMING])


def shown_pages(territory: Territory, *, on: date) -> Sequence[tuple[UUID, date]]:
    """List the sheets that everybody may see, with the day they last changed. One query."""
    rows = shown_services(territory, on=on).order_by("-updated_on", "-pk")
    return list(rows.values_list("uuid", "updated_on")[:_PAGES])


def _of(territory: Territory, district: str, on: date) -> QuerySet[Service]:
    rows = shown_services(territory, on=on)
    if not district:
        return rows
    covering = ServiceFacet.objects.filter(facet=Facet.DISTRICT, code=district)
    return rows.filter(pk__in=covering.values("service_id"))
