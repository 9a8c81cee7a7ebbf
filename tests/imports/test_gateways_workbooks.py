"""Workbooks: the right sheet, cells as people read them, and nothing that would take all the memory."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from cite.imports.enums import TableProblem
from cite.imports.gateways.tables import Limits, UnreadableTable, read_table
from tests.factories.imports import xlsx_bytes

SHEET = "xl/worksheets/sheet1.xml"
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def read(content: bytes, **options):
    return read_table(io.BytesIO(content), **options)


def problem(content: bytes, **options) -> TableProblem:
    with pytest.raises(UnreadableTable) as caught:
        read(content, **options)
    return caught.value.problem


def patched(content: bytes, old: bytes, new: bytes, name: str = SHEET) -> bytes:
    """Change a member of a workbook."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            data = before.read(info)
            assert info.filename != name or old in data
            after.writestr(info.filename, data.replace(old, new) if info.filename == name else data)
    return out.getvalue()


def ods(*tables: str) -> bytes:
    """A LibreOffice workbook made by hand."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = "".join(f'<table:table table:name="F{n}">{rows}</table:table>' for n, rows in enumerate(tables, 1))
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def test_cells_are_written_as_people_read_them():
    row = ["Zoé", 42000, 12.5, True, date(2026, 12, 31), datetime(2026, 12, 31, 10, 30), time(8, 5), "a\x07b"]
    table = read(xlsx_bytes([["a", "b", "c", "d", "e", "f", "g", "h"], row]))
    assert list(table.first_rows(1)[0].cells) == [
        "Zoé", "42000", "12.5", "VRAI", "31/12/2026", "31/12/2026 10:30", "08:05", "ab",
    ]  # fmt: skip
    assert table.first_rows(1)[0].source[4] == date(2026, 12, 31)


def test_the_sheet_with_the_data_is_read_and_it_is_said():
    content = xlsx_bytes([["Notice"]], [["nom", "cp"], ["Zoé", 42000], ["Max", 42100]])
    table = read(content)
    assert (table.sheet, table.headers, table.row_count) == ("Sheet2", ["nom", "cp"], 2)
    assert table.remarks == ["Seule la feuille «\u00a0Sheet2\u00a0» est lue."]
    assert problem(content, sheet="Liste") == TableProblem.UNKNOWN_SHEET
    assert problem(content, sheet="Sheet1") == TableProblem.NO_ROWS


def test_titles_blank_lines_and_an_offset():
    table = read(
        xlsx_bytes([[], [None, "Liste"], [], [None, "nom", "cp"], [None, "Zoé", 1], [], [None, "Max", 2]])
    )
    assert (table.headers, table.first_column) == (["nom", "cp"], 1)
    assert [(row.line, row.cells[0]) for row in table.rows()] == [(5, "Zoé"), (7, "Max")]


def test_a_formula_is_read_by_its_value():
    assert read(xlsx_bytes([["a"], ["=1+1"]])).first_rows(1)[0].cells == ["0"]


def test_ods():
    empty = '<table:table-cell table:number-columns-repeated="16380"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-12-31"/>'
    rows = (
        ods_row(CELL.format("nom"), CELL.format("né le"), empty),
        ods_row(CELL.format("Zoé"), day),
        ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_570),
    )
    table = read(ods("".join(rows)))
    assert (table.headers, table.row_count) == (["nom", "né le"], 1)
    assert table.first_rows(1)[0].cells == ["Zoé", "31/12/2026"]
    assert table.remarks == ["Votre fichier vous est rendu au format XLSX."]


@pytest.mark.parametrize(
    "far_cell",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r = '1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
        '<x:row r="200000"><x:c s="1" r="ZZ200000"><v>1</v></x:c></x:row>',
        '<row r="3">' + "<c/>" * 16_000 + '</row><row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_two_cells_far_apart_are_refused_before_they_take_the_memory(far_cell):
    content = xlsx_bytes([["a", "b"], ["1", "2"]])
    bomb = patched(content, b"</sheetData>", f"{far_cell}</sheetData>".encode())
    assert problem(bomb) == TableProblem.TOO_MANY_CELLS


def test_repeated_cells_are_refused_before_they_take_the_memory():
    one = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    )
    assert problem(ods(ods_row(one, repeated=1_048_576))) == TableProblem.TOO_MANY_CELLS


def test_sheets_share_the_limit():
    content = xlsx_bytes(*[[["a"] * 10] * 10] * 3)
    assert read(content, limits=Limits(max_cells=300)).row_count == 9
    assert problem(content, limits=Limits(max_cells=299)) == TableProblem.TOO_MANY_CELLS


@pytest.mark.parametrize("lies", [False, True])
def test_an_archive_that_unpacks_without_end_is_refused(lies):
    content = patched(xlsx_bytes([["a"], ["1"]]), b"</sheetData>", b"<c/>" * 500_000 + b"</sheetData>")
    if lies:
        content = _lie_about_sizes(content)
    assert len(content) < 20_000
    limits = Limits(max_unpacked_bytes=1_000_000)
    assert problem(content, limits=limits) == TableProblem.UNPACKS_TOO_BIG


def _lie_about_sizes(content: bytes) -> bytes:
    """Let the directory of an archive announce 100 bytes for each member."""
    forged = bytearray(content)
    at = 0
    while (at := forged.find(b"PK\x01\x02", at)) >= 0:
        forged[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at += 4
    return bytes(forged)


def test_ten_thousand_identical_rows_are_no_bomb():
    assert read(xlsx_bytes([["nom", "cp"], *[["Zoé", 42000]] * 10_000])).row_count == 10_000


def other_archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (other_archive("word/document.xml"), TableProblem.ARCHIVE),
        (other_archive("photo.jpg"), TableProblem.ARCHIVE),
        (other_archive("xl/workbook.xml"), TableProblem.BROKEN_WORKBOOK),
        (other_archive("content.xml", "mimetype"), TableProblem.BROKEN_WORKBOOK),
        (xlsx_bytes([["a"], ["1"]])[:-300], TableProblem.BROKEN_WORKBOOK),
        (ods(ods_row(CELL.format("a"), repeated=1).replace('"1"', '"x"')), TableProblem.BROKEN_WORKBOOK),
        (xlsx_bytes([]), TableProblem.NO_SHEET),
        (xlsx_bytes([["nom"]]), TableProblem.NO_ROWS),
    ],
)
def test_a_workbook_that_is_none(content, expected):
    assert problem(content) == expected
