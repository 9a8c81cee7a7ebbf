"""One row of a list: read, or refused cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.actors.enums import IdentifierProblem, ListField, ListProblem
from cite.actors.rules.listing import Vocabulary, read_row

WORDS = Vocabulary(
    districts={"montreynaud": "D1", "qn04213m": "D1", "le soleil": "D2"}, communes={"firminy": "C1"}
)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ({"name": "Les Glycines"}, {"name": "Les Glycines"}),
        ({"kind": "centre social, maison de quartier, mjc"}, {"kind": "social_center"}),
        ({"kind": "social_center"}, {"kind": "social_center"}),
        ({"legal_form": "ASSOCIATION"}, {"legal_form": "association"}),
        (
            {"chain_links": "Formation, remobilisation ; accompagnement"},
            {"chain_links": ("training", "support")},
        ),
        ({"districts": "QN04213M; Le Soleil"}, {"districts": ("D1", "D2")}),
        ({"districts": "Tous"}, {"covers_all_districts": True}),
        ({"commune": "FIRMINY"}, {"commune": "C1"}),
        ({"siret": "732 829 320 00074"}, {"siret": "73282932000074"}),
        ({"website": "exemple.fr"}, {"website": "https://exemple.fr"}),
    ],
)
def test_words_become_vocabulary(cells, values):
    read = read_row(cells, WORDS)
    assert (dict(read.values), read.problems) == (values, ())


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("kind", "machin", ListProblem.UNKNOWN_KIND),
        ("legal_form", "machin", ListProblem.UNKNOWN_LEGAL_FORM),
        ("chain_links", "Accompagnement; machin", ListProblem.UNKNOWN_LINK),
        ("districts", "Montreynaud; ailleurs", ListProblem.UNKNOWN_DISTRICT),
        ("commune", "Lyon", ListProblem.UNKNOWN_COMMUNE),
        ("siret", "123", IdentifierProblem.SIRET_LENGTH),
        ("rna", "123", IdentifierProblem.RNA_SHAPE),
        ("website", "javascript:alert(1)", ListProblem.NOT_A_WEBSITE),
        ("website", "javascript://a.b/%0aalert(1)", ListProblem.NOT_A_WEBSITE),
    ],
)
def test_a_wrong_cell_is_named_with_its_remedy(field, text, problem):
    (found,) = read_row({"name": "X", field: text}, WORDS).problems
    assert (found.field, found.problem) == (field, problem)
    assert found.excerpt and str(problem.label).endswith(("…", ".", "».", "fr"))


@given(st.dictionaries(st.sampled_from([f.value for f in ListField]), st.none() | st.text(max_size=200)))
def test_any_row_is_read_or_refused(cells):
    read_row(cells, WORDS)
