"""The person's own file given back: same shape, columns added, no formula left alive."""

import io
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.spreadsheets import is_live
from cite.imports.gateways.tables import read_table, write_table
from tests.factories.imports import xlsx_bytes


def given_back(
    content: bytes, answer: str = "oui", added: tuple[str, ...] = ("qpv",)
) -> tuple[bytes, list[str]]:
    table = read_table(io.BytesIO(content))
    out = io.BytesIO()
    with write_table(table, out, added) as writer:
        for row in table.rows():
            writer.write(row, [answer] * len(added))
    return out.getvalue(), writer.remarks


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("nom;ville\nZoé;Firminy\n", "nom;ville;qpv\nZoé;Firminy;oui\n"),
        ("nom,ville\r\nZoé,Firminy\r\n", "nom,ville,qpv\r\nZoé,Firminy,oui\r\n"),
        ("nom\tville\rZoé\tFirminy\r", "nom\tville\tqpv\rZoé\tFirminy\toui\r"),
        ('nom;ville\n"a;b";"deux\nlignes"\n', 'nom;ville;qpv\n"a;b";"deux\nlignes";oui\n'),
        ("Titre;\n\nnom;ville\nZoé;Firminy\n", "Titre;\n\nnom;ville;qpv\nZoé;Firminy;oui\n"),
        ("nom;ville\nZoé;Firminy\n\n\nMax;Unieux\n", "nom;ville;qpv\nZoé;Firminy;oui\n\n\nMax;Unieux;oui\n"),
        ("nom;ville\nZoé\nMax;Unieux;3\n", "nom;ville;;qpv\nZoé;;;oui\nMax;Unieux;3;oui\n"),
        ("sep=;\nnom;ville\nZoé;Firminy\n", "sep=;\nnom;ville;qpv\nZoé;Firminy;oui\n"),
        ("nom;qpv\nZoé;non\n", "nom;qpv;qpv (2)\nZoé;non;oui\n"),
        ("1;42000\n2;42100\n", "Colonne 1;Colonne 2;qpv\n1;42000;oui\n2;42100;oui\n"),
    ],
)
def test_a_csv_keeps_its_shape(before, after):
    assert given_back(before.encode())[0].decode() == after


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "cp850"]
)
def test_a_csv_keeps_its_encoding(encoding):
    back, _ = given_back("nom;ville\nZoé à côté;Saint-Étienne\n".encode(encoding))
    assert back.decode(encoding) == "nom;ville;qpv\nZoé à côté;Saint-Étienne;oui\n"


def test_what_an_old_encoding_lacks_becomes_the_nearest():
    back, _ = given_back("nom;ville\nZoé;Saint-Étienne\n".encode("cp1252"), answer="Łódź\u202f: l’été 文")
    assert back.decode("cp1252").splitlines()[1] == "Zoé;Saint-Étienne;Lódz : l’été Wen"


def test_formulas_are_given_back_as_text_and_it_is_said():
    back, remarks = given_back(b"nom;tel\n=1+1;+33 6 12 34 56 78\n@SUM(A1);-5\n", answer="=HYPERLINK()")
    assert back.decode().splitlines()[1:] == [
        "'=1+1;+33 6 12 34 56 78;'=HYPERLINK()",
        "'@SUM(A1);-5;'=HYPERLINK()",
    ]
    assert remarks == ["Cellules en forme de formule, précédées d’une apostrophe\u00a0: 4."]


def test_a_workbook_keeps_its_lines_and_types():
    row = ["Zoé", 42000, 12.5, True, date(2026, 12, 31), datetime(2026, 12, 31, 10, 30), time(8, 5)]
    content = xlsx_bytes([["Titre"], [None, "a", "b", "c", "d", "e", "f", "g"], [], [None, *row]])
    back, _ = given_back(content)
    table = read_table(io.BytesIO(back))
    assert table.headers == ["", "a", "b", "c", "d", "e", "f", "g", "qpv"]
    assert [(line.line, list(line.source)) for line in table.rows()] == [(4, ["", *row, "oui"])]
    assert table.titles[0][0] == "Titre"


def test_a_workbook_without_headers_gains_one_line():
    table = read_table(io.BytesIO(given_back(xlsx_bytes([["1", 42000], ["2", 42100]]))[0]))
    assert table.headers == ["Colonne 1", "Colonne 2", "qpv"]
    assert [row.source[1] for row in table.rows()] == [42000, 42100]


def test_no_formula_is_written_in_a_workbook():
    back, _ = given_back(b"PK" and xlsx_bytes([["nom"], ["Zoé"]]), answer="=1+1")
    assert read_table(io.BytesIO(back)).first_rows(1)[0].source == ["Zoé", "=1+1"]


def test_a_table_of_another_sort_is_not_written():
    with pytest.raises(TypeError):
        write_table(object(), io.BytesIO(), [])


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=8), min_size=2, max_size=3),
        max_size=5,
    )
)
def test_what_comes_back_reads_as_what_was_brought(rows):
    content = xlsx_bytes([["nom", "ville", "cp"], ["x", "y", "z"]])
    content = "nom;ville;cp\nx;y;z\n" + "".join(
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )
    before = [row.cells for row in read_table(io.BytesIO(content.encode())).rows()]
    after = [row.cells for row in read_table(io.BytesIO(given_back(content.encode())[0])).rows()]
    assert [cells[:-1] for cells in after] == [
        [f"'{c}" if is_live(c) else c for c in cells] for cells in before
    ]


@pytest.mark.parametrize(
    ("content", "marked"),
    [(b"a;b\n1;2\n", True), ("é;b\n1;2\n".encode(), True), ("é;b\n1;2\n".encode("cp1252"), False)],
)
def test_a_file_for_a_spreadsheet_is_marked_where_utf_8_would_be_misread(content, marked):
    table = read_table(io.BytesIO(content))
    for for_spreadsheet in (True, False):
        out = io.BytesIO()
        with write_table(table, out, ["réponse"], for_spreadsheet=for_spreadsheet) as writer:
            for row in table.rows():
                writer.write(row, ["à vérifier"])
        assert out.getvalue().startswith(b"\xef\xbb\xbf") == (marked and for_spreadsheet)
        assert "à vérifier" in out.getvalue().decode(table.encoding)
