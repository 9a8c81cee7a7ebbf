"""What could help in the place of the services of a list that are no longer offered, in three queries for them all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cite.core.dates import today
from cite.directory.enums import Facet
from cite.directory.models import Service, ServiceFacet
from cite.directory.permissions import shown_services
from cite.directory.queries.selections import SelectedSheet
from cite.directory.rules.replacements import Alike, closest
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class SelectedLine:
    """A service of a list as a page shows it. `similar`: what could help in its place."""

    sheet: SelectedSheet
    is_kept: bool
    similar: Sequence[Service] = ()


_LOOKED_AT = 300
"""Services compared at most, the best written first: more would help nobody."""


def replacements(
    sheets: Sequence[SelectedSheet], territory: Territory | None
) -> Mapping[int, Sequence[Service]]:
    """Find services for each one that is no longer offered, by its number."""
    gone = [sheet.service for sheet in sheets if not sheet.is_offered and sheet.is_named]
    themes = sorted({theme for service in gone for theme in service.themes})
    if not themes:
        return {}
    facets = ServiceFacet.objects.filter(facet=Facet.THEME, code__in=themes)
    rows = shown_services(territory, on=today()).filter(pk__in=facets.values("service_id"))
    rows = rows.exclude(pk__in=[sheet.service.pk for sheet in sheets])
    rows = rows.select_related("structure").prefetch_related("districts").order_by("-quality", "pk")
    found = {service.pk: service for service in rows[:_LOOKED_AT]}
    candidates = [_alike(service) for service in found.values()]
    return {service.pk: [found[pk] for pk in closest(_alike(service), candidates)] for service in gone}


def next_best(
    service: Service, territory: Territory | None, *, but: Collection[int] = ()
) -> Sequence[Service]:
    """List what could help in the place of a service that said no, or nothing; `but`: those tried already."""
    facets = ServiceFacet.objects.filter(facet=Facet.THEME, code__in=sorted(service.themes))
    rows = shown_services(territory, on=today()).filter(pk__in=facets.values("service_id"))
    rows = rows.exclude(pk__in=[service.pk, *but])
    rows = rows.select_related("structure").prefetch_related("districts").order_by("-quality", "pk")
    found = {each.pk: each for each in rows[:_LOOKED_AT]}
    return [found[pk] for pk in closest(_alike(service), [_alike(each) for each in found.values()])]


def selected_lines(
    sheets: Sequence[SelectedSheet], territory: Territory | None, *, kept: Collection[int]
) -> list[SelectedLine]:
    """Write a list as its page shows it; `kept`: the services among the favourites of the reader."""
    similar = replacements(sheets, territory)
    return [
        SelectedLine(sheet, sheet.service.pk in kept, similar.get(sheet.service.pk, ())) for sheet in sheets
    ]


def _alike(service: Service) -> Alike:
    placed = service.longitude is not None and service.latitude is not None
    return Alike(
        pk=service.pk,
        themes=frozenset(service.themes),
        districts=frozenset(district.pk for district in service.districts.all()),
        everywhere=service.covers_all_districts,
        place=(service.longitude, service.latitude) if placed else None,
    )
