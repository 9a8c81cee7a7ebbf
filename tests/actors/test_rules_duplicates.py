"""Which sheets look alike, and why."""

import pytest

from cite.actors.enums import Likeness as L
from cite.actors.rules.duplicates import DuplicateCriteria, Sheet, significant_words, suspects


def sheet(key: int, name: str, **fields) -> Sheet:
    return Sheet(key, significant_words(name), **fields)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (sheet(1, "Les Glycines", siret="1"), sheet(2, "Tout autre nom", siret="1"), (L.SAME_SIRET,)),
        (sheet(1, "Les Glycines", rna="W1"), sheet(2, "Tout autre nom", rna="W1"), (L.SAME_RNA,)),
        (sheet(1, "Association Les Glycines"), sheet(2, "LES GLYCINES"), (L.SAME_NAME,)),
        (sheet(1, "Centre social Les Glycines"), sheet(2, "Les Glycines, centre social"), (L.SAME_NAME,)),
        (sheet(1, "Centre social Les Glycines"), sheet(2, "Centre Social « Les Glycine »"), (L.CLOSE_NAME,)),
        (sheet(1, "Mission locale du Val", short_name="mlv4"), sheet(2, "MLV4"), (L.SAME_NAME,)),
        (
            sheet(1, "Amicale du Puits", communes=frozenset({7})),
            sheet(2, "Amicale du Puit", communes=frozenset({7})),
            (L.CLOSE_NAME, L.SAME_COMMUNE),
        ),
        (sheet(1, "Agence A", siren="1", siret="11"), sheet(2, "Autre nom", siren="1", siret="12"), None),
        (sheet(1, "Centre social du Soleil"), sheet(2, "Mission locale du Val"), None),
        (sheet(1, "Les Glycines"), sheet(2, "Les Lilas", communes=frozenset({7})), None),
        (sheet(1, "Sans rien"), sheet(2, "Et sans rien d’autre"), None),
    ],
)
def test_what_raises_a_question(one, other, reasons):
    found = suspects(one, [one, other])
    assert ([s.reasons for s in found] or [None]) == [reasons]
    assert [s.score for s in suspects(other, [one])] == [s.score for s in found]


def test_the_same_commune_lowers_what_is_asked_of_names():
    near, far = frozenset({1}), frozenset({2})
    one, other = "Atelier du Fil bleu", "Atelier Fil de bois"
    strict = DuplicateCriteria(threshold=88, bonus=10)
    same = suspects(sheet(1, one, communes=near), [sheet(2, other, communes=near)], strict)
    assert bool(same) != bool(suspects(sheet(1, one, communes=near), [sheet(2, other, communes=far)], strict))


def test_the_closest_comes_first():
    found = suspects(sheet(1, "Les Glycines"), [sheet(2, "Les Glycine"), sheet(3, "Les Glycines")])
    assert [s.key for s in found] == [3, 2]
    assert found[0].score > found[1].score


def test_a_name_of_common_words_only_is_still_a_name():
    assert significant_words("L’Association des") == "l association des"
