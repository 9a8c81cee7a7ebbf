"""The rows of a table, written in one go: hundreds of cells ask no template.

What eyes and ears meet is decided here, once: the name of the row, the label of each cell, what is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from cite.ui.ago import ago
from cite.ui.components.registry import COMPONENTS
from cite.ui.tables import Cell, Column, Table


class _Shape(NamedTuple):
    """What stands around the cells of a column: filled, empty, and its end."""

    filled: SafeString
    empty: SafeString
    end: SafeString


def draw_rows(table: Table) -> SafeString:
    """Write the rows of the page on screen: the first cell names its row."""
    return format_html_join("\n", '<tr role="row">{}</tr>', ((row,) for row in _rows(table)))


def _rows(table: Table) -> Iterator[SafeString]:
    nothing = format_html('<span class="ui-muted" aria-label="{}">–</span>', _("non renseigné"))
    shapes = [_shape(column, names_row=not number) for number, column in enumerate(table.columns)]
    badges: dict[tuple[Any, str], SafeString] = {}

    def inside(cell: Cell) -> SafeString:
        if cell.column.kind != "badge":
            text = _since(cell.value) if cell.column.kind == "since" else _text(cell.value)
            return format_html('<a href="{}">{}</a>', cell.href, text) if cell.href else text
        known = (cell.value, cell.tone)
        if known not in badges:
            badges[known] = COMPONENTS["badge"].draw(label=cell.value, tone=cell.tone)
        return badges[known]

    def parts(line: list[Cell]) -> Iterator[SafeString]:
        for cell, shape in zip(line, shapes, strict=True):
            is_empty = cell.value is None or cell.value == ""
            yield shape.empty if is_empty else shape.filled
            yield nothing if is_empty else inside(cell)
            yield shape.end

    for line in table.lines:
        yield SafeString("".join(parts(line)))  # each part is safe already


def _shape(column: Column, *, names_row: bool) -> _Shape:
    tag = SafeString("th" if names_row else "td")
    role = SafeString('rowheader" scope="row' if names_row else "cell")
    start = '<{} role="{}" class="ui-cell--{}{}" data-label="{}">'
    filled, empty = (
        format_html(start, tag, role, column.kind, more, column.label)
        for more in ("", "" if names_row else " ui-cell--empty")
    )
    return _Shape(filled, empty, format_html("</{}>", tag))


def _text(value: Any) -> SafeString:
    """Write a value as a template does: dates and numbers in the language of the page, hours those of here."""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return conditional_escape(value if isinstance(value, str) else localize(value))


def _since(value: date) -> SafeString:
    """Write a day, and how far it is from today."""
    words = '<span class="ui-since">{}</span> <span class="ui-ago">({})</span>'
    return format_html(words, _text(value), ago(value))
