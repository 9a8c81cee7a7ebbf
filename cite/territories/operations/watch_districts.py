"""Changes to the watch districts of a territory: the two co-pilots say which they are, and where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import shapely
from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import differences, record, snapshot
from cite.core.text import search_key
from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind, DistrictObjection, TerritoriesAct
from cite.territories.gateways.features import read_features
from cite.territories.models import Commune, District, MapVersion
from cite.territories.permissions import can_edit_watch_district, can_edit_watch_districts
from cite.territories.rules.contours import drawn_contour
from cite.territories.rules.geometry import area_m2


@transaction.atomic
def list_watch_district(
    *,
    label: str,
    communes: Sequence[Commune],
    source: str = "",
    is_confirmed: bool = False,
    by: User | None = None,
) -> tuple[District, bool]:
    """Put a watch district in the list, once, without a contour; what people have set since stays.

    Returns the district, and whether it was added.
    """
    MapVersion.lock()
    known = _same_name(label, communes)
    if known:
        return known, False
    district = District.objects.create(
        kind=DistrictKind.WATCH, label=label, source=source[:300], is_confirmed=is_confirmed
    )
    district.communes.set(communes)
    MapVersion.renew()
    record(TerritoriesAct.LIST_WATCH_DISTRICT, by=by, target=district)
    return district, True


@transaction.atomic
def add_watch_district(
    *, territory: Territory, label: str, communes: Sequence[Commune], by: User, source: str = ""
) -> District:
    """Add a watch district that the list lacks; a co-pilot who adds it confirms it.

    Raises:
        Refused: not a co-pilot, no name, no commune of the territory, or already there.
    """
    label = " ".join(label.split())
    require(can_edit_watch_districts(by, territory))
    require(
        unless(bool(label), DistrictObjection.NAME_MISSING)
        & unless(
            bool(communes) and all(commune.epci_code == territory.epci_code for commune in communes),
            DistrictObjection.NO_COMMUNE,
        )
    )
    district, is_new = list_watch_district(
        label=label[:200], communes=communes, source=source, is_confirmed=True, by=by
    )
    require(unless(is_new, DistrictObjection.ALREADY_LISTED))
    return district


def confirm_watch_district(*, district: District, by: User, territory: Territory, version: int) -> District:
    """Confirm that a district of the list is a watch district.

    Raises:
        Refused: not allowed, or changed meanwhile by somebody else.
    """
    act = TerritoriesAct.CONFIRM_WATCH_DISTRICT
    return _change(act, district, by, territory, version, is_confirmed=True)


def withdraw_watch_district(*, district: District, by: User, territory: Territory, version: int) -> District:
    """Take out of the list a district that is not a watch district after all.

    Raises:
        Refused: not allowed, or changed meanwhile by somebody else.
    """
    act = TerritoriesAct.WITHDRAW_WATCH_DISTRICT
    return _change(act, district, by, territory, version, is_withdrawn=True)


def restore_watch_district(*, district: District, by: User, territory: Territory, version: int) -> District:
    """Put back in the list a district that was taken out by mistake.

    Raises:
        Refused: not allowed, or changed meanwhile by somebody else.
    """
    act = TerritoriesAct.RESTORE_WATCH_DISTRICT
    return _change(act, district, by, territory, version, is_withdrawn=False)


@transaction.atomic
def _change(
    act: TerritoriesAct, district: District, by: User, territory: Territory, version: int, **values: bool
) -> District:
    require(can_edit_watch_district(by, territory, district))
    district = District.locked(pk=district.pk, version=version)
    before = snapshot(district, values)
    for name, value in values.items():
        setattr(district, name, value)
    district.save_next_version()
    MapVersion.renew()
    changes = differences(before, snapshot(district, values))
    record(act, by=by, target=district, territory=territory, changes=changes)
    return district


@transaction.atomic
def set_watch_contour(
    *, district: District, geometry: dict[str, Any] | bytes, by: User, territory: Territory, version: int
) -> District:
    """Give a watch district the contour that a co-pilot drew (GeoJSON geometry) or brought (a file's bytes).

    Whoever draws it confirms it. Answers use it at once.

    Raises:
        Refused: not allowed, not a surface of the territory, or changed meanwhile by somebody else.
        FileRefused: the file cannot be read.
    """
    require(can_edit_watch_district(by, territory, district))
    contour, decision = drawn_contour(_geometry(geometry), _ground_of(territory))
    require(decision)
    district = District.locked(pk=district.pk, version=version)
    district.set_geometry(contour)
    district.area_m2 = area_m2(contour)
    district.is_confirmed = True
    district.save_next_version()
    MapVersion.renew()
    record(TerritoriesAct.DRAW_WATCH_DISTRICT, by=by, target=district, territory=territory)
    return district


def _same_name(label: str, communes: Sequence[Commune]) -> District | None:
    listed = District.objects.filter(kind=DistrictKind.WATCH, communes__in=communes).distinct().order_by("pk")
    return next((district for district in listed if search_key(district.label) == search_key(label)), None)


def _geometry(given: dict[str, Any] | bytes) -> shapely.Geometry:
    if isinstance(given, bytes):
        return shapely.union_all([feature.geometry for feature in read_features(given)])
    try:
        return shapely.from_geojson(json.dumps(given))
    except (shapely.GEOSException, TypeError, ValueError, RecursionError):
        raise Refused(Decision((DistrictObjection.NOT_POLYGON,))) from None


def _ground_of(territory: Territory) -> shapely.Geometry | None:
    communes = Commune.objects.filter(epci_code=territory.epci_code).exclude(contour=None)
    contours = [shapely.make_valid(commune.geometry) for commune in communes]
    return shapely.union_all(contours) if contours else None
