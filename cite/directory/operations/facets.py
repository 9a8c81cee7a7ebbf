"""What is derived from a sheet and kept beside it, so that lists need not compute it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.db import connection

from cite.core.dates import now
from cite.directory.models import Service, ServiceFacet
from cite.directory.rules.coverage import DistrictPlace, covered_districts
from cite.directory.rules.facets import facets_of
from cite.directory.rules.sheet import sheet_of
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import priority_districts_of

_INSERT = (
    f"INSERT INTO {ServiceFacet._meta.db_table}"  # noqa: S608
    " (uuid, created_at, updated_at, territory_id, service_id, facet, code) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


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
    rows: list[tuple[int, int, str, str]] = []
    for service in services:
        service.check_scope()
        named = frozenset(district.code for district in service.districts.all())
        area = (
            everywhere
            if service.covers_all_districts
            else covered_districts(service.eligibility_zone, places)
        )
        codes = facets_of(sheet_of(service), districts=named or area)
        rows += [(service.territory_id, service.pk, facet, code) for facet, code in sorted(codes)]
    ServiceFacet.objects.filter(service__in=services).delete()
    _insert(rows)


def _insert(rows: Iterable[tuple[int, int, str, str]]) -> None:
    """Write codes without a model each: a directory has fifteen for each service, and they took half of an import."""
    identifier = ServiceFacet._meta.get_field("uuid")
    moment = ServiceFacet._meta.get_field("created_at").get_db_prep_save(now(), connection)
    values = (
        (
            identifier.get_db_prep_save(uuid4(), connection),
            moment,
            moment,
            territory,
            service,
            str(facet),
            code,
        )
        for territory, service, facet, code in rows
    )
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, list(values))
