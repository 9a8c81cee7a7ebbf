"""Lists of records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cite.ui.components.registry import component
from cite.ui.components.rows import draw_rows
from cite.ui.tables import Table


class Crossing(NamedTuple):
    """Where a row and a column of a matrix meet: what to read, where it leads, and whether something lacks there.

    `label` says the whole of it to those who listen; `detail` stands below in small; `mark` replaces the value
    where there is room for a figure only. `heat`: how dark it is drawn, from 0 to 4; never the only way to read it.
    """

    value: str
    label: str
    href: str = ""
    detail: str = ""
    is_gap: bool = False
    mark: str = ""
    heat: int = 0


class FunnelStep(NamedTuple):
    """One stage of a funnel: how many reached it, and where they are listed."""

    label: str
    count: int
    href: str = ""


@component
def funnel(*, caption: str, steps: Sequence[FunnelStep]) -> dict[str, Any]:
    """Draw how many things reach each stage, the first being all of them; the picture is its own table."""
    largest = max((step.count for step in steps), default=0) or 1
    return {"caption": caption, "lines": [(step, step.count * 100 // largest) for step in steps]}


@component
def table(*, table: Table, csv_url: str = "") -> dict[str, Any]:
    """Show a table: sorted by its headers, turned by pages, read as cards on a phone; empty, it says so."""
    return {"table": table, "csv_url": csv_url, "rows": draw_rows(table)}


@component
def matrix(
    *, caption: str, corner: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Crossing]]]
) -> dict[str, Any]:
    """Cross two lists: what lacks is said in words and drawn apart; on a phone, one short line per row."""
    lines = [(label, list(zip(columns, crossings, strict=True))) for label, crossings in rows]
    return {"caption": caption, "corner": corner, "columns": columns, "lines": lines}
