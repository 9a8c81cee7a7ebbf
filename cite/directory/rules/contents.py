"""What a sheet may never say: codes that mean nothing, ages upside down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cite.core.decisions import Decision, all_of, unless
from cite.directory.enums import (
    AUDIENCES,
    FEES,
    KINDS,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    RECEPTION_MODES,
    THEMES,
    Obstacle,
    ToBring,
)
from cite.directory.enums.life import ContentObjection
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.rules.facets import EVERYONE
from cite.directory.rules.sheet import Sheet
from cite.directory.rules.typed_hours import is_readable

_CODES = {
    "themes": frozenset(THEMES),
    "obstacles": frozenset(Obstacle.values),
    "audiences": frozenset(AUDIENCES),
    "to_bring": frozenset(ToBring.values),
    "reception_modes": frozenset(RECEPTION_MODES),
    "mobilization_modes": frozenset(MOBILIZATION_MODES),
    "mobilizable_by": frozenset(MOBILIZABLE_BY),
    "languages": frozenset(SPOKEN_LANGUAGES),
}
_CODE = {"kind": frozenset(KINDS), "fee": frozenset(FEES)}


def known_today(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a sheet that hold codes, without those that have left the standard since it was written."""
    lists = {
        name: [code for code in facts.get(name) or () if code in codes] for name, codes in _CODES.items()
    }
    return lists | {
        name: value if (value := facts.get(name)) in codes else "" for name, codes in _CODE.items()
    }


def content_decision(sheet: Sheet) -> Decision:
    """Say what cannot be kept of a sheet, whoever writes it."""
    known = all(set(getattr(sheet, name)) <= codes for name, codes in _CODES.items()) and all(
        getattr(sheet, name) in codes | {""} for name, codes in _CODE.items()
    )
    ages = sheet.min_age is None or sheet.max_age is None or sheet.min_age <= sheet.max_age
    return all_of(
        (
            unless(known, ContentObjection.UNKNOWN_CODE),
            unless(
                sheet.audiences == (EVERYONE,) or EVERYONE not in sheet.audiences,
                ContentObjection.EVERYONE_AND_OTHERS,
            ),
            unless(ages, ContentObjection.AGES_REVERSED),
            unless(
                not sheet.opening_hours or is_readable(sheet.opening_hours), ContentObjection.HOURS_UNREADABLE
            ),
        )
    )
