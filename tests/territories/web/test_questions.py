"""The question everyone asks: every answer has its sentence, nothing is stored, nothing is in an address."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scope

from cite.territories.operations.reference_data import load_territory

pytestmark = pytest.mark.django_db

RIGHT = "Votre adresse ouvre droit aux actions de la Cité de l’emploi."
OUTSIDE = "Cette adresse n’est pas dans un quartier prioritaire. D’autres aides existent : les voici."


@pytest.fixture
def loaded(db):
    territory = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
    with scope(territory=territory):
        yield territory


def read(response) -> str:
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("longitude", "latitude", "sentence"),
    [
        ("4.4036", "45.4660", RIGHT),
        ("4,4036", "45,4660", RIGHT),
        ("4.131321", "45.415133", OUTSIDE),
        ("45.4660", "4.4036", "Les coordonnées semblent inversées."),
        ("809500", "6484000", "Ces coordonnées sont en mètres"),
        ("-73.98", "40.75", "Ce point est hors de France."),
        ("nan", "45.4", "Ce champ"),
        ("1e400", "45.4", "Ce champ"),
    ],
)
def test_a_point_gets_its_sentence(loaded, client, longitude, latitude, sentence):
    page = read(client.post("/adresse/point/", {"longitude": longitude, "latitude": latitude}))
    if sentence == "Ce champ":
        assert "fr-alert--error" in page
        return
    assert sentence in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("1 place de Verdun, 42320 Cellieu", OUTSIDE),
        ("Avenue du Parc, Andrézieux-Bouthéon", "n’a pas de numéro"),
        ("SDF", "Ce n’est pas l’adresse d’un logement"),
        ("BP 12, 42000 Saint-Étienne cedex 1", "Ce n’est pas l’adresse d’un logement"),
        ("10 rue de la République, 69002 Lyon", "hors du territoire"),
        ("<script>alert(1)</script>", "Les adresses de ce territoire ne sont pas chargées"),
    ],
)
def test_an_address_gets_its_sentence(loaded, client, address, sentence):
    page = read(client.post("/adresse/", {"address": address}))
    assert sentence in page
    assert "<script>alert" not in page


def test_typing_mistakes_are_kept_and_explained(loaded, client):
    page = read(client.post("/adresse/", {"address": "", "on": ""}))
    assert "Écrivez une adresse, ou placez un point sur la carte." in page
    page = read(client.post("/adresse/", {"address": "12 rue\x00 X"}))
    assert "caractères invisibles" in page
    page = read(client.post("/adresse/", {"address": "12 rue X", "on": "31/02/2026"}))
    assert 'value="12 rue X"' in page
    assert "Cette date" in page


def test_a_day_before_the_first_list_is_not_a_no(loaded, client):
    page = read(
        client.post("/adresse/point/", {"longitude": "4.4036", "latitude": "45.466", "on": "2010-01-01"})
    )
    assert "À cette date, les quartiers prioritaires n’existaient pas encore" in page


def test_an_address_without_a_number_may_be_chosen_once(loaded, client):
    page = read(client.post("/adresse/", {"address": "Avenue du Parc, Andrézieux-Bouthéon"}))
    candidate = re.search(r'name="candidate" value="([^"]+)"', page)[1]
    page = read(
        client.post("/adresse/", {"address": "Avenue du Parc, Andrézieux-Bouthéon", "candidate": candidate})
    )
    assert "n’a pas de numéro" in page
    assert "Est-ce l’une de ces adresses" not in page


def test_a_forged_choice_changes_nothing(loaded, client):
    page = read(client.post("/adresse/", {"address": "1 place de Verdun, Cellieu", "candidate": "forged"}))
    assert OUTSIDE in page


def test_an_address_is_never_asked_by_get(loaded, client):
    page = read(client.get("/adresse/?address=1+place+de+Verdun"))
    assert "Cellieu" not in page.partition('id="adresse"')[0]


def test_suggestions_are_posted(loaded, client):
    assert client.get("/adresse/suggestions/").status_code == 405
    found = client.post("/adresse/suggestions/", {"q": "1 place de ver"}).json()["suggestions"]
    assert any("Verdun" in label for label in found)
    for typed in ("", "\x00", "x" * 10_000, "🙂"):
        assert client.post("/adresse/suggestions/", {"q": typed}).status_code == 200


def test_a_form_of_another_site_is_refused(loaded):
    assert Client(enforce_csrf_checks=True).post("/adresse/", {"address": "x"}).status_code == 403


def test_the_page_asks_the_database_the_same_few_questions(loaded, client, django_assert_num_queries):
    client.post("/adresse/point/", {"longitude": "4.4036", "latitude": "45.466"})
    with django_assert_num_queries(2):  # the territory, and whether the map has changed
        client.post("/adresse/point/", {"longitude": "4.39", "latitude": "45.44"})


def test_the_map_page_lists_every_district_with_its_commune(loaded, client):
    page = read(client.get("/carte/"))
    for text in ("Montreynaud", "QN04213M", "Fonsala (à confirmer)", "aussi à Saint-Paul-en-Jarez"):
        assert text in page
    assert page.count("QN04208M") == page.count("QN04209M")
    response = client.get("/carte/donnees.json")
    drawn = response.json()["features"]
    kinds = [feature["properties"]["kind"] for feature in drawn]
    assert (kinds.count("commune"), kinds.count("priority")) == (53, 20)
    assert client.get("/carte/donnees.json", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_without_any_cite_the_pages_say_so(db, client):
    for page in ("/adresse/", "/carte/", "/carte/donnees.json"):
        assert client.get(page).status_code == 404
