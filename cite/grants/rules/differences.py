"""What changed between two deposits of a file, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_NAMES = {
    "districts": (("label",), ("participants",)),
    "budget": (("scope", "account", "label", "funder_name"), ("amount", "status")),
    "partners": (("name",), ("part",)),
    "documents": (("piece", "name"), ("year", "sha256")),
}
"""The parts of a deposit that are lists: what names a row, and what it says."""
_HIDDEN = 8


def rows_by_name(part: str, rows: Iterable[Mapping[str, Any]] | None) -> dict[str, str]:
    """Map the rows of a part of a deposit to what each says; a fingerprint is shortened."""
    names, values = _NAMES[part]
    found: dict[str, str] = {}
    for row in rows or ():
        name = " · ".join(as_text(row.get(key)) for key in names if row.get(key))
        said = [as_text(row.get(key)) for key in values if row.get(key) is not None]
        if part == "documents":
            said = [text[:_HIDDEN] for text in said]
        found[name] = ", ".join(filter(None, said)) or "–"
    return found


def changed_places(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """List the answers that differ: key, what was written, what is; nothing is an empty text."""
    keys = sorted(set(before) | set(after))
    rows = [(key, as_text(before.get(key)), as_text(after.get(key))) for key in keys]
    return [row for row in rows if row[1] != row[2]]


def as_text(value: Any) -> str:
    """Write an answer on one line: lists by commas, rows by semicolons."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        separator = " ; " if any(isinstance(item, list | tuple | Mapping) for item in value) else ", "
        return separator.join(as_text(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(as_text(item) for item in value.values())
    return str(value)
