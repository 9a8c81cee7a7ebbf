"""What people write in place of an address or a position, recognised before any search."""

from __future__ import annotations

import math
import re

from cite.core.text import search_key
from cite.territories.enums import Reason
from cite.territories.rules.geometry import zone_of

MAX_ADDRESS_LENGTH = 300  # longer, it is no address: the rest is not read

_NO_HOME = re.compile(
    r"\b(sdf|sans domicile|sans adresse|sans abri|domicili(e|ee|ation)|election de domicile|poste restante)\b"
)
_POSTAL_BOX = re.compile(r"\b(bp|cs|tsa|boite postale) ?\d+|\bcedex\b")
_NUMBER_AND_WAY = re.compile(
    r"\b\d{1,4} ?(bis|ter|quater|[a-d])? "
    r"(allee|avenue|av|bd|boulevard|chemin|ch|cours|cite|esplanade|faubourg|impasse|imp|lotissement|montee|"
    r"passage|place|pl|promenade|quai|route|rte|rue|sentier|square|traverse|voie)\b"
)


def address_obstacle(text: str) -> Reason | None:
    """Say why a written address cannot be searched: nothing there, or no home behind it.

    A post box or a CEDEX beside a number and a street does not hide the street.
    """
    key = search_key(text)
    if not key:
        return Reason.EMPTY
    if _NO_HOME.search(key):
        return Reason.NO_FIXED_ADDRESS
    if _POSTAL_BOX.search(key) and not _NUMBER_AND_WAY.search(key):
        return Reason.NO_FIXED_ADDRESS
    return None


def coordinates_obstacle(longitude: float, latitude: float) -> Reason | None:
    """Say why a position cannot be used.

    Nothing is swapped or converted in silence: the file is put right instead.
    """
    if not (math.isfinite(longitude) and math.isfinite(latitude)) or longitude == latitude == 0:
        return Reason.COORDINATES_INVALID
    if zone_of(longitude, latitude):
        return None
    if zone_of(latitude, longitude):
        return Reason.COORDINATES_SWAPPED
    if abs(longitude) <= 180 and abs(latitude) <= 90:
        return Reason.ABROAD
    small, large = sorted((abs(longitude), abs(latitude)))
    if 1_000 < small < 10_000_000 and 100_000 < large < 10_000_000:
        return Reason.COORDINATES_PROJECTED
    return Reason.COORDINATES_INVALID


def read_degrees(text: str) -> float:
    """Read a number of degrees, with a decimal point or comma; NaN where it is not one."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return float(text.strip().replace(",", ".", 1))
    except ValueError:
        return math.nan
