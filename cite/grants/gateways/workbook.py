"""The spreadsheet for those who work offline: the questions and the budget, their labels protected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import BinaryIO

import xlsxwriter

from cite.grants.enums.taking_in import TakeInProblem
from cite.grants.gateways.cerfa_form import UnreadableForm
from cite.imports.gateways.tables import Limits, UnreadableTable, read_table

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANSWERS, AMOUNTS, GUIDE = "Réponses", "Budget", "Mode d’emploi"
_LIMITS = Limits(max_rows=2_000, max_columns=40, max_cells=200_000, max_unpacked_bytes=40_000_000)
Line = tuple[str, str, str]
"""A key that never changes, the words beside it, what is filled in."""


def write_workbook(
    *,
    guide: Iterable[str],
    headers: tuple[str, str, str, str],
    answers: Sequence[Line],
    amounts: Sequence[Line],
) -> bytes:
    """Write the workbook. Nothing a person typed is ever read as a formula."""
    output = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(output, options)
    wrap = {"text_wrap": True, "valign": "top"}
    label = book.add_format(wrap)
    heading = book.add_format({"bold": True, "bottom": 1, **wrap})
    filled = book.add_format({"locked": False, "bg_color": "#F5F5FE", "border": 1, **wrap})
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 100)
    for row, sentence in enumerate(guide):
        sheet.write_string(row, 0, sentence, label)
    sheet.protect()
    for name, lines, last in ((ANSWERS, answers, headers[2]), (AMOUNTS, amounts, headers[3])):
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 2, 70 if name == ANSWERS else 18)
        sheet.freeze_panes(1, 0)
        for column, text in enumerate((headers[0], headers[1], last)):
            sheet.write_string(0, column, text, heading)
        for row, (key, words, text) in enumerate(lines, start=1):
            sheet.write_string(row, 0, key, label)
            sheet.write_string(row, 1, str(words), label)
            sheet.write_string(row, 2, text, filled)
        sheet.protect()
    book.close()
    return output.getvalue()


def read_workbook(stream: BinaryIO) -> dict[str, tuple[str, str]]:
    """Read a filled workbook: for each key found in the first column, its cell's address and its text.

    Rows may have been moved; what has no key is passed over; the last of two rows of one key counts.

    Raises:
        UnreadableForm: not our workbook.
    """
    found: dict[str, tuple[str, str]] = {}
    kept = BytesIO(stream.read())  # small: its size was checked at the door
    for sheet in (ANSWERS, AMOUNTS):
        try:
            kept.seek(0)
            table = read_table(kept, limits=_LIMITS, sheet=sheet, has_header=True)
            for row in table.rows():
                cells = [*row.cells, "", "", ""]
                if key := cells[0].strip()[:80]:
                    found[key] = (f"{sheet}, C{row.line}", cells[2].strip()[:20_000])
        except UnreadableTable:
            continue  # a sheet that was removed or emptied brings nothing
    if not found:
        raise UnreadableForm(TakeInProblem.NOT_OUR_WORKBOOK)
    return found
