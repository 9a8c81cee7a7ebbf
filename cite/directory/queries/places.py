"""Where a service is, from an address on one line."""

from __future__ import annotations

import re
from typing import Any

from cite.tenancy.models import Territory
from cite.territories.queries.geocoding import search_addresses

SURE = 0.8
"""A candidate as good as this is the address (decisions: threshold of the geocoder)."""
LOCATED = ("address", "postal_code", "commune_name", "commune_code", "longitude", "latitude")
"""The fields of a sheet that an address fills."""
_TOWN = re.compile(r"^(?P<street>.*?)[,\s]+(?P<postcode>\d{5})\s+(?P<town>[^\d,]{2,120})$")


def located(place: str, territory: Territory | None) -> dict[str, Any]:
    """Find an address; one that the map does not know is kept as it was typed, its position unknown."""
    nowhere = dict.fromkeys(LOCATED[:4], "") | {"longitude": None, "latitude": None}
    if not place.strip():
        return nowhere
    found = search_addresses(place, limit=1, territory=territory)
    if found and found[0].score >= SURE:
        best = found[0]
        street = best.label.replace(f"{best.postcode} {best.commune_name}", "").strip(" ,")
        return {
            "address": street or best.label,
            "postal_code": best.postcode,
            "commune_name": best.commune_name,
            "commune_code": best.commune_code,
            "longitude": round(best.longitude, 6),
            "latitude": round(best.latitude, 6),
        }
    read = _TOWN.match(place.strip())
    if read is None:
        return nowhere | {"address": place.strip()}
    return nowhere | {
        "address": read["street"].strip(" ,"),
        "postal_code": read["postcode"],
        "commune_name": read["town"].strip(),
    }
