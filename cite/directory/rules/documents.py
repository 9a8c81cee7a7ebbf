"""What the search reads of a sheet: its words from what says most to what says least, and its codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cite.directory.enums import AUDIENCES, CATEGORIES, KINDS, THEMES, Facet, Obstacle
from cite.directory.rules.facets import EVERYONE
from cite.directory.rules.hours import opens_in_the_evening, read_week
from cite.directory.rules.moments import OPEN, moments_of
from cite.directory.rules.needs import category_of
from cite.search.rules.documents import TextDocument

KIND = "services"
SOON_DAYS = 7
SERVICE_KIND, FEE, SOON, NOW, WITHIN = "kind", "fee", "soon", "now", "within"
"""Filters that are columns, beside the facets; the last two are asked of the moment and of the place."""
THIS_WEEK = "week"
EVENING = "evening_hours"


class Described(NamedTuple):
    """What the search reads of a sheet, in the names of `Sheet`: far less than a sheet says."""

    name: str
    summary: str
    description: str
    kind: str
    themes: Sequence[str]
    obstacles: Sequence[str]
    audiences: Sequence[str]
    audience_details: str
    fee: str
    combinable_details: str
    commune_name: str
    entry_delay_days: int | None
    places_left: int | None
    longitude: float | None
    latitude: float | None
    opening_hours: str
    evening_hours: bool | None


def code_of(name: str, code: str) -> str:
    """Write a code of a filter as the index keeps it; a theme without its family, which would make it too long."""
    return f"{name}:{code.partition('--')[2] or code}" if name == Facet.THEME else f"{name}:{code}"


def codes_of(
    sheet: Described, facets: Iterable[tuple[str, str]], *, entries: Iterable[date], on: date
) -> frozenset[str]:
    """List the codes of a sheet: its facets, kind and price, whether one may begin within a week, when it is open."""
    week = read_week(sheet.opening_hours, on)
    codes = {code_of(name, code) for name, code in facets}
    codes |= {code_of(OPEN, moment) for moment in moments_of(week)}
    if opens_in_the_evening(sheet.evening_hours, week):
        codes.add(code_of(Facet.EASE, EVENING))
    codes |= {code_of(SERVICE_KIND, sheet.kind), code_of(FEE, sheet.fee)}
    if begins_soon(sheet, entries, on):
        codes.add(code_of(SOON, THIS_WEEK))
    return frozenset(code for code in codes if not code.endswith(":"))


def begins_soon(sheet: Described, entries: Iterable[date], on: date) -> bool:
    """Tell whether one may begin within a week; a service that is full does not."""
    if sheet.places_left == 0:
        return False
    if any(on <= day <= on + timedelta(days=SOON_DAYS) for day in entries):
        return True
    return sheet.entry_delay_days is not None and sheet.entry_delay_days <= SOON_DAYS


def document_of(
    pk: int,
    sheet: Described,
    *,
    structure: str,
    places: Iterable[str],
    codes: frozenset[str],
    quality: int,
) -> TextDocument:
    """Put together the document of a sheet; `places`: the names of the districts it covers."""
    meant = [
        *(THEMES.get(theme, "") for theme in sheet.themes),
        *(CATEGORIES.get(family, "") for family in sorted({category_of(theme) for theme in sheet.themes})),
        *(str(Obstacle(code).label) for code in sorted(sheet.obstacles) if code in Obstacle),
    ]
    audiences = [AUDIENCES.get(code, "") for code in sheet.audiences if code != EVERYONE]
    about = [structure, KINDS.get(sheet.kind, ""), sheet.commune_name, *audiences, *places]
    return TextDocument(
        object_id=pk,
        title=sheet.name,
        keywords=" ".join(filter(None, (sheet.summary, *meant))),
        context=" ".join(filter(None, about)),
        body=" ".join(filter(None, (sheet.description, sheet.audience_details, sheet.combinable_details))),
        codes=codes,
        hint=hint_of(quality, sheet.entry_delay_days),
        place=None if sheet.latitude is None else (sheet.longitude, sheet.latitude),
        hours=sheet.opening_hours,
    )


def hint_of(quality: int, delay: int | None) -> int:
    """Put first, of two sheets that answer alike, the better written, then the one that begins sooner."""
    wait = 90 if delay is None else min(delay, 90)
    return min(255, quality + (90 - wait) // 2)
