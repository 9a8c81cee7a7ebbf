"""Tables of any shape: every encoding and separator, and every bad file refused by a sentence."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.imports.enums import TableProblem
from cite.imports.gateways.tables import Limits, UnreadableTable, read_table
from tests.paths import SHARED_DATA, needs_shared_data

HEADERS = ["Nom", "Adresse", "CP"]
ROWS = [["Émilie", "12 rue de la République", "42000"], ["Zoé", "3, place Jaurès", "1000"]]


def csv_bytes(separator: str = ";", encoding: str = "utf-8", end: str = "\n", rows=(HEADERS, *ROWS)) -> bytes:
    lines = [separator.join(f'"{c}"' if separator in c else c for c in row) + end for row in rows]
    return "".join(lines).encode(encoding)


def read(content: bytes, **options):
    return read_table(io.BytesIO(content), **options)


def cells(table) -> list[list[str]]:
    return [list(row.cells) for row in table.rows()]


def refusal(content: bytes, **options) -> UnreadableTable:
    with pytest.raises(UnreadableTable) as caught:
        read(content, **options)
    assert caught.value.sentence.endswith(".")
    assert "%(" not in caught.value.sentence
    return caught.value


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_with_every_separator(encoding, separator):
    table = read(csv_bytes(separator, encoding))
    assert (table.headers, cells(table), table.row_count) == (HEADERS, ROWS, 2)
    assert table.separator == separator
    assert table.remarks == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end):
    table = read(csv_bytes(end=end))
    assert (cells(table), table.line_end) == (ROWS, end)


def test_a_table_may_be_read_again_and_again(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(csv_bytes())
    table = read_table(Path(path))
    assert cells(table) == cells(table) == ROWS
    assert [row.line for row in table.first_rows(1)] == [2]


def test_a_pipe_is_read_as_a_file():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    assert cells(read_table(Pipe(csv_bytes()))) == ROWS


def test_quotes_hold_separators_line_breaks_and_quotes():
    table = read(b'a;b\n"1;2";"deux\nlignes"\n"dit ""oui""";4\n')
    assert cells(table) == [["1;2", "deux\nlignes"], ['dit "oui"', "4"]]


def test_titles_above_the_headers_are_set_apart():
    table = read(b"Liste des personnes;;\n\n" + csv_bytes())
    assert (table.headers, table.row_count, table.titles) == (
        HEADERS,
        2,
        [["Liste des personnes", "", ""], []],
    )
    assert [row.line for row in table.rows()] == [4, 5]
    assert table.remarks == ["Lignes au-dessus des en-têtes, non lues\u00a0: 2."]


def test_ragged_rows_and_blank_lines():
    table = read(b"a;b\n1;2\n\n;;\n3;4;5;;\n6\n")
    assert cells(table) == [["1", "2", ""], ["3", "4", "5"], ["6", "", ""]]
    assert table.headers == ["a", "b", ""]
    assert [(row.line, row.blank_lines_above) for row in table.rows()] == [(2, 0), (5, 2), (6, 0)]
    assert len(table.remarks) == 2


def test_duplicate_and_empty_headers_get_distinct_labels():
    table = read(b"nom;;nom\na;b;c\n")
    assert table.labels == ["nom", "Colonne 2", "nom (2)"]


def test_no_headers():
    table = read(b"1;12 rue X;42000\n2;3 rue Y;42100\n")
    assert (table.has_header, table.headers, table.row_count) == (False, ["", "", ""], 2)
    assert read(b"1;2\n3;4\n", has_header=True).headers == ["1", "2"]
    assert read(b"a;b\n3;4\n", has_header=False).row_count == 2


@pytest.mark.parametrize(
    "text", ["adresse\n12 rue X, 42000 Y\n3 rue Z, 42100 Y\n", "adresse\n1 rue X\n2 rue Y\n"]
)
def test_one_column_stays_one_column(text):
    table = read(text.encode())
    assert table.headers == ["adresse"]
    assert cells(table) == [[line] for line in text.splitlines()[1:]]


def test_one_column_of_addresses_without_headers():
    assert read(b"12 rue X, 42000 Y\n3 rue Z, 42100 Y\n").headers == [""]


def test_decimal_commas_are_no_separator():
    assert cells(read(b"id;lon;lat\n1;4,38;45,43\n2;4,39;45,44\n")) == [
        ["1", "4,38", "45,43"],
        ["2", "4,39", "45,44"],
    ]


