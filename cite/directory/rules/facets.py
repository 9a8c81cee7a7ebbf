"""By which codes a service is found and counted."""

from __future__ import annotations

from collections.abc import Iterable

from cite.directory.enums import Facet
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


def facets_of(sheet: Sheet, *, districts: Iterable[str]) -> frozenset[tuple[str, str]]:
    """List the codes of a sheet, each with what it is about; its kind, its price and its source are columns.

    No audience is everyone: « sans distinction d'âge » (fiche technique). Whoever filters by an audience asks for
    `codes_for` it, so that nobody is left out.
    """
    codes: dict[Facet, Iterable[str]] = {
        Facet.THEME: sheet.themes,
        Facet.CATEGORY: {category_of(theme) for theme in sheet.themes},
        Facet.OBSTACLE: obstacles_of(sheet.themes) | set(sheet.obstacles),
        Facet.AUDIENCE: sheet.audiences or (EVERYONE,),
        Facet.DISTRICT: districts,
        Facet.LANGUAGE: sheet.languages,
        Facet.RECEPTION: sheet.reception_modes,
        Facet.ACCESS: sheet.mobilizable_by,
        Facet.EASE: (ease for ease in EASES if getattr(sheet, ease)),
    }
    return frozenset((facet.value, code) for facet, values in codes.items() for code in values if code)


def codes_for(facet: str, code: str) -> frozenset[str]:
    """List the codes that answer a filter: who looks for an audience is also served where everyone is."""
    return frozenset({code, EVERYONE}) if facet == Facet.AUDIENCE else frozenset({code})
