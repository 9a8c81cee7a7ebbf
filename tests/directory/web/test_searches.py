"""The pages of kept searches: no address is kept, what is new stands first, as many queries for one as for many."""

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.directory.models import SavedSearch
from cite.directory.operations.indexing import catch_up_search
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_structure
from tests.factories.selections import make_search
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
FIND = "/offre/fiches/chercher/"
SEARCHES = "/offre/recherches/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def ines(territory):
    return make_user("ines", role=Role.PRESCRIBER, territory=territory)


@pytest.fixture
def page(client, ines):
    client.force_login(ines)
    return client


@pytest.fixture
def structure(territory):
    return make_structure(territory)


def publish(structure, *names):
    made = [make_service(structure, name) for name in names]
    catch_up_search(territory=structure.territory)
    return made


def text_of(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def at(name, search):
    return reverse(f"directory:{name}", args=[search.uuid])


def test_a_search_is_made_kept_and_asked_again(page, structure):
    (old,) = publish(structure, "Aide au permis")
    found = page.post(FIND, {"mots": "permis", "adresse": "4 rue des Essais, Saint-Étienne"})
    shown = text_of(found)
    assert found["Cache-Control"] == "no-store"
    assert "1 service trouvé" in shown
    assert reverse("directory:favour", args=[old.uuid]) in shown
    assert shown.count("4 rue des Essais, Saint-Étienne") == 1  # in its own field only
    keeping = {"mots": "permis", "nom": "Le permis", "frequence": "weekly", "adresse": "4 rue des Essais"}
    answer = page.post(f"{SEARCHES}garder/", keeping)
    search = SavedSearch.objects.get()
    assert answer["Location"] == at("search", search)
    assert (search.criteria, search.frequency) == ({"mots": "permis"}, "weekly")
    publish(structure, "Permis, nouveau")
    shown = text_of(page.get(at("search", search)))
    assert "1 nouveau service" in shown
    assert shown.index("Permis, nouveau") < shown.index("Déjà vus") < shown.index("Aide au permis</a>")
    page.post(at("search-see", search))
    assert "J’ai vu ce qui est nouveau" not in text_of(page.get(at("search", search)))


def test_the_places_of_one_service_are_one_answer(page, structure):
    said = {"summary": "Une conseillère vous reçoit.", "kind": "accompagnement"}
    first, second = (make_service(structure, f"Permanence permis {place}", **said) for place in "AB")
    catch_up_search(territory=structure.territory)
    shown = text_of(page.post(FIND, {"mots": "permis"}))
    assert "Aussi dans 1 autre lieu" in shown
    assert [reverse("directory:favour", args=[s.uuid]) in shown for s in (first, second)] == [True, False]
    assert reverse("directory:sheet", args=[second.uuid]) in shown


def test_professionals_have_the_counts_the_distances_and_the_choices_of_residents(page, structure):
    near = make_service(structure, "Aide au permis", longitude=4.4, latitude=45.46, fee="gratuit")
    far = make_service(structure, "Permis, plus loin", longitude=4.47, latitude=45.46)
    catch_up_search(territory=structure.territory)
    here = {"mots": "permis", "longitude": "4.4001", "latitude": "45.4601"}
    shown = text_of(page.post(FIND, here))
    assert ("Gratuit (1)" in shown, "1 km au plus (1)" in shown, "À environ 50 m" in shown) == (True,) * 3
    narrowed = text_of(page.post(FIND, here | {"dans": "1000", "avec": "free"}))
    assert ("1 service trouvé" in narrowed, far.name in narrowed) == (True, False)
    assert ('value="avec:free"' in narrowed, 'value="dans:1000"' in narrowed) == (True, True)
    wider = text_of(page.post(FIND, here | {"dans": "1000", "avec": "free", "sans": "dans:1000"}))
    assert ('value="avec:free"' in wider, 'value="dans:1000"' in wider, near.name in wider) == (
        True,
        False,
        True,
    )


def test_a_choice_that_does_not_exist_takes_no_other_with_it(page, structure):
    publish(structure, "Aide au permis", "Garde d’enfants")
    shown = text_of(page.get(f"{FIND}?besoin=physical_mobility&quartier=rien&nombre=x"))
    assert 'value="besoin:physical_mobility"' in shown


def test_words_of_an_address_are_not_read(page, structure):
    publish(structure, "Aide au permis", "Garde d’enfants")
    assert "2 services trouvés" in text_of(page.get(f"{FIND}?mots=permis"))


def test_a_search_that_asks_nothing_is_not_offered_to_be_kept(page, structure):
    publish(structure, "Aide au permis")
    assert "Garder cette recherche" not in text_of(page.get(FIND))
    assert "Garder cette recherche" in text_of(page.get(f"{FIND}?besoin=physical_mobility"))
    answer = page.post(f"{SEARCHES}garder/", {"nom": "Tout", "frequence": "daily"})
    assert "Cette recherche ne précise rien" in text_of(answer)
    assert SavedSearch.objects.count() == 0


@pytest.mark.parametrize(
    "given",
    [
        {"nom": "", "frequence": "daily", "mots": "permis"},
        {"nom": "Permis", "frequence": "chaque minute", "mots": "permis"},
        {"nom": "Permis\x00", "frequence": "daily", "mots": "permis"},
        {"nom": "Permis", "frequence": "daily", "besoin": "inconnu"},
        {"nom": "P" * 81, "frequence": "daily", "mots": "permis"},
    ],
)
def test_bad_input_keeps_nothing_and_what_was_typed(page, given):
    answer = page.post(f"{SEARCHES}garder/", given)
    assert answer.status_code == 200
    assert SavedSearch.objects.count() == 0


def test_a_search_is_changed_and_forgotten(page, ines, territory):
    search = make_search(ines, territory=territory)
    form = {"name": "Le permis", "frequency": "daily", "version": "1"}
    assert page.post(at("search-write", search), form)["Location"] == at("search", search)
    late = page.post(at("search-write", search), form | {"name": "Autre nom"})
    assert "Une autre personne a modifié cette fiche" in text_of(late)
    assert "Autre nom" in text_of(late)
    assert page.post(at("search-forget", search))["Location"] == SEARCHES
    assert "Aucune recherche gardée" in text_of(page.get(SEARCHES))


def test_the_search_of_somebody_else_does_not_exist(page, territory):
    search = make_search(make_user("omar", role=Role.COORDINATOR, territory=territory), territory=territory)
    assert page.get(at("search", search)).status_code == 404
    for name in ("search-see", "search-forget", "search-write"):
        assert page.post(at(name, search)).status_code == 404


def test_searches_ask_as_much_for_one_as_for_many(page, ines, territory):
    def add(how_many):
        for _number in range(how_many):
            make_search(ines, territory=territory, name=f"Recherche {SavedSearch.objects.count()}")

    counts = queries_as_it_grows(page, SEARCHES, add, (1, 2, 27))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("url", [f"{FIND}?nombre=100", ""])
def test_answers_ask_as_much_for_one_as_for_many(page, ines, territory, structure, url):
    search = make_search(ines, territory=territory, criteria={"besoin": "physical_mobility"})
    counts = queries_as_it_grows(
        page,
        url or at("search", search),
        lambda n: publish(structure, *(f"Permis {n} {k}" for k in range(n))),
        (1, 2, 57),
    )
    assert len(set(counts)) == 1, counts
