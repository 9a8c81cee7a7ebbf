"""Overlaps: services that each open once a month for a year, and files of the call; what coincides, pair by pair."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django_scopes import scope

from bench.clock import call_times, percentile
from bench.figures import Report
from bench.offers import SEED
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.actors.enums import OrganizationKind
from cite.actors.models import Organization, Partner
from cite.directory.enums import AUDIENCES, KINDS, THEMES, ServiceState
from cite.directory.models import Intake, Service, Source, Structure
from cite.directory.operations.facets import places_of, write_facets
from cite.directory.queries import overlaps
from cite.directory.rules.facets import EVERYONE
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import priority_districts_of

_SERVICES, _MONTHS = 2_000, 12
_SECONDS, _AGAIN_MS = 5, 1_000
_ON = date(2027, 1, 1)


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Compare everything from the rows of the database; there is no peer that explains pairs."""
    territory, count = loaded_territory(), min(_SERVICES, sizes.services)
    report = Report("overlaps", f"Overlaps of {count:,} services × {_MONTHS} months")
    with scope(territory=territory):
        _fill(territory, count)
        before = time.perf_counter(), time.process_time()
        found = overlaps.overlaps_of(territory, on=_ON)
        seconds, cpu = time.perf_counter() - before[0], time.process_time() - before[1]
        detail = f"{len(found):,} pairs, {cpu:.1f} s of processor"
        report.compare("every pair, explained", seconds, "s", {}, target=_SECONDS, detail=detail)
        again = call_times(lambda _: overlaps.overlaps_of(territory, on=_ON), range(sizes.requests))
        report.compare("asked again, p95", 1000 * percentile(again, 95), "ms", {}, target=_AGAIN_MS)
        one = call_times(
            lambda pair: overlaps.overlap_of(territory, *pair.keys, on=_ON), found[: sizes.requests]
        )
        report.compare("one pair, p95", 1000 * percentile(one, 95), "ms", {}, target=_AGAIN_MS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.compare("peak of memory", peak, "MB", {})
    return report


def _fill(territory: Territory, count: int) -> None:
    """Write fictional services: half are for one to three districts, half for all; each begins once a month."""
    chance = Random(SEED)
    source = Source.objects.get_or_create(territory=territory, is_own=True, defaults={"slug": "ici"})[0]
    structures = list(_structures(territory, source, max(2, count // 8)))
    services = Service.objects.bulk_create(
        _service(territory, source, structures, chance, number) for number in range(count)
    )
    districts = list(priority_districts_of(territory, on=_ON).values_list("pk", flat=True))
    link = Service.districts.through
    link.objects.bulk_create(
        link(service_id=service.pk, district_id=district)
        for service in services
        if not service.covers_all_districts
        for district in chance.sample(districts, min(len(districts), chance.randint(1, 3)))
    )
    write_facets(services, places=places_of(territory, on=_ON))
    Intake.objects.bulk_create(
        _intake(service, chance, month) for service in services for month in range(_MONTHS)
    )


def _structures(territory: Territory, source: Source, count: int) -> Iterator[Structure]:
    names = [f"Structure mesurée {number}" for number in range(count)]
    organizations = Organization.objects.bulk_create(
        Organization(name=name, kind=OrganizationKind.OTHER, search_key=f" {name.lower()}") for name in names
    )
    partners = Partner.objects.bulk_create(
        Partner(territory=territory, organization=organization) for organization in organizations
    )
    yield from Structure.objects.bulk_create(
        Structure(
            territory=territory, source=source, partner=partner, key=f"mesure--{rank}", name=names[rank],
            updated_on=_ON,
        )
        for rank, partner in enumerate(partners)
    )  # fmt: skip


def _service(
    territory: Territory, source: Source, structures: list[Structure], chance: Random, number: int
) -> Service:
    audiences = (EVERYONE,) if chance.random() < 0.5 else chance.sample(sorted(AUDIENCES), 2)
    return Service(
        territory=territory,
        source=source,
        structure=chance.choice(structures),
        key=f"mesure--{number}",
        name=f"Service mesuré {number}",
        kind=chance.choice(sorted(KINDS)),
        state=ServiceState.PUBLISHED,
        themes=chance.sample(sorted(THEMES), chance.randint(1, 3)),
        audiences=list(audiences),
        covers_all_districts=chance.random() < 0.5,
        longitude=round(chance.uniform(4.3, 4.6), 5),
        latitude=round(chance.uniform(45.35, 45.55), 5),
        updated_on=_ON,
    )


def _intake(service: Service, chance: Random, month: int) -> Intake:
    starts_on = _ON + timedelta(days=30 * month + chance.randint(0, 20))
    return Intake(
        territory=service.territory,
        service=service,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=chance.randint(1, 28)),
        places=chance.randint(4, 20),
    )
