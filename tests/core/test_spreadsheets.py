"""What people typed, opened by a spreadsheet: read as they wrote it, never run."""

import ast
import csv
import io
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cite.core.spreadsheets import SUSPECTS, TableWriter, defused, inert, is_live

ROOT = Path(__file__).parents[2]
NASTY = st.text(st.sampled_from("=+-@＝＠|%()!;,\t\r\n \"'\u200b\ufeffA1é"), max_size=25)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|'/c calc'!A1",
        "@SUM(A1)",
        "+A1",
        "-1+1",
        " =1+1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\xa0=1",
        "\x00=1",
        "\u200b=1",
        "\ufeff=1",
        "\u202e=1",
        "＝1+1",
        "＠SUM(A1)",
        "|calc",
        "%0A-3+3+cmd|' /C calc'!D2",
        "+33 poste 2",
        "- sans",
    ],
)
def test_what_runs_is_defused(text):
    assert is_live(text)
    assert text[0] in SUSPECTS
    assert defused(text) == f"'{text}"
    assert inert(text) in {f"'{text}", text.replace("=", "'=")}  # before the cell, or before its second line


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "-5,2 %",
        "-12,50 €",
        "-1 234,56 €",
        "+33 6 12 34 56 78",
        "+33(0)477",
        "-",
        "",
        "rue =X",
        "1=1",
        " 12",
        "Objectifs :\n- lever les freins (santé)\n- atelier(s) en soirée ;-)",
        "zoe@example.org, @ville",
        "12 % des gens; 5 | 6",
    ],
)
def test_ordinary_values_stay_as_they_are(text):
    assert defused(text) == inert(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a;=1+1", "a;'=1+1"),
        ('a, =HYPERLINK("x")', 'a, \'=HYPERLINK("x")'),
        ("a\n-1+SUM(A1)", "a\n'-1+SUM(A1)"),
        ("a\t@SUM(A1)", "a\t'@SUM(A1)"),
        ("a;+cmd|' /C calc'!A0", "a;'+cmd|' /C calc'!A0"),
        ("=1;=1", "'=1;'=1"),
        ('"=1+1', "\"'=1+1"),
    ],
)
def test_what_another_separator_would_cut_out_is_defused_too(text, safe):
    assert inert(text) == safe


@given(st.text(max_size=40) | NASTY)
def test_nothing_alive_is_ever_given_back(text):
    assert not is_live(defused(text))
    assert not is_live(inert(text))
    assert inert(text).replace("'", "") == text.replace("'", "")


@example(cells=['"='], written=",", read=",")
@given(st.lists(NASTY, min_size=1, max_size=4), st.sampled_from(",;"), st.sampled_from(",;\t"))
def test_no_spreadsheet_finds_a_formula_whatever_separator_it_believes_in(cells, written, read):
    sink = io.StringIO(newline="")
    TableWriter(sink, separator=written).writerow(cells)
    for line in csv.reader(io.StringIO(sink.getvalue(), newline=""), delimiter=read):
        for cell in line:
            assert not cell.lstrip(' \t\r\n"\u200b\ufeff').startswith(("=", "＝"))
            assert read != written or not is_live(cell)


def test_numbers_stay_numbers():
    sink = io.StringIO()
    TableWriter(sink).writerows([[-5, Decimal("-12.50"), None, "-x"]])
    assert sink.getvalue() == "-5;-12.50;;'-x\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "x;-" + "a" * 300_000,
        ";-" * 150_000,
        ';"' * 150_000,
        "\n" * 300_000,
        "-" + "1 " * 150_000,
        " " * 300_000,
    ],
    ids=["letters", "dashes", "quotes", "lines", "numbers", "blanks"],
)
def test_long_texts_cost_little(text):
    start = process_time()
    inert(text)
    assert process_time() - start < 5


def test_every_table_goes_out_by_the_same_door():
    """A CSV written elsewhere would carry live formulas. A person's own list, given back, defuses its own cells."""
    writers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "cite").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"writer", "DictWriter"}
    }
    assert writers == {"cite/core/spreadsheets.py", "cite/imports/gateways/tables/writing.py"}


def test_every_workbook_takes_texts_as_texts():
    """Without these options, « =1+1 » becomes a formula and « http://… » a link."""
    books = {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in (ROOT / "cite").rglob("*.py")
        if "xlsxwriter.Workbook(" in path.read_text()
    }
    assert sorted(books) == [
        "cite/grants/gateways/workbook.py",
        "cite/imports/gateways/tables/writing.py",
        "cite/ui/tables.py",
    ]
    for source in books.values():
        assert source.count("xlsxwriter.Workbook(") == 1
        assert '"strings_to_formulas": False' in source or "write_string" in source
