"""Reading and finding addresses: tables of cases on a handful of streets, no database."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.territories.rules.addresses import (
    Places,
    StreetBook,
    find_address,
    has_no_fixed_address,
    named_place,
)
from cite.territories.rules.addresses.reading import street_part, tokens
from cite.territories.rules.addresses.words import commune_key, name_key, plain_words


@dataclass(frozen=True)
class FakeCommune:
    code: str
    name: str
    postcodes: tuple[str, ...]
    former_names: tuple[str, ...] = ()
    longitude: float = 4.4
    latitude: float = 45.4


@dataclass(frozen=True)
class FakeStreet:
    commune: FakeCommune
    name: str
    postcode: str = ""
    former: str = ""
    numbers: tuple[str, ...] = ("1", "2", "8", "10", "12", "12bis", "14a")
    kind: str = "street"
    longitude: float = 4.4
    latitude: float = 45.4

    @property
    def id(self):
        return f"{self.commune.code}_{name_key(self.name).core}_{self.former}"

    def house(self, number, suffix=""):
        label = f"{number}{suffix}"
        return (4.0, 45.0 + number / 1000) if label in self.numbers else None


@dataclass
class FakeGazetteer:
    """The index as the search needs it, from a list of streets."""

    streets: list[FakeStreet]
    source: str = "ban"
    places: Places = field(init=False)

    def __post_init__(self):
        self.known = {street.commune.code: street.commune for street in self.streets}
        self.places = Places(self.known.values())

    def commune(self, code):
        return self.known[code]

    def books(self, communes):
        return [StreetBook([street for street in self.streets if street.commune.code in communes])]


ETIENNE = FakeCommune("42218", "Saint-Étienne", ("42000", "42100"), ("Terrenoire",))
CHAMOND = FakeCommune("42207", "Saint-Chamond", ("42400",))
HORME = FakeCommune("42110", "L'Horme", ("42152",))
PAUL_J = FakeCommune("42271", "Saint-Paul-en-Jarez", ("42740",))
PAUL_C = FakeCommune("42270", "Saint-Paul-en-Cornillon", ("42240",))
FIRMINY = FakeCommune("42095", "Firminy", ("42700",))


def street(commune, name, **more):
    return FakeStreet(commune, name, more.pop("postcode", commune.postcodes[0]), **more)


GAZETTEER = FakeGazetteer(
    [
        street(ETIENNE, "Rue de la République"),
        street(ETIENNE, "Rue de la République", postcode="42100", former="Terrenoire", numbers=("8", "99")),
        street(ETIENNE, "Place Jean Jaurès"),
        street(ETIENNE, "Rue Jean Moulin"),
        street(ETIENNE, "Boulevard du Général Leclerc", numbers=("45",)),
        street(ETIENNE, "Rue des Lilas"),
        street(ETIENNE, "Allée des Lilas", numbers=("40",)),
        street(ETIENNE, "Rue La Fontaine", numbers=("3",)),
        street(ETIENNE, "Rue de la Fontaine", numbers=("3",)),
        street(ETIENNE, "Grande Rue"),
        street(ETIENNE, "Rue du 11 Novembre 1918"),
        street(ETIENNE, "Rue du 8 Mai 1945"),
        street(ETIENNE, "Avenue du 14 Juillet", numbers=("51",)),
        street(ETIENNE, "Résidence Bellevue"),
        street(ETIENNE, "Rue de l'Hôtel-de-Ville"),
        street(ETIENNE, "Place du IIIe-Millénaire"),
        street(ETIENNE, "Rue de Firminy"),
        street(CHAMOND, "Rue de la République"),
        street(CHAMOND, "Chemin du Crêt de l'Œillet"),
        street(HORME, "Rue Antoine Pinay"),
        street(PAUL_J, "Rue du Bourg"),
        street(PAUL_C, "Rue du Bourg"),
        street(FIRMINY, "Rue de la Gare"),
        street(FIRMINY, "Le Bourg", kind="locality", numbers=()),
    ]
)


def best(text, **more):
    found = find_address(text, GAZETTEER, **more)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12 rue de la République 42000 Saint-Étienne", "12 Rue de la République 42000 Saint-Étienne"),
        ("12 RUE DE LA REPUBLIQUE 42000 ST ETIENNE", "12 Rue de la République 42000 Saint-Étienne"),
        ("12 r. de la republique, saint etienne", "12 Rue de la République 42000 Saint-Étienne"),
        ("12 Rue de la Répulbique 42000", "12 Rue de la République 42000 Saint-Étienne"),
        ("12bis rue de la République 42000 Saint-Étienne", "12 bis Rue de la République 42000 Saint-Étienne"),
        ("12 B rue de la République 42000 Saint-Étienne", "12 bis Rue de la République 42000 Saint-Étienne"),
        ("14A rue de la République 42000 Saint-Étienne", "14 a Rue de la République 42000 Saint-Étienne"),
        ("8/10 rue Jean Moulin 42000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("7-8 rue Jean Moulin 42000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("8 à 10 rue Jean Moulin 42000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("8 rue J. Moulin 42000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("8 rue Moulin Jean 42000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("apt 12, 8 rue Jean Moulin 42000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("8 rue Jean Moulin, bât C, 3e étage, 42000 St-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("chez Mme Martin 8 rue Jean Moulin\n42000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("Résidence les Pins 8 rue Jean Moulin Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("8 rue Jean Moulin BP 123 42023 SAINT-ETIENNE CEDEX 2", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("42000 Saint-Étienne, 8 rue Jean Moulin", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("Saint-Étienne, 8 rue Jean Moulin", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("rue Jean Moulin 8, 42 000 Saint-Étienne", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("rue Jean Moulin n°8 Saint Etiene", "8 Rue Jean Moulin 42000 Saint-Étienne"),
        ("45 bd Gal Leclerc 42000 St Étienne", "45 Boulevard du Général Leclerc 42000 Saint-Étienne"),
        ("8 rue du onze novembre 42000 Saint-Étienne", "8 Rue du 11 Novembre 1918 42000 Saint-Étienne"),
        ("8 rue du 8 mai 45 42000 Saint-Étienne", "8 Rue du 8 Mai 1945 42000 Saint-Étienne"),
        ("avenue du 14 juillet 51, 42000 Saint-Étienne", "51 Avenue du 14 Juillet 42000 Saint-Étienne"),
        ("2 place du 3ème millénaire 42000 St-Étienne", "2 Place du IIIe-Millénaire 42000 Saint-Étienne"),
        ("2 grande rue 42000 Saint-Étienne", "2 Grande Rue 42000 Saint-Étienne"),
        ("2 res bellevue 42000 Saint-Étienne", "2 Résidence Bellevue 42000 Saint-Étienne"),
        ("3 rue La Fontaine 42000 Saint-Étienne", "3 Rue La Fontaine 42000 Saint-Étienne"),
        ("3 rue de la Fontaine 42000 Saint-Étienne", "3 Rue de la Fontaine 42000 Saint-Étienne"),
        ("8 rue de la République Terrenoire", "8 Rue de la République 42100 Saint-Étienne"),
        ("8 rue de la République 42100 Saint-Étienne", "8 Rue de la République 42100 Saint-Étienne"),
        ("2 chemin du cret de l'oeillet st chamond", "2 Chemin du Crêt de l'Œillet 42400 Saint-Chamond"),
        ("2 rue Antoine Pinay, lhorme", "2 Rue Antoine Pinay 42152 L'Horme"),
        ("2 rue Antoine Pinay l’Horme", "2 Rue Antoine Pinay 42152 L'Horme"),
        ("2 rue du Bourg 42740 St Paul", "2 Rue du Bourg 42740 Saint-Paul-en-Jarez"),
        ("2 rue de Firminy Saint-Étienne", "2 Rue de Firminy 42000 Saint-Étienne"),
        ("2 rue de la Gare Firminy France", "2 Rue de la Gare 42700 Firminy"),
    ],
)
def test_finds_the_number_the_street_and_the_commune(text, label):
    found = best(text)
    assert (found.label, found.kind) == (label, "housenumber")
    assert found.score >= 0.8


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("77 rue Jean Moulin 42000 Saint-Étienne", "Rue Jean Moulin 42000 Saint-Étienne", "street"),
        ("rue Jean Moulin 42000 Saint-Étienne", "Rue Jean Moulin 42000 Saint-Étienne", "street"),
        ("8 mai 1945 Saint-Étienne", "Rue du 8 Mai 1945 42000 Saint-Étienne", "street"),
        ("Le Bourg 42700 Firminy", "Le Bourg 42700 Firminy", "locality"),
        ("42400 Saint-Chamond", "42400 Saint-Chamond", "commune"),
        # The street named has no 40; the allée next to it has one: never the neighbor's number for sure.
        ("40 rue des Lilas 42000 Saint-Étienne", "Rue des Lilas 42000 Saint-Étienne", "street"),
    ],
)
def test_says_when_it_found_no_number(text, label, kind):
    found = best(text)
    assert (found.label, found.kind) == (label, kind)


@pytest.mark.parametrize(
    "text",
    [
        "12 rue de la République 69003 Lyon",
        "12 rue de la République, Lyon",
        "12 rue de la République Lyon",
        "12 rue de la République 76800 Saint-Étienne-du-Rouvray",
        "12 rue de la République Saint-Étienne-du-Rouvray",
        "12 rue de la République 69003 Saint-Étienne",
        "12 rue de la République, Genève, Suisse",
        "12 rue de la République",
        "2 rue du Bourg",
        "12 avenue de la République 42000 Saint-Étienne",
        "12 rue des Baobabs 42000 Saint-Étienne",
        "8 rue du 19 mars 1962 42000 Saint-Étienne",
        "8 rue de la rep",
    ],
)
def test_takes_no_doubtful_address_for_sure(text):
    for partial in (False, True):
        found = best(text, partial=partial)
        assert found is None or found.score < 0.8 or found.kind != "housenumber"


def test_shows_both_streets_when_the_commune_is_missing():
    found = find_address("12 rue de la République", GAZETTEER, limit=2)
    assert {candidate.commune_name for candidate in found} == {"Saint-Étienne", "Saint-Chamond"}
    assert found[0].score - found[1].score < 0.05


def test_shows_both_communes_of_a_short_name():
    found = find_address("2 rue du Bourg Saint-Paul", GAZETTEER, limit=2)
    assert {candidate.commune_name for candidate in found} == {
        "Saint-Paul-en-Jarez",
        "Saint-Paul-en-Cornillon",
    }
    assert found[0].score - found[1].score < 0.05


def test_a_tie_inside_a_commune_is_never_sure():
    found = find_address("8 rue de la République 42230 Saint-Étienne", GAZETTEER, limit=2)
    assert len(found) == 2
    assert found[0].score < 0.8


def test_the_communes_of_the_territory_come_first():
    found = find_address("12 rue de la République", GAZETTEER, limit=2, preferred={"42207"})
    assert found[0].commune_name == "Saint-Chamond"


def test_a_commune_code_settles_the_commune():
    assert best("12 rue de la République", commune_code="42207").commune_code == "42207"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 rue de la rep", "12 Rue de la République 42000 Saint-Étienne"),
        ("12 rue de la republique saint ch", "12 Rue de la République 42400 Saint-Chamond"),
        ("place jau", "Place Jean Jaurès 42000 Saint-Étienne"),
        ("2 rue ant", "2 Rue Antoine Pinay 42152 L'Horme"),
        ("saint-ch", "42400 Saint-Chamond"),
    ],
)
def test_proposes_while_typing(typed, expected):
    assert expected in [
        candidate.label for candidate in find_address(typed, GAZETTEER, limit=5, partial=True)
    ]


@pytest.mark.parametrize(
    ("text", "numbers", "suffix", "core"),
    [
        ("45-85 rue René-Mahinc", (45, 85), "", "rene mahinc"),
        ("12 bis, rue Zola", (12,), "bis", "zola"),
        ("12 r des lilas", (12,), "", "lilas"),
        ("12 B r des lilas", (12,), "b", "lilas"),
        ("5 et 7 rue Zola", (5, 7), "", "zola"),
        ("3 11 novembre", (3,), "", "11 novembre"),
        ("12 rue porte d'or", (12,), "", "porte or"),
        ("rue de la Gare 12 b", (12,), "b", "gare"),
        ("M. DUPONT 14 PAS Émile Zola", (14,), "", "emile zola"),
        ("0 rue Zola", (), "", "zola"),
        ("12 rue Zola 3ème étage gauche", (12,), "", "zola"),
    ],
)
def test_takes_the_street_apart(text, numbers, suffix, core):
    part = street_part(tokens(text))
    assert (part.numbers, part.suffix, part.key.core) == (numbers, suffix, core)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("12 rue X 69003 Lyon", ("69003", "Lyon", "69")),
        ("12 rue X, 42 000 Saint-Étienne cedex 2", ("42000", "Saint-Étienne", "42")),
        ("12 rue X F-42400 Saint-Chamond", ("42400", "Saint-Chamond", "42")),
        ("12 rue X 20000 Ajaccio", ("20000", "Ajaccio", "2A")),
        ("12 rue X 97400 Saint-Denis", ("97400", "Saint-Denis", "974")),
        ("12 rue X, Genève", ("", "Genève", "")),
        ("12 rue X", ("", "", "")),
        ("12, rue X", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_names_the_place(text, place):
    assert named_place(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "SDF",
        "S.D.F.",
        "sans domicile fixe",
        "Sans domicile stable, Saint-Étienne",
        "domicilié au CCAS, 1 place X 42000 Saint-Étienne",
        "CCAS de Firminy",
        "Poste restante 42000 Saint-Étienne",
        "BP 123 42023 Saint-Étienne cedex 2",
        "BP 40123, Saint-Étienne",
        "CS 10001 42000 ST ETIENNE CEDEX",
    ],
)
def test_recognizes_that_there_is_no_fixed_address(text):
    assert has_no_fixed_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "12 rue de la République BP 123 42000 Saint-Étienne", "12 rue Sdfar", "8 rue Jean Moulin cedex 2"],
)
def test_an_address_with_a_street_is_fixed(text):
    assert not has_no_fixed_address(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text):
    for partial in (False, True):
        for candidate in find_address(text, GAZETTEER, partial=partial):
            assert 0 <= candidate.score <= 1
    named_place(text)
    has_no_fixed_address(text)


@given(
    st.lists(
        st.sampled_from("12 bis 8 , rue av r d de la st 42000 saint etienne mai 1945 res n lilas".split())
    )
)
def test_no_order_of_words_breaks_the_search(words):
    found = find_address(" ".join(words), GAZETTEER, limit=5, partial=True)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_an_endless_text_is_cut():
    assert find_address("12 rue de la République " * 1000, GAZETTEER) is not None
    assert len(tokens("a " * 10_000)) <= 300


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert commune_key(commune_key(text)) == commune_key(text)
    key = name_key(text)
    assert plain_words(key.full.split()) == key.full.split()
