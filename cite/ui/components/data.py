"""Lists of records."""

from __future__ import annotations

from typing import Any

from cite.ui.components.registry import component
from cite.ui.tables import Table


@component
def table(*, table: Table, csv_url: str = "") -> dict[str, Any]:
    """Show a table: sorted by its headers, turned by pages, read as cards on a phone; empty, it says so."""
    return {"table": table, "csv_url": csv_url}
