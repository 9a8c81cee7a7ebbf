"""Amounts: a sheet of accounts to fill in, and how a whole is shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.forms.boundfield import BoundField

from cite.ui.components.registry import component

_TONES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line to fill in: its amount, and what else is asked of it (`more`, each with its own label)."""

    label: str
    amount: BoundField
    more: Sequence[BoundField] = ()
    hidden: Sequence[BoundField] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGroup:
    """Lines added up under a heading; `name` is that of their sum. One line without a label of its own: no heading.

    `is_folded`: whether the lines wait under their heading and its sum until it is opened; None: they never fold.
    """

    label: str
    lines: Sequence[SheetLine]
    code: str = ""
    name: str = ""
    total: str = ""
    hint: str = ""
    is_folded: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole: how it is called, its percentage, and its amount as people read it."""

    label: str
    percent: float
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLine:
    """One of several amounts drawn side by side: its name, its size, how it is written, and a word beside."""

    label: str
    value: Decimal | float
    text: str
    detail: str = ""


@component
def bars(*, caption: str, label: str, value_label: str, items: Sequence[BarLine]) -> dict[str, Any]:
    """Compare amounts that add up to nothing, one bar each; the picture is its own table."""
    largest = max((item.value for item in items), default=0) or 1
    lines = [(item, f"{max(0.0, float(item.value / largest * 100)):.2f}") for item in items]
    return {"caption": caption, "label": label, "value_label": value_label, "lines": lines}


@component
def sheet(
    *,
    title: str,
    groups: Sequence[SheetGroup],
    total: str,
    total_label: str,
    name: str,
    level: Literal[2, 3, 4] = 3,
) -> dict[str, Any]:
    """Fill in a column of accounts: headings, lines, and sums. `name`: of the sum of the column, for the script."""
    return locals()


@component
def shares(
    *, caption: str, items: Sequence[Share], label: str = "", detail_label: str = ""
) -> dict[str, Any]:
    """Show how a whole is shared: a bar in as many parts, and the table that says the same."""
    parts, start = [], 0.0
    for number, item in enumerate(items):
        width = max(0.0, min(item.percent, 100.0 - start))
        parts.append(
            {"item": item, "x": f"{start:.2f}", "width": f"{width:.2f}", "tone": number % _TONES + 1}
        )
        start += width
    return {"caption": caption, "parts": parts, "label": label, "detail_label": detail_label}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLine:
    """Something measured at two moments: where it stood, from 0 to 1 (None: nobody knows), and how that reads.

    `marks` are the places that its own scale has; `text` says what became of it, in a word.
    """

    label: str
    before: float | None
    after: float | None
    before_text: str
    after_text: str
    text: str
    marks: Sequence[float] = (0.0, 1.0)
    tone: Literal["neutral", "success", "warning"] = "neutral"


@component
def shifts(
    *,
    caption: str,
    label: str,
    before_label: str,
    after_label: str,
    items: Sequence[ShiftLine],
    scale: str = "",
) -> dict[str, Any]:
    """Compare two moments line by line: a hollow dot before, a full one after; the picture is its own table.

    `scale` says what the places mean, from the left to the right; a place that nobody knows is not drawn.
    """
    return {
        **{"caption": caption, "label": label, "scale": scale},
        **{"before_label": before_label, "after_label": after_label},
        "lines": [_placed(item) for item in items],
    }


def _placed(item: ShiftLine) -> dict[str, Any]:
    places = [None if value is None else _place(value) for value in (item.before, item.after)]
    known = [place for place in places if place is not None]
    return {
        "item": item,
        "marks": [_place(mark) for mark in item.marks],
        "first": _place(min(item.marks, default=0)),
        "last": _place(max(item.marks, default=1)),
        "before": places[0],
        "after": places[1],
        "link": (min(known), max(known)) if len(set(known)) == 2 else None,
    }


def _place(value: float) -> int:
    """Where a value from 0 to 1 is drawn, in a picture of 140 by 20 with room for a dot at each end."""
    return round(10 + 120 * min(max(value, 0.0), 1.0))
