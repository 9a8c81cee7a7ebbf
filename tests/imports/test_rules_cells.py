"""Cells, as tables of cases; and anything at all, which never crashes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.imports.enums import CellProblem, FieldKind
from cite.imports.rules.cells import Field, UnreadableCell, parse_cell, parse_row

READ = [
    (FieldKind.INTEGER, "12", 12),
    (FieldKind.INTEGER, "1 234", 1234),
    (FieldKind.INTEGER, "1\u202f234", 1234),
    (FieldKind.INTEGER, "42000.0", 42000),
    (FieldKind.INTEGER, "-5", -5),
    (FieldKind.DECIMAL, "12,5", Decimal("12.5")),
    (FieldKind.DECIMAL, "1 234,56 €", Decimal("1234.56")),
    (FieldKind.DECIMAL, "1.234,56", Decimal("1234.56")),
    (FieldKind.DECIMAL, "1,234.56", Decimal("1234.56")),
    (FieldKind.DECIMAL, "1.234.567", Decimal("1234567")),
    (FieldKind.DECIMAL, "1e-05", Decimal("0.00001")),
    (FieldKind.DATE, "31/12/2026", date(2026, 12, 31)),
    (FieldKind.DATE, "1/3/26", date(2026, 3, 1)),
    (FieldKind.DATE, "31.12.76", date(1976, 12, 31)),
    (FieldKind.DATE, "2026-12-31", date(2026, 12, 31)),
    (FieldKind.DATE, "20261231", date(2026, 12, 31)),
    (FieldKind.DATE, "2026-12-31T10:30:00", date(2026, 12, 31)),
    (FieldKind.DATE, "31/12/2026 10:30", date(2026, 12, 31)),
    (FieldKind.DATE, "1er mars 2026", date(2026, 3, 1)),
    (FieldKind.DATE, "31 Décembre 2026", date(2026, 12, 31)),
    (FieldKind.DATE, "46387", date(2026, 12, 31)),
    (FieldKind.DATE, "29/02/2024", date(2024, 2, 29)),
    (FieldKind.POSTCODE, "42000", "42000"),
    (FieldKind.POSTCODE, "1000", "01000"),
    (FieldKind.POSTCODE, "1000.0", "01000"),
    (FieldKind.POSTCODE, "42 000", "42000"),
    (FieldKind.POSTCODE, "F-42000", "42000"),
    (FieldKind.COMMUNE_CODE, "42218", "42218"),
    (FieldKind.COMMUNE_CODE, "1004", "01004"),
    (FieldKind.COMMUNE_CODE, "2a004", "2A004"),
    (FieldKind.COMMUNE_CODE, "97411", "97411"),
    (FieldKind.LONGITUDE, "4,387", 4.387),
    (FieldKind.LONGITUDE, "4.387°", 4.387),
    (FieldKind.LATITUDE, "-21.1", -21.1),
    (FieldKind.LAMBERT93_X, "806 123,4", 806123.4),
    (FieldKind.LAMBERT93_Y, "6482345.1", 6482345.1),
    (FieldKind.TEXT, "  12\u00a0 rue\x00 X ", "12 rue X"),
    (FieldKind.TEXT, " \t ", None),
    (FieldKind.DATE, "", None),
]

REFUSED = [
    (FieldKind.INTEGER, "12,5", CellProblem.NOT_AN_INTEGER),
    (FieldKind.INTEGER, "douze", CellProblem.NOT_AN_INTEGER),
    (FieldKind.INTEGER, "²", CellProblem.NOT_AN_INTEGER),
    (FieldKind.INTEGER, "1e99", CellProblem.NOT_AN_INTEGER),
    (FieldKind.DECIMAL, "nan", CellProblem.NOT_A_NUMBER),
    (FieldKind.DECIMAL, "1 2,3,4", CellProblem.NOT_A_NUMBER),
    (FieldKind.DATE, "31/02/2026", CellProblem.NOT_A_DATE),
    (FieldKind.DATE, "12/31/2026", CellProblem.NOT_A_DATE),
    (FieldKind.DATE, "1/1/0001", CellProblem.NOT_A_DATE),
    (FieldKind.DATE, "12", CellProblem.NOT_A_DATE),
    (FieldKind.DATE, "hier", CellProblem.NOT_A_DATE),
    (FieldKind.POSTCODE, "42", CellProblem.NOT_A_POSTCODE),
    (FieldKind.POSTCODE, "99999", CellProblem.NOT_A_POSTCODE),
    (FieldKind.POSTCODE, "2A004", CellProblem.NOT_A_POSTCODE),
    (FieldKind.COMMUNE_CODE, "2C004", CellProblem.NOT_A_COMMUNE_CODE),
    (FieldKind.LONGITUDE, "806123.4", CellProblem.IN_LAMBERT93),
    (FieldKind.LATITUDE, "6482345", CellProblem.IN_LAMBERT93),
    (FieldKind.LATITUDE, "91", CellProblem.NOT_A_LATITUDE),
    (FieldKind.LONGITUDE, "est", CellProblem.NOT_A_LONGITUDE),
    (FieldKind.LAMBERT93_X, "4,387", CellProblem.NOT_LAMBERT93),
    (FieldKind.LAMBERT93_Y, "45,439", CellProblem.NOT_LAMBERT93),
]


def field(kind: FieldKind, **options) -> Field:
    return Field("it", "Cela", kind=kind, **options)


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_what_people_write_is_read(kind, text, value):
    assert parse_cell(text, field(kind)) == value


@pytest.mark.parametrize(("kind", "text", "problem"), REFUSED)
def test_what_cannot_be_read_is_said(kind, text, problem):
    with pytest.raises(UnreadableCell) as refusal:
        parse_cell(text, field(kind))
    assert refusal.value.problem == problem


def test_an_empty_cell_is_an_error_only_where_it_is_required():
    with pytest.raises(UnreadableCell) as refusal:
        parse_cell(" ", field(FieldKind.TEXT, required=True))
    assert refusal.value.problem == CellProblem.MISSING


def test_every_error_of_a_row_is_kept_with_its_place_and_its_remedy():
    fields = [
        Field("name", "Nom", required=True, max_length=5),
        Field("born", "Né le", kind=FieldKind.DATE),
        Field("postcode", "Code postal", kind=FieldKind.POSTCODE),
    ]
    row = parse_row(
        7, ["Maximilien", "hier", "1000"], {"name": 0, "born": 1, "postcode": 2}, fields, ["A", "B", "C"]
    )
    assert row.values == {"name": None, "born": None, "postcode": "01000"}
    assert [(error.line, error.column, error.excerpt) for error in row.errors] == [
        (7, "A", "Maximilien"),
        (7, "B", "hier"),
    ]
    assert row.errors[0].sentence == "Ce texte dépasse 5 caractères. Raccourcissez-le."
    assert "31/12/2026" in row.errors[1].sentence


def test_a_required_field_without_column_is_an_error_of_every_row():
    row = parse_row(2, ["x"], {}, [Field("name", "Nom", required=True)], ["A"])
    assert [(error.column, error.problem) for error in row.errors] == [("Nom", CellProblem.MISSING)]


@given(text=st.text(max_size=60), kind=st.sampled_from(FieldKind))
def test_any_text_is_read_or_refused(text, kind):
    try:
        parse_cell(text, field(kind))
    except UnreadableCell as refusal:
        assert refusal.problem.label


@given(number=st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_reads_the_same_in_french(number):
    assert parse_cell(f"{number:,f}".replace(",", " ").replace(".", ","), field(FieldKind.DECIMAL)) == number


@given(
    day=st.dates(date(1930, 1, 1), date(2029, 12, 31)),
    style=st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y"]),
)
def test_a_date_reads_the_same_however_it_is_written(day, style):
    assert parse_cell(day.strftime(style), field(FieldKind.DATE)) == day
