"""The page of the search: it works without JavaScript, and what is typed goes nowhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cite.accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.actors import make_partner
from tests.ui.html import check, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client, territory):
    user = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    client.force_login(user)
    return user


def test_a_visitor_is_asked_to_sign_in(client, territory):
    assert client.get("/recherche/").status_code == 302
    assert client.post("/recherche/", {"q": "carte"}).status_code == 302


def test_the_page_asks_by_post(client, coordinator):
    document = read(client.get("/recherche/").content)
    check(document)
    form = document.one("form", class_="ui-form")
    assert form.attrs["method"] == "post"
    assert "action" not in form.attrs


def test_what_is_typed_is_answered_on_the_same_address(client, coordinator, territory):
    partner = make_partner(territory, "Association Duvernois")
    response = client.post("/recherche/", {"q": "Duvern"})
    assert response.status_code == 200
    document = read(response.content)
    check(document)
    assert f"/acteurs/{partner.uuid}/" in [a.attrs.get("href") for a in document.all("a")]
    assert "Duvern" not in response.headers.get("Location", "")
    assert document.one("input", id="id_q").attrs["value"] == "Duvern"


def test_nothing_found_says_what_to_do(client, coordinator):
    text = read(client.post("/recherche/", {"q": "zzzzzz"}).content).text
    assert "Aucun résultat" in text
    assert "moins de mots" in text


@pytest.mark.parametrize("text", ["", "a" * 101, "nom\x1bde"])
def test_what_cannot_be_read_is_refused_with_a_sentence(client, coordinator, text):
    response = client.post("/recherche/", {"q": text})
    assert response.status_code == 200
    assert "Un point est à corriger" in read(response.content).text


def test_the_palette_receives_the_results_alone(client, coordinator):
    response = client.post("/recherche/", {"q": "carte"}, headers={"HX-Request": "true"})
    document = read(response.content)
    assert not document.all("html")
    assert document.one("div").attrs["data-ui-count"].startswith("1 résultat")
    assert [a.attrs["href"] for a in document.all("a")] == ["/carte/"]


@pytest.mark.parametrize("text", ["", "a", "nom\x1bde"])
def test_the_palette_stays_empty_until_there_is_something_to_look_for(client, coordinator, text):
    response = client.post("/recherche/", {"q": text}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert not read(response.content).all("a")


def test_searching_writes_nothing(client, coordinator, territory):
    make_partner(territory, "Association Duvernois")
    client.post("/recherche/", {"q": "du"})
    with CaptureQueriesContext(connection) as asked:
        client.post("/recherche/", {"q": "duvernois"})
    writes = [q["sql"] for q in asked if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert writes == []


def test_many_organizations_cost_no_more_queries(client, coordinator, territory):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.post("/recherche/", {"q": "duvernois"})
        return len(asked)

    make_partner(territory, "Association Duvernois")
    client.post("/recherche/", {"q": "duvernois"})
    few = queries()
    for number in range(60):
        make_partner(territory, f"Association Duvernois {number}")
    assert queries() == few
