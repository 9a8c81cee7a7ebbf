"""The home page: a question for a visitor, what awaits her for a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cite.accounts.enums import Role
from cite.core.dates import today
from cite.portals.models import GuideProgress
from cite.ui import waiting
from cite.ui.waiting import Waiting
from tests.factories.accounts import make_user
from tests.factories.portals import make_problem
from tests.ui.html import check, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofia(client, territory):
    user = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    client.force_login(user)
    return user


def home(client):
    response = client.get("/")
    document = read(response.content)
    check(document)
    return document


def test_a_visitor_is_asked_for_an_address(client, territory):
    document = home(client)
    assert document.one("input", name="address")
    assert "Faire financer une action" in document.text
    assert "Ce qui vous attend" not in document.text


def test_an_account_without_role_is_told_whom_to_ask(client, territory):
    client.force_login(make_user("nadia"))
    assert "pas encore de rôle" in home(client).text


def test_nothing_awaits_her_and_it_is_fine(client, sofia, monkeypatch):
    monkeypatch.setattr(waiting, "_sources", {})
    text = home(client).text
    assert "Bonjour Sofia" in text
    assert "Coordination" in text
    assert "Tout va bien" in text


def test_what_is_urgent_stands_first_then_what_is_due(client, sofia, monkeypatch):
    monkeypatch.setattr(waiting, "_sources", {})
    soon, late = today() + timedelta(days=3), today() - timedelta(days=2)
    waiting.register(
        "test",
        lambda request: [
            Waiting(label="Sans date", url="/c"),
            Waiting(label="Bientôt", url="/b", due=soon, count=4),
            Waiting(label="Urgent", url="/a", is_urgent=True, due=late),
        ],
    )
    document = home(client)
    links = [a.attrs["href"] for a in document.all("a", class_="ui-todo__link")]
    assert links == ["/a", "/b", "/c"]
    assert "En retard depuis le" in document.text


def test_reports_await_who_answers(client, sofia, territory):
    make_problem(territory)
    assert "Répondre à un problème signalé" in home(client).text


def test_three_hundred_things_are_folded_and_cost_no_more_queries(client, sofia, monkeypatch):
    def ask(number):
        monkeypatch.setattr(waiting, "_sources", {})
        waiting.register("t", lambda r: [Waiting(label=f"Chose {n}", url="/") for n in range(number)])
        with CaptureQueriesContext(connection) as asked:
            document = home(client)
        return len(asked), document.text

    ask(1)
    one, _text = ask(1)
    many, text = ask(300)
    assert one == many
    assert "Voir 292 autres choses" in text


def test_three_hundred_reports_cost_no_more_queries(client, sofia, territory, monkeypatch):
    from cite.portals import operations

    monkeypatch.setattr(operations, "REPORTS_PER_HOUR", {"person": 500, "visitors": 500})

    def queries():
        with CaptureQueriesContext(connection) as asked:
            home(client)
        return len(asked)

    make_problem(territory)
    queries()
    few = queries()
    for _number in range(300):
        make_problem(territory)
    assert queries() == few


def test_the_guide_leads_step_by_step_and_goes_away(client, sofia):
    steps = home(client).all("button", name="step")
    assert len(steps) == 3
    for step in steps:
        response = client.post("/aide/guide/etape/", {"step": step.attrs["value"]})
        assert response.status_code == 302
        assert client.get(response["Location"]).status_code == 200
    assert "Premiers pas" not in home(client).text
    assert client.post("/aide/guide/")["Location"] == "/"
    assert len(home(client).all("button", name="step")) == 3


def test_the_guide_is_put_away_at_once(client, sofia):
    client.post("/aide/guide/ranger/")
    assert "Premiers pas" not in home(client).text


@pytest.mark.parametrize("step", ["", "inconnue", "x" * 500, "address\x00"])
def test_a_step_that_does_not_exist_leads_home(client, sofia, step):
    response = client.post("/aide/guide/etape/", {"step": step})
    assert response["Location"] == "/"
    assert not GuideProgress.objects.exists()


@pytest.mark.parametrize("address", ["/aide/guide/", "/aide/guide/etape/", "/aide/guide/ranger/"])
def test_a_visitor_has_no_guide(client, territory, address):
    assert "/compte/connexion/" in client.post(address)["Location"]
