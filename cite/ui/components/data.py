"""Lists of records."""

from __future__ import annotations

from typing import Any

from cite.ui.components.registry import component
from cite.ui.tables import Table


@component("""{% ui_table table=demo.table %}""", """{% ui_table table=demo.empty_table %}""")
def table(*, table: Table, csv_url: str = "") -> dict[str, Any]:
    """Show a table: sorted by its headers, turned by pages, read as cards on a phone, empty with a word to say so."""
    return {"table": table, "csv_url": csv_url}
