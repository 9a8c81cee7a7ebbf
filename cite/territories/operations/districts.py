"""Changes to the priority districts: a whole publication at a time, or nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from cite.core.journal import record
from cite.core.text import sort_key
from cite.territories.enums import DistrictKind, TerritoriesAct
from cite.territories.gateways.district_files import Publication
from cite.territories.models import Commune, District, Edition, MapVersion
from cite.territories.queries.publications import Change, Comparison, compare_publication
from cite.territories.rules.geometry import area_m2
from cite.territories.rules.residence import department_of, is_overseas, validity


@transaction.atomic
def import_publication(
    *,
    publication: Publication,
    source: str,
    coverage: Collection[str] = (),
    licence: str = "",
    published_on: date | None = None,
) -> Comparison:
    """Put a publication on the map; the lists of other generations are not touched. Again: nothing changes.

    `coverage`: the areas for which it is complete (codes of communes or départements, « metropole »); empty:
    guessed.
    """
    MapVersion.lock()
    comparison = compare_publication(publication, coverage)
    known = Edition.objects.filter(generation=publication.generation, checksum=publication.checksum)
    if comparison.is_empty and list(comparison.coverage) in known.values_list("coverage", flat=True):
        return comparison
    edition = Edition.objects.create(
        generation=publication.generation,
        source=source[:300],
        licence=licence,
        published_on=published_on,
        checksum=publication.checksum,
        coverage=list(comparison.coverage),
    )
    communes = _communes(comparison)
    _add(comparison, edition, communes)
    for change in comparison.modified:
        _modify(change, edition, communes, publication.precision_m)
    District.objects.filter(pk__in=[district.pk for district in comparison.removed]).update(is_withdrawn=True)
    MapVersion.renew()
    counts = {"added": comparison.added, "modified": comparison.modified, "removed": comparison.removed}
    changes = {name: (None, len(districts)) for name, districts in counts.items()}
    record(TerritoriesAct.IMPORT_DISTRICTS, target=edition, changes=changes)
    return comparison


def _communes(comparison: Comparison) -> dict[str, Commune]:
    """Fetch the communes that the publication names; open those that the map does not have."""
    wanted = {code for change in comparison.changes for code in change.communes}
    known = Commune.objects.in_bulk(sorted(wanted), field_name="code")
    opened: dict[str, Commune] = {}
    for published in comparison.publication.districts:
        names = published.commune_names
        if len(names) != len(published.commune_codes):
            names = published.commune_codes
        for code, name in zip(published.commune_codes, names, strict=True):
            if code not in known and code not in opened:
                opened[code] = Commune(
                    code=code,
                    name=name[:100],
                    sort_name=sort_key(name[:100]),
                    department_code=department_of(code),
                    epci_code=published.epci_code,
                )
    Commune.objects.bulk_create(opened.values())
    return known | opened


def _add(comparison: Comparison, edition: Edition, communes: dict[str, Commune]) -> None:
    added = []
    for change in comparison.added:
        district = District(
            kind=DistrictKind.PRIORITY, generation=edition.generation, code=change.published.code
        )
        _write(district, change, edition)
        district.set_geometry(change.published.contour)
        district.area_m2 = area_m2(change.published.contour)
        district.precision_m = comparison.publication.precision_m
        added.append(district)
    District.objects.bulk_create(added)
    link = District.communes.through
    link.objects.bulk_create(
        link(district_id=district.pk, commune_id=communes[code].pk)
        for district, change in zip(added, comparison.added, strict=True)
        for code in change.communes
    )


def _modify(change: Change, edition: Edition, communes: dict[str, Commune], precision_m: float) -> None:
    district = District.objects.select_for_update(of=("self",), no_key=True).get(pk=change.current.pk)
    _write(district, change, edition)
    if not change.keeps_contour:
        district.set_geometry(change.published.contour)
        district.area_m2 = area_m2(change.published.contour)
        district.precision_m = precision_m
    district.is_withdrawn = False
    district.save_next_version()
    if change.has_other_communes:
        district.communes.set(communes[code] for code in change.communes)


def _write(district: District, change: Change, edition: Edition) -> None:
    published = change.published
    district.label = published.label
    district.sort_label = sort_key(published.label)
    district.edition = edition
    district.source = edition.source
    district.valid_from, district.valid_to = validity(
        edition.generation, overseas=is_overseas(published.department_code)
    )
