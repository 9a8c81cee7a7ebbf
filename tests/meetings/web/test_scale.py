"""The lists of meetings: one row or three thousand, the same number of queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cite.meetings.enums import MeetingState
from tests.factories import crowds
from tests.factories.actors import make_partner
from tests.factories.meetings import make_meeting, make_organizer
from tests.factories.organizations import make_many_partners
from tests.scale import DOCUMENT_STEPS, growing, queries_as_it_grows, queries_as_they_grow

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


def test_the_decisions(page, territory, sofia):
    meeting = make_meeting(territory, sofia)
    urls = [reverse("meetings:decisions") + suffix for suffix in ("", "?whose=me&ended=all", "?format=csv")]
    counts = queries_as_they_grow(page, urls, lambda n: crowds.many_decisions(meeting, n, owner=sofia))
    assert growing(counts) == {}


MEETING = {
    "attendees": lambda meeting, n: crowds.many_attendees(meeting, n),
    "items": lambda meeting, n: crowds.many_items(meeting, min(n, 57)),
    "decisions": lambda meeting, n: crowds.many_decisions(meeting, n, owner=meeting.organizer),
}


PAGES = ("meeting", "attendance", "minutes", "decide", "invitation", "attendance-sheet")


@pytest.mark.parametrize("crowd", MEETING.values(), ids=MEETING)
def test_one_meeting(page, territory, sofia, crowd):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    urls = [reverse(f"meetings:{name}", args=[meeting.uuid]) for name in PAGES]
    assert growing(queries_as_they_grow(page, urls, lambda n: crowd(meeting, n))) == {}


@pytest.mark.parametrize("crowd", MEETING.values(), ids=MEETING)
def test_the_minutes_to_edit(page, territory, sofia, crowd):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    url = reverse("meetings:minutes-docx", args=[meeting.uuid])
    counts = queries_as_it_grows(page, url, lambda n: crowd(meeting, n), DOCUMENT_STEPS)
    assert len(set(counts)) == 1, counts


def test_whom_to_choose_from(page, territory, sofia):
    partner = make_partner(territory)
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)

    def add(how_many):
        crowds.many_members(partner, how_many)
        make_many_partners(territory, how_many)

    urls = [reverse(f"meetings:{name}", args=[meeting.uuid]) for name in ("invite", "decide")]
    assert growing(queries_as_they_grow(page, urls, add)) == {}


def test_what_awaits_on_the_home_page(page, territory, sofia):
    meeting = make_meeting(territory, sofia)
    counts = queries_as_it_grows(page, "/", lambda n: crowds.many_decisions(meeting, n, owner=sofia))
    assert len(set(counts)) == 1, counts
