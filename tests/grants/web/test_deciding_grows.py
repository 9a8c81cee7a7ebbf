"""One file or twelve: committees, simulations and the pages of a file ask the database as many times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums import PilotSide
from cite.core.dates import now
from cite.grants.enums import ApplicationState, AwardState
from cite.grants.enums.committee import COMMITTEE
from cite.grants.models import Award, CommitteeItem, ReachedDistrict, Review
from cite.grants.operations import simulations
from cite.grants.queries.committee import files_to_choose
from cite.meetings.enums import MeetingState
from tests.factories.accounts import make_user
from tests.factories.deciding import make_advised, make_asked, make_scene
from tests.factories.grants import (
    make_carrier,
    make_committee_item,
    make_funded_action,
    make_opinion,
    make_remark,
    make_review,
)
from tests.factories.meetings import make_meeting
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.usefixtures("in_april")


STEPS = (1, 2, 9)
"""How many files are added before each look: one, three, twelve."""
MOST_QUERIES = 36
"""Of the page of a file, to those who review it: the whole of what it once asked was 61."""


class Committee:
    """A committee whose agenda grows; each file is asked of both funders, reviewed, and of another carrier."""

    def __init__(self, territory):
        self.territory, self.scene = territory, make_scene(territory)
        self.claire = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
        self.meeting = make_meeting(territory, self.claire, kind=COMMITTEE, state=MeetingState.CONVENED)
        self.district = make_district(make_commune())
        self.files, self.items = [], []

    def add(self, how_many, state=ApplicationState.IN_REVIEW):
        for _ in range(how_many):
            file = make_advised(self.scene, state=state, priorities=["obstacles"])
            file.partner = make_carrier(self.territory)
            file.save()
            make_asked(file, self.scene.state, "100.00")
            make_asked(file, self.scene.metropole, "100.00")
            ReachedDistrict.objects.create(
                territory=self.territory, application=file, district=self.district, participants=10
            )
            make_review(file, self.claire, conflict="none", submitted_at=now(), opinion="favorable")
            make_review(file, self.scene.mona, side="metropole", conflict="none")
            make_opinion(file, self.claire)
            make_remark(file, self.claire)
            make_funded_action(file.partner, year=2026)
            item = make_committee_item(
                self.meeting, file, position=len(self.items) + 1, outcome="refused", words="Hors sujet."
            )
            self.files.append(file)
            self.items.append(item)


@pytest.fixture
def committee(territory):
    return Committee(territory)


def url(name, *things):
    return reverse(f"grants:{name}", args=[thing.uuid for thing in things])


def asked_by(client, address) -> int:
    client.get(address)  # what is asked once per process is asked
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["committee", "committee-files", "committee-order", "committee-agree"])
def test_pages_of_a_committee(client, committee, name):
    client.force_login(committee.claire)
    counts = []
    for how_many in STEPS:
        committee.add(how_many)
        counts.append(asked_by(client, url(name, committee.meeting)))
    assert counts == [counts[0]] * 3


def test_files_to_choose_are_two_queries_that_say_who_reviewed_them(committee, django_assert_num_queries):
    committee.add(2)
    both, nobody = committee.files
    Review.objects.filter(application=both).update(submitted_at=now())
    Review.objects.filter(application=nobody).update(submitted_at=None)
    CommitteeItem.objects.all().delete()
    files_to_choose(committee.claire, committee.meeting)  # what is asked once per person is asked
    with django_assert_num_queries(2):
        found = files_to_choose(committee.claire, committee.meeting)
    shown = [(file.application, str(file.application.partner), file.given) for file in found]
    assert shown == [(both, str(both.partner), set(PilotSide)), (nobody, str(nobody.partner), set())]


def test_the_page_of_one_file_in_a_committee(client, committee):
    client.force_login(committee.claire)
    counts = []
    for how_many in STEPS:
        committee.add(how_many)
        counts.append(asked_by(client, url("committee-item", committee.meeting, committee.items[0])))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("name", ["simulations", "simulation", "call-decisions"])
def test_pages_of_simulations(client, committee, name):
    client.force_login(committee.claire)
    counts = []
    for how_many in STEPS:
        committee.add(how_many)
        simulation = simulations.create_simulation(
            call=committee.scene.call, name=f"Pour {how_many}", by=committee.claire, start="asked"
        )
        things = [committee.scene.call] + ([simulation] if name == "simulation" else [])
        counts.append(asked_by(client, url(name, *things)))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize(
    "name",
    [
        "application",
        "whole",
        "admissibility",
        "corrections",
        "rulings",
        "reviews",
        "surroundings",
        "summary",
        "summary-pdf",
        "opinions",
        "decisions",
        "ledger",
        "documents",
        "file-reports",
        "thread",
    ],
)
def test_pages_of_one_file_do_not_ask_for_the_others(client, committee, name):
    client.force_login(committee.claire)
    committee.add(1)  # there is something around each file, from the first look
    counts = []
    for how_many in STEPS:
        committee.add(how_many)
        counts.append(asked_by(client, url(name, committee.files[0])))
    assert counts == [counts[0]] * 3


def test_the_page_of_a_file_asks_for_what_it_shows_and_no_more(client, committee):
    """It shows where documents and points stand, not the whole judgment; the essentials, not all of the sheet."""
    client.force_login(committee.claire)
    committee.add(3)
    address = url("application", committee.files[0])
    client.get(address)  # what is asked once per process is asked
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    tables = [found["sql"].split('FROM "')[1].split('"')[0] for found in captured if 'FROM "' in found["sql"]]
    assert len(tables) <= MOST_QUERIES, tables
    assert {"grants_similaraction", "directory_service", "actors_commitmenttext"}.isdisjoint(tables)


_READ_ONCE = ("grants_fundedaction", "grants_activityreport", "grants_ruling", "grants_review", "actors_")


def test_a_simulation_applied_asks_about_bilans_and_links_once_for_all_files(committee):
    counts = []
    for how_many in STEPS:
        committee.add(how_many, state=ApplicationState.ADVISED)
        simulation = simulations.create_simulation(
            call=committee.scene.call, name=f"Pour {how_many}", by=committee.claire, start="asked"
        )
        with CaptureQueriesContext(connection) as captured:
            simulations.apply_simulation(
                simulation=simulation, funder=committee.scene.state, version=1, by=committee.scene.paul
            )
        reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
        tables = [sql.split('FROM "')[1].split('"')[0] for sql in reads if 'FROM "' in sql]
        counts.append(sum(table.startswith(_READ_ONCE) for table in tables))
    assert counts[1:] == [counts[1]] * 2  # the first time, who she acts for is asked too, and then known
    assert Award.objects.filter(funder=committee.scene.state, state=AwardState.PREPARED).count() == 12
