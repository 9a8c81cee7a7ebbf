"""Words, questions, mistakes, ranks: what the index makes of French, without a database."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.search.rules.asking import BY_SYNONYM, Synonyms, Way, read_question
from cite.search.rules.columns import HOURS, PLACES, HoursColumn, Near, Open, PlaceColumn
from cite.search.rules.documents import EVERY_DOCUMENT, TextDocument, is_code, terms_of
from cite.search.rules.postings import BLOCK, Posting, marks, split
from cite.search.rules.ranking import Postings, rank, rarity_of
from cite.search.rules.typos import beginnings, meant, mistakes_allowed
from cite.search.rules.words import stem, words


def keys(text):
    return [word.key for word in words(text)]


def stems(text):
    return [word.stem for word in words(text)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("L’école d'Écotay, aujourd’hui", ["ecole", "ecotay"]),
        ("je veux passer le permis B", ["passer", "permis", "b"]),
        ("j’ai peur du téléphone", ["peur", "telephone"]),
        ("cre\u0300che", ["creche"]),
        ("CŒUR ŒUVRE", ["coeur", "oeuvre"]),
        ("garde-enfants 24h/24", ["garde", "enfants", "24h", "24"]),
        ('"permis" AND -code* NEAR(b)', ["permis", "and", "code", "near", "b"]),
        ("🚗 🤷‍♀️ ☎", []),
        ("le la les l’ d’ qu’ ? ! …", []),
        ("\x00\x1b[0m", ["0m"]),
        ("x" * 500, ["x" * 40]),
        ("", []),
    ],
)
def test_the_words_of_a_text(text, read):
    assert keys(text) == read


@pytest.mark.parametrize(
    "family",
    [
        "mobilité mobilités mobilite MOBILITES",
        "garder garde gardes gardé gardée",
        "français francais française francaises",
        "conseiller conseillère conseillere conseilleres",
        "employé employée employees employe",
        "formateur formatrice formatrices",
        "coiffeur coiffeuse",
        "crèche creches",
        "entretien entretiens",
        "enfant enfants",
    ],
)
def test_a_family_of_words_has_one_stem(family):
    assert len(set(stems(family))) == 1


@pytest.mark.parametrize(("key", "root"), [("b", "b"), ("42000", "42000"), ("rsa", "rsa"), ("24h", "24h")])
def test_what_is_no_word_of_french_is_left_as_it_is(key, root):
    assert stem(key) == root


def test_a_word_says_more_in_the_title_and_in_a_short_text():
    long = "bonjour " * 100
    weight = {
        name: terms_of(TextDocument(1, **({"title": ""} | fields))).weights["perm"]
        for name, fields in {
            "title": {"title": "Permis"},
            "keywords": {"keywords": "permis"},
            "context": {"context": "permis"},
            "body": {"body": "permis"},
            "long body": {"body": f"permis {long}"},
            "twice": {"body": f"permis permis {long}"},
        }.items()
    }
    assert sorted(weight, key=weight.__getitem__, reverse=True) == [
        "title",
        "keywords",
        "context",
        "body",
        "twice",
        "long body",
    ]


def test_a_document_keeps_its_codes_its_hint_and_its_words():
    terms = terms_of(
        TextDocument(
            7, "Crèche", keywords="GARDE", body="la crèche ouvre", codes=frozenset({"a:b", "no\0"}), hint=999
        )
    )
    assert terms.weights.keys() == {"crech", "gard", "ouvr", "=a:b", EVERY_DOCUMENT}
    assert terms.weights[EVERY_DOCUMENT] == 255
    assert (terms.named, terms.other) == ({"creche": "crèche", "garde": "garde"}, {"ouvre": "ouvre"})


def test_a_digest_changes_with_all_that_counts():
    document = TextDocument(1, "a", codes=frozenset("xy"))
    same = TextDocument(1, "a", codes=frozenset("yx"))
    others = [
        TextDocument(1, "b", codes=frozenset("xy")),
        TextDocument(1, "a"),
        TextDocument(1, "a", codes=frozenset("xy"), hint=1),
        TextDocument(1, "", "a", codes=frozenset("xy")),
    ]
    assert document.digest == same.digest
    assert len({document.digest, *(other.digest for other in others)}) == 5


@pytest.mark.parametrize(
    ("code", "is_one"), [("theme:x", True), ("", False), ("a\0", False), ("a" * 79, True), ("a" * 80, False)]
)
def test_what_a_code_is(code, is_one):
    assert is_code(code) is is_one


SYNONYMS = Synonyms.of(
    {
        "peur du téléphone": ["prise de parole", "=theme:confiance"],
        "peur": ["confiance"],
        "le la": ["rien"],
        "boulot": ["les", "", "=", "=\0"],
    }
)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        (
            "j’ai PEUR du telephone le soir",
            [
                (Way(("peur", "telephon")), Way(("pris", "parol"), BY_SYNONYM), Way(("=theme:confiance",), BY_SYNONYM)),
                (Way(("soir",)),),
            ],
        ),
        ("peur du vide", [(Way(("peur",)), Way(("confianc",), BY_SYNONYM)), (Way(("vid",)),)]),
        ("téléphone", [(Way(("telephon",)),)]),
        ("boulot", [(Way(("boulot",)),)]),
        ("permis permis Permis", [(Way(("perm",)),)]),
    ],
)  # fmt: skip
def test_a_question_is_read_with_its_synonyms(text, ways):
    assert [clause.ways for clause in read_question(text, SYNONYMS).clauses] == ways


def test_the_words_of_expressions_are_known_as_they_are_written():
    assert Synonyms.of({"garder mon bébé": ["=theme:x"], "de la": ["rien"]}).spelled == {
        "garder": "garder", "bebe": "bébé",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_lost"), [("", False), ("  ", False), ("le", True), ("🚗", True), ("permis", False)]
)
def test_a_question_of_empty_words_is_lost(text, is_lost):
    assert read_question(text).is_lost is is_lost


def test_a_question_has_a_limit():
    assert len(read_question(" ".join(f"mot{n}" for n in range(5_000))).clauses) == 12
    assert read_question("a" * 10_000).terms == {stem("a" * 40)}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mobilte", ["mobilite"]),
        ("entretein", ["entretien"]),
        ("aprendre", ["apprendre"]),
        ("rue", []),
        ("creche", ["creche"]),
        ("4200", []),
        ("acompagnemment", ["accompagnement"]),
        ("dimanche", []),
        ("forme", ["ferme", "forge"]),
    ],
)
def test_what_somebody_meant(typed, found):
    known = {
        "mobilite": 9, "entretien": 5, "apprendre": 2, "prendre": 90, "creche": 1, "42000": 8, "accompagnement": 30,
        "demarche": 7, "forge": 3, "ferme": 4, "rues": 1,
    }  # fmt: skip
    assert meant(typed, known.items()) == found


def test_mistakes_allowed_grow_with_the_word():
    assert [mistakes_allowed("a" * size) for size in (1, 3, 4, 10, 11)] == [0, 0, 1, 1, 2]
    assert beginnings("abitat") == ("a", "b", "h")


@given(st.dictionaries(st.integers(0, BLOCK - 1), st.integers(0, 255), max_size=50), st.data())
def test_a_posting_is_read_as_it_was_written_and_changes_as_a_dictionary_would(weights, data):
    touched = data.draw(st.sets(st.integers(0, BLOCK - 1), max_size=20))
    new = {
        place: data.draw(st.integers(0, 255))
        for place in data.draw(st.sets(st.sampled_from(sorted(touched) or [0])))
    }
    new = {place: weight for place, weight in new.items() if place in touched}
    posting = Posting.from_bytes(Posting.of(weights).to_bytes())
    assert Posting.pack(weights) == posting.to_bytes()
    assert dict(zip(posting.offsets.tolist(), posting.weights.tolist(), strict=True)) == weights
    changed = posting.changed(marks(touched), new)
    expected = {place: weight for place, weight in weights.items() if place not in touched} | new
    assert list(zip(changed.offsets.tolist(), changed.weights.tolist(), strict=True)) == sorted(
        expected.items()
    )


@given(st.lists(st.integers(0, 2**62), unique=True, max_size=30))
def test_positions_lead_back_to_objects(ids):
    ids.sort()
    by_block = {}
    for number in ids:
        block, offset = split(number)
        by_block.setdefault(block, {})[offset] = 1
    postings = Postings.of(
        (EVERY_DOCUMENT, block, Posting.of(some).to_bytes()) for block, some in by_block.items()
    )
    positions = postings.positions(np.array(ids, np.int64))
    assert postings.ids(positions).tolist() == ids
    assert postings.positions(np.array([2**62 + BLOCK, 3], np.int64)).size <= 1


def test_a_rare_word_says_more_and_a_word_of_all_says_something():
    assert rarity_of(1, 1000) > rarity_of(10, 1000) > rarity_of(1000, 1000) > 0


def _postings(**terms):
    return Postings.of(
        [(term, 0, Posting.of(weights).to_bytes()) for term, weights in terms.items()]
        + [(EVERY_DOCUMENT, 0, Posting.of({n: n for n in range(10)}).to_bytes())]
    )


@pytest.mark.parametrize(
    ("text", "ids", "reached"),
    [
        ("aaa", [3, 2, 1], 1),
        ("aaa bbb", [2], 2),
        ("aaa bbb zzz", [2], 2),
        ("bbb ccc", [5, 4, 2], 1),
        ("zzz", [], 0),
        ("", [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 0),
    ],
)
def test_those_that_have_everything_come_else_those_that_have_the_most(text, ids, reached):
    postings = _postings(aaa={1: 10, 2: 10, 3: 20}, bbb={2: 5, 4: 5}, ccc={5: 9})
    ranked = rank(read_question(text).clauses, postings, {}, None)
    assert (ranked.positions.tolist(), ranked.reached) == (ids, reached)


def test_where_few_have_everything_those_that_lack_one_thing_are_near():
    postings = _postings(aaa={1: 10, 2: 10, 3: 20}, bbb={2: 5, 4: 5})
    assert rank(read_question("aaa bbb").clauses, postings, {}, None).near.tolist() == [3, 1, 4]


def test_filters_and_permissions_come_before_what_is_reached():
    postings = _postings(aaa={1: 10, 2: 10, 3: 20}, bbb={2: 5, 4: 5})
    clauses = read_question("aaa bbb").clauses
    ranked = rank(clauses, postings, {"where": postings.mask(["bbb"])}, np.array([4, 1, 3]))
    assert ranked.positions.tolist() == [4]
    assert ranked.without("where").tolist() == [3, 1, 4]
    count = ranked.counting("where")
    assert [count(postings.mask([term])) for term in ("aaa", "bbb", "ccc")] == [2, 1, 0]


_OFFSETS = st.integers(0, BLOCK - 1)
_DEGREE = st.floats(-90, 90)


@pytest.mark.parametrize(
    ("column", "values", "read"),
    [
        (
            PlaceColumn,
            st.tuples(_DEGREE, _DEGREE),
            lambda c: [*zip(c.longitudes.tolist(), c.latitudes.tolist(), strict=True)],
        ),
        (
            HoursColumn,
            st.text("Mo-Fr 09:é", min_size=1, max_size=9),
            lambda c: [c.texts[n] for n in c.numbers.tolist()],
        ),
    ],
    ids=["places", "hours"],
)
@given(data=st.data())
def test_a_column_is_what_was_written_in_it_whatever_came_before(column, values, read, data):
    """As a dictionary would be; and as bytes, the same as if it had been written at once."""
    content, known = b"", {}
    for _turn in range(3):
        given = data.draw(st.dictionaries(_OFFSETS, values, max_size=6))
        gone = data.draw(st.sets(st.sampled_from(sorted(known)))) if known else set()
        content = column.from_bytes(content).changed(marks({*given, *gone}), given).to_bytes()
        known = {offset: value for offset, value in known.items() if offset not in gone} | given
        kept = column.from_bytes(content)
        assert dict(zip(kept.offsets.tolist(), read(kept), strict=True)) == known
        assert kept.offsets.tolist() == sorted(known)
    assert content == column.from_bytes(b"").changed(marks(()), known).to_bytes()


def test_what_has_no_place_is_near_nothing_and_what_has_no_hours_is_never_open():
    columns = [PlaceColumn, HoursColumn]
    given = [{1: (4.0, 45.0), 4: (5.0, 45.0)}, {1: "Mo", 2: "Tu", 3: "Mo"}]
    places, hours = (c.from_bytes(b"").changed(marks(()), g) for c, g in zip(columns, given, strict=True))
    asked = []
    is_monday = Open(lambda text: asked.append(text) or text == "Mo")
    postings = Postings.of(
        [
            (EVERY_DOCUMENT, 7, Posting.pack(dict.fromkeys(range(6), 1))),
            (PLACES, 7, places.to_bytes()),
            (HOURS, 7, hours.to_bytes()),
        ]
    )
    assert np.flatnonzero(postings.passing(is_monday)).tolist() == [1, 3]
    assert asked == ["Mo", "Tu"]
    near = Near(lambda longitudes, latitudes: abs(longitudes - 4.0), 0.5)
    assert np.flatnonzero(postings.passing(near)).tolist() == [1]
    assert not Postings.of([(EVERY_DOCUMENT, 7, Posting.pack({0: 1}))]).passing(near).any()


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    for word in words(text):
        assert word.key == word.key.lower()
        assert word.key.isascii()
        assert word.key.isalnum()
        assert 0 < len(word.key) <= 40
        assert 0 < len(word.stem) <= 41
