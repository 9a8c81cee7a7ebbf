"""What people write in place of an address or a position, recognised before any search."""

from __future__ import annotations

import math

from cite.core.text import search_key
from cite.territories.enums import Reason
from cite.territories.rules.addresses import has_no_fixed_address
from cite.territories.rules.geometry import zone_of

MAX_ADDRESS_LENGTH = 300  # longer, it is no address: the rest is not read


def address_obstacle(text: str) -> Reason | None:
    """Say why a written address cannot be searched: nothing there, or no home behind it.

    A post box or a CEDEX beside a number and a street does not hide the street.
    """
    if not search_key(text):
        return Reason.EMPTY
    return Reason.NO_FIXED_ADDRESS if has_no_fixed_address(text) else None


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
