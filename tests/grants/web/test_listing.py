"""The list of files: who sees what, filtered, counted, taken away; and the same queries for 500 files."""

import io
import os
import time
import zipfile
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import ApplicationState, Conflict
from cite.grants.models import ReachedDistrict, Review
from tests.factories import crowds, grants
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.organizations import make_partner
from tests.factories.territories import make_commune, make_district
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
URL = reverse("grants:applications")


@pytest.fixture(autouse=True)
def _february():
    with time_machine.travel(datetime(2027, 2, 20, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def make_file(territory, edition, sofia):
    def make(title, state="taken_up", **fields):
        carrier = fields.pop("partner", None) or grants.make_carrier(territory)
        return grants.make_application(
            edition,
            carrier,
            sofia,
            state=state,
            title=title,
            **{"deposited_at": datetime(2027, 1, 20, tzinfo=UTC)} | fields,
        )

    return make


def titles(response):
    return {line[0].value for line in response.context["table"].lines}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Garde", "Visites", "Mobilité"}),
        ("q=visi", {"Visites"}),
        ("q=zzz", set()),
        ("situation=in_review", {"Visites"}),
        ("situation=nonsense", {"Garde", "Visites", "Mobilité"}),
        ("priorite=companies", {"Visites"}),
        ("quartier=QN04201M", {"Garde"}),
        ("sans=state", {"Visites"}),
        ("sans=metropole", set()),
        ("retard=on", {"Garde"}),
        ("miens=on", {"Visites"}),
        ("prets=on", set()),
        ("appel=nonsense", {"Garde", "Visites", "Mobilité"}),
    ],
)
def test_filters(client, territory, sofia, make_file, query, found):
    garde = make_file("Garde", priorities=["obstacles"])
    visites = make_file("Visites", "in_review", priorities=["companies"])
    make_file("Mobilité", "granted", priorities=["obstacles"])
    ReachedDistrict.objects.create(
        territory=territory, application=garde, district=make_district(make_commune(), code="QN04201M")
    )
    Review.objects.create(territory=territory, application=visites, instructor=sofia, side="metropole")
    client.force_login(sofia)
    assert titles(client.get(f"{URL}?{query}")) == found


def test_counts_are_those_of_the_other_filters(client, sofia, make_file):
    make_file("Garde")
    make_file("Visites", "in_review")
    make_file("Mobilité", "granted")
    make_file("Brouillon", "draft", deposited_at=None)
    client.force_login(sofia)
    page = client.get(f"{URL}?situation=granted")
    labels = dict(page.context["form"].fields["situation"].choices)
    assert (labels["granted"], labels["in_review"], labels["closed"]) == (
        "Accordé (1)",
        "En instruction (1)",
        "Clos (0)",
    )
    assert [(step.label, step.count) for step in page.context["funnel"]] == [
        ("Déposés", 3),
        ("Recevables", 2),
        ("Instruits, avis rendu", 1),
        ("Accordés", 1),
    ]


def test_a_carrier_has_her_files_as_cards_with_what_she_must_do(client, territory, make_file, sofia):
    carrier = grants.make_carrier(territory)
    lina = grants.make_carrier_member(carrier, "lina")
    grants.make_round(make_file("Garde", "to_correct", partner=carrier), sofia)
    make_file("Brouillon", "draft", partner=carrier, deposited_at=None)
    make_file("Ailleurs")
    client.force_login(lina)
    page = client.get(URL)
    assert [(card.title, card.label) for card in page.context["cards"]] == [
        ("Brouillon", "En cours de saisie"),
        ("Garde", "À compléter\u00a0: vous avez une demande"),
    ]
    assert "jusqu’au dimanche 7 mars 2027" in page.content.decode()
    assert "Ailleurs" not in page.content.decode()


def test_a_funder_sees_what_is_asked_of_it_and_no_instructor(client, territory, make_file):
    body = make_partner(territory, "Métropole fictive", kind="metropole")
    funder = grants.make_funder(territory, "Métropole", partner=body)
    person = make_member(body, "hugo", role=Role.FUNDER).user
    grants.make_award(make_file("Garde"), funder, asked="3000.00")
    make_file("Autre")
    client.force_login(person)
    page = client.get(URL)
    labels = [str(header.column.label) for header in page.context["table"].headers]
    assert titles(page) == {"Garde"}
    assert "Demandé à vous (€)" in labels
    assert "Instruction État" not in labels
    assert page.context["funnel"] == []


def test_a_file_one_withdrew_from_is_not_listed(client, territory, make_file):
    person = make_user("ines", role=Role.INSTRUCTOR, territory=territory)
    Review.objects.create(
        territory=territory,
        application=make_file("Garde"),
        instructor=person,
        side="state",
        conflict=Conflict.DECLARED,
    )
    client.force_login(person)
    assert titles(client.get(URL)) == set()


def test_the_list_is_taken_away(client, sofia, make_file):
    make_file("=Garde")
    client.force_login(sofia)
    csv = b"".join(client.get(f"{URL}?format=csv")).decode()
    assert "'=Garde" in csv
    book = zipfile.ZipFile(io.BytesIO(client.get(f"{URL}?format=xlsx").content))
    assert "=Garde" in book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("suffix", ["", "?retard=on&q=action", "?format=csv"])
def test_one_file_or_three_thousand(client, territory, edition, sofia, suffix):
    client.force_login(sofia)
    counts = queries_as_it_grows(
        client, URL + suffix, lambda n: crowds.many_applications(edition, n, by=sofia)
    )
    assert len(set(counts)) == 1, counts


def test_five_hundred_files(client, territory, edition, sofia):
    """The queries of one page of 500 files: those that say who looks, what may be chosen, the counts, the rows."""
    crowds.many_applications(edition, 500, by=sofia)
    client.force_login(sofia)
    client.get(URL)
    with CaptureQueriesContext(connection) as captured:
        started = time.perf_counter()
        page = client.get(URL)
        if os.environ.get("SHOW_SECONDS"):
            print(f"500 files: {time.perf_counter() - started:.3f} s, {len(captured)} queries")
    assert page.context["table"].page.paginator.count == 500
    grants_queries = [query for query in captured if "grants_application" in query["sql"]]
    # the links she declared, the counts, which give the total, the shortcuts, and the rows
    assert len(grants_queries) == 4


def test_the_cards_of_a_carrier_take_the_same_queries(client, territory, edition, make_file):
    carrier = grants.make_carrier(territory)
    lina = grants.make_carrier_member(carrier, "lina")
    client.force_login(lina)

    def add(how_many):
        for number in range(min(how_many, 20)):
            make_file(f"Garde {number}", partner=carrier, state=ApplicationState.TAKEN_UP)

    counts = queries_as_it_grows(client, URL, add)
    assert len(set(counts)) == 1, counts


def test_the_desk_has_shortcuts_to_what_waits_and_an_empty_one_is_left_out(client, sofia, make_file):
    make_file("Garde", "deposited")
    make_file("Visites", "in_review")
    make_file("Mobilité", "granted")
    client.force_login(sofia)
    page = client.get(f"{URL}?situation=deposited")
    assert page.context["shortcuts"] == [
        ("À prendre en charge (1)", "?situation=deposited#dossiers", True),
        ("Sans instructeur pour l’État (1)", "?sans=state#dossiers", False),
        ("Sans instructeur pour la métropole (1)", "?sans=metropole#dossiers", False),
        ("En retard (1)", "?retard=on#dossiers", False),
    ]
    for _label, url, _is_current in page.context["shortcuts"]:
        assert len(titles(client.get(URL + url.partition("#")[0]))) == 1
