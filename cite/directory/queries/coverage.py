"""The coverage of the offer: public sheets only, so that professionals may show it to anyone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.actors.queries.directory import priority_districts
from cite.directory.enums import CATEGORIES, Facet, Obstacle
from cite.directory.enums.needs import DOORS
from cite.directory.models import Intake, Service, ServiceFacet, UnmetNeed
from cite.directory.permissions import shown_services
from cite.directory.rules.coverage_matrix import CoverageCell, Covered, coverage, gaps
from cite.tenancy.models import Territory
from cite.territories.models import District

LABELS: dict[str, dict[str, str]] = {
    Facet.CATEGORY: CATEGORIES,
    Facet.OBSTACLE: {obstacle.value: obstacle.label for obstacle in Obstacle},
}
"""By what districts may be crossed: families of needs, freins."""


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """The districts in rows, the codes in columns, and the cells where they meet."""

    facet: str
    districts: tuple[District, ...]
    rows: tuple[tuple[CoverageCell, ...], ...]

    @property
    def labels(self) -> dict[str, str]:
        """The names of the columns, by their codes, in order."""
        return {code: str(label) for code, label in LABELS[self.facet].items()}


def coverage_matrix(territory: Territory, facet: str, *, on: date) -> CoverageMatrix:
    """Count what covers each district. Six queries."""
    districts = priority_districts(territory, on)
    services = shown_services(territory, on=on).order_by()
    codes: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    facets = ServiceFacet.objects.filter(service__in=services.values("pk"), facet__in=(facet, Facet.DISTRICT))
    for service, kind, code in facets.values_list("service_id", "facet", "code"):
        codes[service][kind].add(code)
    left, capacity = _places(services, on)
    counted = [
        Covered(
            districts=frozenset(codes[pk][Facet.DISTRICT]),
            codes=frozenset(codes[pk][facet]),
            places=left.get(pk, places),
            capacity=capacity.get(pk),
            delay_days=delay,
        )
        for pk, places, delay in services.values_list("pk", "places_left", "entry_delay_days")
    ]
    rows = coverage(counted, [d.code for d in districts], list(LABELS[facet]), _unmet(territory, facet))
    return CoverageMatrix(facet, tuple(districts), tuple(tuple(row) for row in rows))


def gap_sentences(matrix: CoverageMatrix) -> list[str]:
    """Say what is missing where, for programs: « Garde d’enfants : aucun service à La Cotonne »."""
    names = {district.code: district.full_label for district in matrix.districts}
    missing = gaps(matrix.rows)
    return [
        _gap_sentence(label, names, missing[code]) for code, label in matrix.labels.items() if code in missing
    ]


def _gap_sentence(label: str, names: dict[str, str], lacking: list[str]) -> str:
    """Name the districts that lack it, or those that do not where they are fewer."""
    if len(lacking) == len(names):
        return _("%(what)s : aucun service, dans aucun quartier.") % {"what": label}
    have = [code for code in names if code not in lacking]
    if len(have) < len(lacking):
        where = " ; ".join(names[code] for code in have)
        return _("%(what)s : aucun service, sauf à : %(where)s.") % {"what": label, "where": where}
    where = " ; ".join(names[code] for code in lacking)
    return _("%(what)s : aucun service à : %(where)s.") % {"what": label, "where": where}


@dataclass(frozen=True, slots=True)
class Lack:
    """A need that some districts have no service for: in one line, and where."""

    sentence: str
    code: str
    districts: tuple[District, ...]


def lacks_of(matrix: CoverageMatrix) -> list[Lack]:
    """Say what is missing where, the need that most districts lack first."""
    missing, among = gaps(matrix.rows), len(matrix.districts)
    found = []
    for code, label in matrix.labels.items():
        lacking = tuple(district for district in matrix.districts if district.code in missing.get(code, ()))
        if lacking:
            found.append(Lack(_lack_sentence(label, len(lacking), among), code, lacking))
    return sorted(found, key=lambda lack: -len(lack.districts))


def _lack_sentence(label: str, count: int, among: int) -> str:
    if among == 1:
        return _("%(what)s : aucun service") % {"what": label}
    if count == among:
        return _("%(what)s : aucun service, dans aucun quartier") % {"what": label}
    words = ngettext(
        "%(what)s : aucun service dans %(n)s quartier",
        "%(what)s : aucun service dans %(n)s quartiers",
        count,
    )
    return words % {"what": label, "n": count}


def within(matrix: CoverageMatrix, district: str) -> CoverageMatrix:
    """Keep one district of the matrix; all of them where none is named."""
    kept = [
        (one, row)
        for one, row in zip(matrix.districts, matrix.rows, strict=True)
        if not district or one.code == district
    ]
    return CoverageMatrix(matrix.facet, tuple(one for one, _row in kept), tuple(row for _one, row in kept))


def unmet_here(territory: Territory, *, facet: str, code: str, district: str) -> QuerySet[UnmetNeed]:
    """List the needs without answer that one cell counts."""
    named = [need for need, door in DOORS.items() if f"{facet}:{code}" in door.codes]
    return UnmetNeed.objects.filter(territory=territory, need__in=named, district__code=district)


def _places(services: QuerySet[Service], on: date) -> tuple[dict[int, int], dict[int, int]]:
    """Add up, by service, the places left and the places in all of its days of entry that are not over, where known."""
    left: dict[int, int] = defaultdict(int)
    capacity: dict[int, int] = defaultdict(int)
    coming = Intake.objects.filter(service__in=services.values("pk")).order_by()
    coming = coming.filter(Q(ends_on__gte=on) | Q(ends_on=None, starts_on__gte=on))
    for service, places, places_left in coming.values_list("service_id", "places", "places_left"):
        if places_left is not None:
            left[service] += places_left
        if places is not None:
            capacity[service] += places
    return dict(left), dict(capacity)


def covering(territory: Territory, *, facet: str, code: str, district: str, on: date) -> QuerySet[Service]:
    """List the services that one cell counts."""
    rows = shown_services(territory, on=on).select_related("structure")
    for kind, wanted in ((facet, code), (Facet.DISTRICT, district)):
        found = ServiceFacet.objects.filter(territory=territory, facet=kind, code=wanted)
        rows = rows.filter(pk__in=found.values("service_id"))
    return rows


def _unmet(territory: Territory, facet: str) -> dict[tuple[str, str], int]:
    """Count the needs without answer by district and code, where the need names a code of this kind."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    rows = UnmetNeed.objects.filter(territory=territory).exclude(need="").exclude(district=None)
    rows = rows.order_by().values_list("need", "district__code").annotate(Count("pk"))
    for need, district, count in rows:
        for named in DOORS[need].codes if need in DOORS else ():
            kind, _colon, code = named.partition(":")
            if kind == facet:
                counts[district, code] += count
    return dict(counts)
