"""What a geocoder is asked, and what it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddressQuery:
    """One address to find; ``postcode`` and ``commune`` when they have their own column."""

    text: str
    postcode: str = ""
    commune: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be the address asked for.

    ``kind`` is "housenumber", "street", "locality" or "commune": only the first says which side of
    a contour somebody lives on. ``source`` is "ban", "reference" or "geoplateforme"; the two scales
    of ``score`` (0 to 1) differ, hence one threshold each in the territory.
    """

    label: str
    score: float
    longitude: float
    latitude: float
    commune_code: str
    commune_name: str
    postcode: str
    kind: str
    id: str
    source: str
