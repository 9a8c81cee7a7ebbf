"""Changes to the communes: what a file says replaces what we had; what it does not say stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from django.db import transaction

from cite.core.journal import record
from cite.core.text import sort_key
from cite.territories.enums import TerritoriesAct
from cite.territories.gateways.commune_files import PublishedCommune
from cite.territories.models import Commune, MapVersion
from cite.territories.rules.residence import department_of

_FIELDS = [
    "name", "sort_name", "postcodes", "epci_code", "population", "contour",
    "min_longitude", "min_latitude", "max_longitude", "max_latitude",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommuneImport:
    """How many communes a file brought."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def import_communes(*, communes: Sequence[PublishedCommune]) -> CommuneImport:
    """Put communes on the map; again: nothing changes.

    A name is never replaced by one without its article.
    """
    MapVersion.lock()
    known = {commune.code: commune for commune in Commune.objects.all()}
    added, changed = [], []
    for published in communes:
        commune = known.get(published.code)
        if commune is None:
            commune = Commune(code=published.code, department_code=department_of(published.code))
            added.append(commune)
        elif _says_something_new(commune, published):
            changed.append(commune)
        else:
            continue
        _write(commune, published)
    Commune.objects.bulk_create(added, batch_size=500)
    Commune.objects.bulk_update(changed, _FIELDS, batch_size=100)
    if added or changed:
        MapVersion.renew()
        changes = {"added": (None, len(added)), "changed": (None, len(changed))}
        record(TerritoriesAct.IMPORT_COMMUNES, changes=changes)
    return CommuneImport(len(added), len(changed), len(communes) - len(added) - len(changed))


def _says_something_new(commune: Commune, published: PublishedCommune) -> bool:
    facts = (
        (commune.name, _name(commune, published)),
        (list(commune.postcodes), list(published.postcodes) or list(commune.postcodes)),
        (commune.epci_code, published.epci_code or commune.epci_code),
        (commune.population, commune.population if published.population is None else published.population),
    )
    if any(ours != theirs for ours, theirs in facts):
        return True
    return published.contour is not None and bytes(commune.contour or b"") != shapely.to_wkb(
        published.contour
    )


def _write(commune: Commune, published: PublishedCommune) -> None:
    commune.name = _name(commune, published)
    commune.sort_name = sort_key(commune.name)
    commune.postcodes = list(published.postcodes) or commune.postcodes
    commune.epci_code = published.epci_code or commune.epci_code
    if published.population is not None:
        commune.population = published.population
    if published.contour is not None:
        commune.set_geometry(published.contour)


def _name(commune: Commune, published: PublishedCommune) -> str:
    """« Chambon-Feugerolles » does not replace « Le Chambon-Feugerolles »."""
    return commune.name if commune.name.endswith(published.name) else published.name
