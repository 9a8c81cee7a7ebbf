"""Loading what is shipped with the product: the Cité, its communes, its districts."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from cite.core.journal import record
from cite.tenancy.models import Territory
from cite.tenancy.operations import open_territory
from cite.territories.enums import TerritoriesAct
from cite.territories.gateways.commune_files import read_communes
from cite.territories.gateways.district_files import read_publication
from cite.territories.models import Commune
from cite.territories.operations.communes import import_communes
from cite.territories.operations.districts import import_publication
from cite.territories.operations.watch_districts import list_watch_district

EPCI_CODE = "244200770"
_LICENCE = "Licence Ouverte 2.0"
_SOURCE = "ANCT, quartiers prioritaires de la politique de la ville, génération 2024"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the Cité has once loaded, and whether loading it changed anything."""

    territory: Territory
    communes: int
    priority_districts: int
    watch_districts: int
    has_changed: bool


@dataclass(frozen=True, slots=True)
class LoadedMap:
    """What the map of the shipped territory has once loaded, and whether loading it changed anything."""

    communes: int
    priority_districts: int
    watch_districts: int
    has_changed: bool


def _silent(done: int, total: int, label: str) -> None:
    """Report nothing."""


@transaction.atomic
def load_territory(*, folder: Path) -> Loaded:
    """Load the shipped files; again: nothing changes, and what people have set since stays."""
    territory, is_new = open_territory(
        name="Saint-Étienne Métropole", slug="saint-etienne-metropole", epci_code=EPCI_CODE
    )
    if is_new:
        record(TerritoriesAct.LOAD_TERRITORY, target=territory)
    loaded = load_map(folder=folder)
    return Loaded(
        territory=territory,
        communes=loaded.communes,
        priority_districts=loaded.priority_districts,
        watch_districts=loaded.watch_districts,
        has_changed=is_new or loaded.has_changed,
    )


def load_map(*, folder: Path, report: Callable[[int, int, str], None] = _silent) -> LoadedMap:
    """Put the shipped communes and districts on the map, step by step; again: nothing changes.

    `report` is told of each step (done, total, what comes now), outside of any transaction of ours.
    """
    report(0, 4, _("Les communes"))
    listed = import_communes(communes=read_communes(str(folder / "geo" / "sem_communes_2026.json")))
    report(1, 4, _("Les limites des communes"))
    drawn = import_communes(
        communes=read_communes(str(folder / "geo" / "sem_communes_contours_2026.geojson"))
    )
    communes = Commune.objects.filter(epci_code=EPCI_CODE).in_bulk(field_name="code")
    report(2, 4, _("Les quartiers prioritaires"))
    districts = import_publication(
        publication=read_publication(str(folder / "qpv" / "qpv2024_sem_6decimales.geojson")),
        source=_SOURCE,
        licence=_LICENCE,
        published_on=date(2024, 1, 1),
        coverage=sorted(communes),
    )
    report(3, 4, _("Les quartiers en veille active"))
    watch = [
        list_watch_district(
            label=row["nom"],
            communes=[communes[code] for code in row["insee_com"].replace(" ", "").split(",")],
            source=row["source"],
        )
        for row in _rows(folder / "qpv" / "qva_sem.csv")
    ]
    report(4, 4, "")
    return LoadedMap(
        communes=len(communes),
        priority_districts=len(districts.publication.districts),
        watch_districts=len(watch),
        has_changed=listed.unchanged + drawn.unchanged < 2 * len(communes)
        or not districts.is_empty
        or any(was_added for _district, was_added in watch),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
