"""Where headers are; which cells a spreadsheet would run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.imports.rules.formulas import defused, is_live
from cite.imports.rules.headers import find_header, labels


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["Nom", "CP"], ["Zoé", "42000"]], 0),
        ([["Liste 2026", ""], ["", ""], ["Nom", "CP"], ["Zoé", "42000"]], 2),
        ([["Zoé", "42000"], ["Max", "42100"]], None),
        ([["12 rue de la Paix"], ["3 place X"]], None),
        ([["Adresse"], ["12 rue de la Paix"]], 0),
        ([["Code", "2023", "2024"], ["A", "1", "2"]], 0),
        ([["nom", "mail"], ["Zoé", "zoe@example.org"]], 0),
        ([["Zoé", "zoe@example.org"], ["Max", "max@example.org"]], None),
        ([["", ""], []], None),
        ([], None),
    ],
)
def test_the_headers_are_the_first_wide_row_without_data(rows, header):
    assert find_header(rows) == header


def test_every_column_has_a_distinct_name():
    assert labels(["Nom", "", "Nom", "  Code\npostal "]) == ["Nom", "Colonne 2", "Nom (2)", "Code postal"]


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
        "＝1+1",
        "+33 poste 2",
        "- sans",
    ],
)
def test_what_runs_is_defused(text):
    assert is_live(text)
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "-5,2 %", "+33 6 12 34 56 78", "+33(0)477", "-", "", "rue =X", "1=1", " 12"]
)
def test_ordinary_values_stay_as_they_are(text):
    assert defused(text) == text


@given(st.text(max_size=40))
def test_nothing_alive_is_ever_given_back(text):
    assert not is_live(defused(text))
