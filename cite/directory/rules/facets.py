"""By which codes a service is found and counted."""

from __future__ import annotations

from collections.abc import Iterable

from cite.directory.enums import AUDIENCES, Facet
from cite.directory.rules.needs import category_of, obstacles_of
from cite.directory.rules.sheet import Sheet

EVERYONE = "tous-publics"
EASES = (
    "without_appointment",
    "childcare_on_site",
    "without_car",
    "without_reading",
    "step_free",
    "evening_hours",
    "interpreter",
    "combinable",
)
"""What is true, false or not known of a service; only a yes is a code."""


def facets_of(sheet: Sheet, *, districts: Iterable[str], source: str) -> frozenset[tuple[str, str]]:
    """List the codes of a sheet, each with what it is about.

    A service for everyone is found under every audience: nobody is left out of a filter. The standard asks the same.
    """
    audiences = AUDIENCES if EVERYONE in sheet.audiences or not sheet.audiences else sheet.audiences
    codes: dict[Facet, Iterable[str]] = {
        Facet.THEME: sheet.themes,
        Facet.CATEGORY: {category_of(theme) for theme in sheet.themes},
        Facet.OBSTACLE: obstacles_of(sheet.themes) | set(sheet.obstacles),
        Facet.AUDIENCE: audiences,
        Facet.DISTRICT: districts,
        Facet.LANGUAGE: sheet.languages,
        Facet.KIND: (sheet.kind,),
        Facet.FEE: (sheet.fee,),
        Facet.RECEPTION: sheet.reception_modes,
        Facet.ACCESS: sheet.mobilizable_by,
        Facet.EASE: (ease for ease in EASES if getattr(sheet, ease)),
        Facet.SOURCE: (source,),
    }
    return frozenset((facet.value, code) for facet, values in codes.items() for code in values if code)
