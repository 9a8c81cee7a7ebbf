"""The lists of meetings: one row or three thousand, the same number of queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cite.meetings.enums import MeetingState
from tests.factories import crowds
from tests.factories.actors import make_partner
from tests.factories.meetings import make_meeting, make_organizer
from tests.factories.organizations import make_many_partners
from tests.scale import DOCUMENT_STEPS, STEPS, queries_as_it_grows

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofia(territory):
    return make_organizer(territory)


@pytest.fixture
def page(client, sofia):
    client.force_login(sofia)
    return client


@pytest.mark.parametrize("days", [10, -10])
def test_the_meetings(page, territory, sofia, days):
    counts = queries_as_it_grows(
        page,
        reverse("meetings:meetings"),
        lambda n: crowds.many_meetings(territory, n, by=sofia, days=days),
    )
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("suffix", ["", "?whose=me&ended=all", "?format=csv"])
def test_the_decisions(page, territory, sofia, suffix):
    meeting = make_meeting(territory, sofia)
    url = reverse("meetings:decisions") + suffix
    counts = queries_as_it_grows(page, url, lambda n: crowds.many_decisions(meeting, n, owner=sofia))
    assert len(set(counts)) == 1, counts


MEETING = {
    "attendees": lambda meeting, n: crowds.many_attendees(meeting, n),
    "items": lambda meeting, n: crowds.many_items(meeting, min(n, 57)),
    "decisions": lambda meeting, n: crowds.many_decisions(meeting, n, owner=meeting.organizer),
}


@pytest.mark.parametrize("crowd", MEETING.values(), ids=MEETING)
@pytest.mark.parametrize(
    "name", ["meeting", "attendance", "minutes", "decide", "minutes-docx", "invitation", "attendance-sheet"]
)
def test_one_meeting(page, territory, sofia, crowd, name):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    url = reverse(f"meetings:{name}", args=[meeting.uuid])
    steps = DOCUMENT_STEPS if name == "minutes-docx" else STEPS
    counts = queries_as_it_grows(page, url, lambda n: crowd(meeting, n), steps)
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("name", ["invite", "decide"])
def test_whom_to_choose_from(page, territory, sofia, name):
    partner = make_partner(territory)
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)

    def add(how_many):
        crowds.many_members(partner, how_many)
        make_many_partners(territory, how_many)

    counts = queries_as_it_grows(page, reverse(f"meetings:{name}", args=[meeting.uuid]), add)
    assert len(set(counts)) == 1, counts


def test_what_awaits_on_the_home_page(page, territory, sofia):
    meeting = make_meeting(territory, sofia)
    counts = queries_as_it_grows(page, "/", lambda n: crowds.many_decisions(meeting, n, owner=sofia))
    assert len(set(counts)) == 1, counts
