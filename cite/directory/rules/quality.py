"""How good a sheet is, on 100, and the one thing to mend first.

Source: `data_inclusion.schema.v1.score_qualite`, criterion by criterion; written again because the official function
reads the clock. A test proves that both give the same score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cite.directory.enums.life import QualityCriterion as Q
from cite.directory.rules.publication import BY_EMAIL, BY_PHONE, PAID, is_on_site
from cite.directory.rules.sheet import Sheet

FRESH_DAYS, STALE_DAYS = 180, 730
TOO_SHORT, SHORT, LONG = 50, 200, 2000
UNDATED_SOURCES = frozenset({"agefiph", "france-travail"})
"""Sources whose date means nothing: the official score leaves it out."""


@dataclass(frozen=True, slots=True)
class Quality:
    """A score on 100; each criterion with its mark (0 to 1, none where it does not apply); what to mend first."""

    score: int
    marks: tuple[tuple[Q, float | None], ...]
    first_to_mend: Q | None


def quality_of(sheet: Sheet, *, updated_on: date, on: date, source: str = "") -> Quality:
    """Judge a sheet as it stands on a day; `updated_on` is when somebody last looked at it."""
    marks: dict[Q, float | None] = {
        Q.ADDRESS: _yes(sheet.address) if is_on_site(sheet) else None,
        Q.MOBILIZATION: (bool(sheet.mobilization_modes) + bool(sheet.mobilizable_by)) / 2,
        Q.AUDIENCE: _yes(sheet.audiences),
        Q.THEME: _yes(sheet.themes),
        Q.CONTACT: _yes(sheet.email or sheet.mobilization_url or sheet.phone),
        Q.EMAIL: _yes(sheet.email) if BY_EMAIL in sheet.mobilization_modes else None,
        Q.FRESHNESS: None if source in UNDATED_SOURCES else _freshness((on - updated_on).days),
        Q.FEE: _fee(sheet),
        Q.DESCRIPTION: _description(len(sheet.description)),
        Q.PHONE: _yes(sheet.phone) if BY_PHONE in sheet.mobilization_modes else None,
    }
    counted = [round(mark, 2) for mark in marks.values() if mark is not None]
    score = round(round(sum(counted) / len(counted), 2) * 100)
    lacking = [
        criterion
        for criterion in MENDED_FIRST
        if (marks[criterion] or 0) < 1 and marks[criterion] is not None
    ]
    worst = min(lacking, key=lambda criterion: marks[criterion] or 0, default=None)
    return Quality(score, tuple(marks.items()), worst)


MENDED_FIRST = (
    Q.CONTACT,
    Q.PHONE,
    Q.EMAIL,
    Q.ADDRESS,
    Q.THEME,
    Q.MOBILIZATION,
    Q.DESCRIPTION,
    Q.FRESHNESS,
    Q.FEE,
    Q.AUDIENCE,
)
"""Of two criteria as bad, the first one is mended first: a sheet that leads nowhere, then one that is not found."""


def _yes(value: object) -> float:
    return 1.0 if value else 0.0


def _freshness(days: int) -> float:
    if days < FRESH_DAYS:
        return 1.0
    return max(0.0, (STALE_DAYS - days) / (STALE_DAYS - FRESH_DAYS))


def _fee(sheet: Sheet) -> float:
    if not sheet.fee:
        return 0.0
    return 0.5 if sheet.fee == PAID and not sheet.fee_details else 1.0


def _description(length: int) -> float:
    if length < TOO_SHORT:
        return 0.0
    return 1.0 if SHORT <= length < LONG else 0.5
