"""What could help in the place of the services of a list that are no longer offered, in three queries for them all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from cite.core.dates import today
from cite.directory.enums import Facet
from cite.directory.models import Service, ServiceFacet
from cite.directory.permissions import shown_services
from cite.directory.queries.selections import SelectedSheet
from cite.directory.rules.replacements import Alike, closest
from cite.tenancy.models import Territory
from cite.territories.models import District


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
    service: Service,
    territory: Territory | None,
    *,
    district: District | None = None,
    but: Collection[Service] = (),
) -> Sequence[Service]:
    """List what could help in the place of a service that said no, or nothing, in two queries.

    `district`: where the person lives, when it is known; else where the service goes. `but`: the services tried
    already, whose structures come last.
    """
    gone = _alike(service)
    if district is not None:
        gone = replace(gone, districts=frozenset({district.pk}), everywhere=False)
    facets = ServiceFacet.objects.filter(facet=Facet.THEME, code__in=sorted(service.themes))
    rows = shown_services(territory, on=today()).filter(pk__in=facets.values("service_id"))
    rows = rows.exclude(pk__in=[service.pk, *(each.pk for each in but)])
    if district is not None:
        here = ServiceFacet.objects.filter(
            facet=Facet.DISTRICT, code=district.code, service_id=OuterRef("pk")
        )
        rows = rows.order_by(Exists(here).desc(), "-quality", "pk")
    else:
        rows = rows.order_by("-quality", "pk")
    rows = rows.select_related("structure").prefetch_related("districts")
    found = {each.pk: each for each in rows[:_LOOKED_AT]}
    tried = {each.structure_id for each in (service, *but)}
    candidates = [_alike(each) for each in found.values()]
    return [found[pk] for pk in closest(gone, candidates, tried=tried)]


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
        by=service.structure_id,
        themes=frozenset(service.themes),
        districts=frozenset(district.pk for district in service.districts.all()),
        everywhere=service.covers_all_districts,
        place=(service.longitude, service.latitude) if placed else None,
    )
