"""Help, and the way to report what fails."""

import pytest

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.portals.models import ProblemReport
from tests.factories.accounts import make_user
from tests.factories.portals import make_problem
from tests.ui.html import check, read

pytestmark = pytest.mark.django_db

REPORT = {"wanted": "Vérifier ma liste", "happened": "Rien ne se passe.", "path": "/listes/"}


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


def test_the_help_page_says_whom_to_write_to(client, territory):
    territory.contact_email = "cite@example.org"
    territory.save()
    document = read(client.get("/aide/").content)
    check(document)
    assert "mailto:cite@example.org" in [a.attrs.get("href") for a in document.all("a")]
    assert "Revoir les premiers pas" not in document.text


def test_every_page_leads_to_the_report_of_itself(client, territory):
    document = read(client.get("/carte/?secret=1").content)
    (link,) = [
        a.attrs["href"] for a in document.all("a") if a.attrs.get("href", "").startswith("/aide/signaler")
    ]
    assert link == "/aide/signaler/?page=/carte/"
    form = read(client.get(link).content)
    check(form)
    assert form.one("input", name="path").attrs["value"] == "/carte/"


def test_a_visitor_reports_and_is_told_what_happens(client, territory):
    response = client.post("/aide/signaler/", REPORT | {"email": "v@example.org"}, follow=True)
    assert "Ce qui se passe maintenant" in response.content.decode()
    problem = ProblemReport.objects.get()
    assert (problem.path, problem.email, problem.reported_by) == ("/listes/", "v@example.org", None)


def test_a_person_reports_in_her_name_whatever_the_form_says(client, territory):
    nadia = make_user("nadia")
    client.force_login(nadia)
    client.post("/aide/signaler/", REPORT | {"email": "v@example.org", "reported_by": "1", "state": "solved"})
    problem = ProblemReport.objects.get()
    assert (problem.reported_by, problem.email, problem.state) == (nadia, "", "new")


def test_a_machine_that_fills_the_trap_is_thanked_and_forgotten(client, territory):
    response = client.post("/aide/signaler/", REPORT | {"website": "https://spam.example"})
    assert response["Location"] == "/aide/signaler/merci/"
    assert not ProblemReport.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "/\\evil", "https://evil.example", "javascript:alert(1)", "/a?b=c", "/" + "a" * 300],
)
def test_a_path_that_is_not_ours_is_dropped(client, territory, path):
    client.post("/aide/signaler/", REPORT | {"path": path})
    assert ProblemReport.objects.get().path == ""


@pytest.mark.parametrize("wrong", [{"wanted": ""}, {"happened": "x" * 2001}, {"email": "pas une adresse"}])
def test_what_was_typed_comes_back(client, territory, wrong):
    response = client.post("/aide/signaler/", REPORT | wrong)
    assert response.status_code == 200
    assert (
        "Vérifier ma liste" in response.content.decode() or "Rien ne se passe." in response.content.decode()
    )
    assert not ProblemReport.objects.exists()


def test_the_coordination_takes_then_answers(client, territory, sofia):
    problem = make_problem(territory, make_user("nadia"))
    client.force_login(sofia)
    assert "La page est restée blanche." in client.get("/aide/signalements/").content.decode()
    address = f"/aide/signalements/{problem.uuid}/"
    client.post(f"{address}prendre/")
    document = read(client.get(address).content)
    check(document)
    version = document.one("input", name="version").attrs["value"]
    client.post(address, {"answer": "C’est réparé.", "version": version})
    problem.refresh_from_db()
    assert (problem.state, problem.answer) == ("solved", "C’est réparé.")
    assert "Votre réponse" not in client.get(address).content.decode()


def test_who_comes_second_is_told(client, territory, sofia):
    problem = make_problem(territory)
    client.force_login(sofia)
    client.post(f"/aide/signalements/{problem.uuid}/prendre/")
    response = client.post(f"/aide/signalements/{problem.uuid}/", {"answer": "Bonjour", "version": "1"})
    assert "Une autre personne a modifié" in response.content.decode()
    assert "Bonjour" in response.content.decode()


def test_a_report_of_somebody_else_is_not_found(client, territory):
    problem = make_problem(territory, make_user("nadia"))
    client.force_login(make_user("marc"))
    for path in ("", "prendre/"):
        assert client.post(f"/aide/signalements/{problem.uuid}/{path}").status_code == 404
    assert client.get(f"/aide/signalements/{problem.uuid}/").status_code == 404


def test_who_reported_may_read_but_not_answer(client, territory):
    nadia = make_user("nadia")
    problem = make_problem(territory, nadia)
    client.force_login(nadia)
    assert "Répondre et clore" not in client.get(f"/aide/signalements/{problem.uuid}/").content.decode()
    response = client.post(f"/aide/signalements/{problem.uuid}/", {"answer": "Moi", "version": "1"})
    assert response.status_code == 403
    assert "Seules la coordination" in response.content.decode()


def test_an_answer_to_what_is_answered_says_so(client, territory, sofia):
    problem = make_problem(territory)
    client.force_login(sofia)
    for _time in range(2):
        response = client.post(
            f"/aide/signalements/{problem.uuid}/", {"answer": "Merci.", "version": "1"}, follow=True
        )
    assert "déjà reçu une réponse" in response.content.decode()


def test_reading_a_report_is_in_the_journal(client, territory, sofia):
    problem = make_problem(territory, make_user("nadia"))
    client.force_login(sofia)
    client.get(f"/aide/signalements/{problem.uuid}/")
    assert Entry.objects.filter(action="portals.read_problem").count() == 1


def test_the_list_costs_the_same_with_many(client, territory, sofia, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(sofia)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/aide/signalements/").status_code == 200
        return len(asked)

    make_problem(territory, make_user("nadia"))
    queries()
    few = queries()
    for number in range(15):
        make_problem(territory, make_user(f"personne{number}"))
    assert queries() == few
