"""What is derived from a sheet and kept beside it, so that lists need not compute it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cite.directory.models import Service, ServiceFacet
from cite.directory.rules.coverage import DistrictPlace, covered_districts
from cite.directory.rules.facets import facets_of
from cite.directory.rules.sheet import sheet_of
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import priority_districts_of


def places_of(territory: Territory, *, on: date) -> list[DistrictPlace]:
    """List the priority districts of a Cité with the areas they lie in. Two queries."""
    districts = priority_districts_of(territory, on=on).defer("contour")
    return [
        DistrictPlace(
            district.code,
            frozenset(commune.code for commune in district.communes.all()),
            territory.epci_code,
            next((commune.department_code for commune in district.communes.all()), ""),
        )
        for district in districts
    ]


def write_facets(services: Iterable[Service], *, places: Iterable[DistrictPlace]) -> None:
    """Write again the codes of some services, whose districts were fetched with them. Two queries.

    A service covers the districts it names; else all of them where it says so; else those of its area.
    """
    services, places = list(services), list(places)
    everywhere = frozenset(place.code for place in places)
    codes = {}
    for service in services:
        service.check_scope()
        named = frozenset(district.code for district in service.districts.all())
        area = (
            everywhere
            if service.covers_all_districts
            else covered_districts(service.eligibility_zone, places)
        )
        codes[service.pk] = facets_of(sheet_of(service), districts=named or area)
    write_codes(codes)


def write_codes(codes: Mapping[int, Iterable[tuple[str, str]]]) -> None:
    """Write again the codes of services, by their numbers. Two queries."""
    ServiceFacet.objects.filter(service__in=codes).delete()
    # In the order of the index that keeps each once: a table of a million rows is then written where it is open.
    rows = sorted((facet, code, pk) for pk, found in codes.items() for facet, code in found)
    ServiceFacet.objects.write_rows(("facet", "code", "service"), rows)
