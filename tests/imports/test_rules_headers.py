"""Where headers are, and how columns are named."""

import pytest

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