def test_the_separator_that_excel_announces():
    table = read(b"sep=,\r\na,b\r\n1;x,2\r\n")
    assert (table.headers, cells(table), table.directive) == (["a", "b"], [["1;x", "2"]], "sep=,\r\n")


def test_control_characters_are_removed_and_said():
    table = read(b"a;b\n1\x00\x07;2\n")
    assert cells(table) == [["1", "2"]]
    assert table.remarks == ["Des caractères illisibles (NUL, caractères de contrôle) ont été retirés."]


def test_one_bad_byte_does_not_change_the_encoding():
    table = read(b"nom\n" + "é\n".encode() * 50 + b"\xe9\n")
    assert table.encoding == "utf-8"
    assert cells(table)[-1] == ["\ufffd"]
    assert len(table.remarks) == 1


def test_a_byte_that_no_encoding_knows():
    table = read(b"nom;ville\n\xc9milie\x81;Saint-\xc9tienne \xe0 c\xf4t\xe9\n")
    assert cells(table) == [["Émilie", "Saint-Étienne à côté"]]
    assert len(table.remarks) == 1


def test_identical_rows_are_all_read():
    assert read(csv_bytes(rows=[HEADERS, *[ROWS[0]] * 10_000])).row_count == 10_000


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", TableProblem.EMPTY),
        (b"\xef\xbb\xbf\r\n\r\n", TableProblem.EMPTY),
        (b";;\n;;\n", TableProblem.EMPTY),
        (b"nom;cp\n", TableProblem.NO_ROWS),
        (b"<!DOCTYPE html><html><table><tr><td>1</table>", TableProblem.WEB_PAGE),
        (b"\xef\xbb\xbf  <html>", TableProblem.WEB_PAGE),
        (b'{"type": "FeatureCollection"}', TableProblem.JSON),
        (b'[\n {"a": 1}]', TableProblem.JSON),
        (b"%PDF-1.7 ...", TableProblem.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", TableProblem.OLD_WORKBOOK),
        (b"\x1f\x8b\x08rest", TableProblem.ARCHIVE),
        (b"\xff\xd8\xff\xe0" + bytes(range(32)) * 9, TableProblem.NOT_A_TABLE),
        (b'a;b\n"x;1\n2;3\n', TableProblem.OPEN_QUOTE),
        (b'a;b\n"' + b"x" * 200_000 + b'";1\n', TableProblem.CELL_TOO_LONG),
        (b"x" * 131_080 + b"\nadresse\n12 rue\n", TableProblem.CELL_TOO_LONG),
        (b"adresse;" * 20_000 + b"x\n" + b"1;" * 20_000 + b"1\n", TableProblem.TOO_MANY_COLUMNS),
        (b"a;b\n" + b"x" * 10_000_000, TableProblem.LINE_TOO_LONG),
        (b"a;b\n" + b"1;" * 600 + b"1\n", TableProblem.TOO_MANY_COLUMNS),
        (b"PK\x03\x04 and then nothing", TableProblem.BROKEN_WORKBOOK),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_table_is_refused_with_a_remedy(content, problem):
    assert refusal(content).problem == problem


def test_the_line_at_fault_is_named():
    assert "ligne 3" in refusal(b'a;b\n1;2\n"x;1\n2;3\n').sentence


def test_the_limit_of_rows():
    rows = b"nom\n" + b"Z\n" * 200_000
    assert read(rows, limits=Limits(max_rows=200_000)).row_count == 200_000
    assert refusal(rows + b"Z\n", limits=Limits(max_rows=200_000)).sentence.startswith(
        "Ce fichier dépasse 200"
    )
    assert read(rows + b"Z\n").row_count == 200_001


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    try:
        table = read(content)
    except UnreadableTable as unreadable:
        assert unreadable.sentence
    else:
        assert len(list(table.rows())) == table.row_count


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=6))
def test_any_cells_are_read_or_refused(rows):
    content = "\n".join(";".join(row) for row in rows).encode("utf-8", "ignore")
    try:
        table = read(content)
    except UnreadableTable:
        return
    assert all(len(row.cells) == len(table.headers) for row in table.rows())


@needs_shared_data
@pytest.mark.parametrize("path", sorted((SHARED_DATA).glob("*/*.csv")), ids=lambda path: path.name)
def test_real_files_are_read(path):
    table = read_table(path)
    assert table.has_header
    assert table.row_count > 10
    assert all(table.headers)
