"""Invitations that calendars accept, update and cancel: written, then read again by another reader."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cite.core.text import without_control_characters
from cite.meetings.gateways import Invitation, Party, invitation_text
from cite.meetings.gateways.calendar import PARIS

STARTS = datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
ORGANIZER = Party("Cité de l’emploi Saint-Étienne Métropole", "cite@example.org")
GUEST = Party("Odile « Didi » Ferrand, Lyon; Cie", "odile@example.org")


def make_invitation(**fields) -> Invitation:
    given_fields = {
        "uid": "abc@cite",
        "sequence": 0,
        "title": "Comité de pilotage : été, hiver ; \\ fin",
        "description": "Ordre du jour :\n1. Bilan\n2. " + "é" * 200,
        "place": "Hôtel de Métropole, salle A; 2e étage",
        "link": "https://visio.example.org/x?a=1&b=2",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "stamped_at": STARTS - timedelta(days=20),
        "organizer": ORGANIZER,
        "guest": GUEST,
    }
    return Invitation(**given_fields | fields)


def read(invitation: Invitation):
    calendar = Calendar.from_ical(invitation_text(invitation))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation_says_when_in_paris_and_asks_for_an_answer():
    calendar, event = read(make_invitation())
    assert calendar["METHOD"] == "REQUEST"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event.decoded("dtstart").isoformat() == "2026-12-08T09:30:00+01:00"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("abc@cite", 0, "CONFIRMED")
    assert event["ORGANIZER"] == "mailto:cite@example.org"
    assert event["ORGANIZER"].params["CN"] == ORGANIZER.name
    guest = event["ATTENDEE"]
    assert guest == "mailto:odile@example.org"
    assert guest.params["PARTSTAT"] == "NEEDS-ACTION"
    assert guest.params["RSVP"] == "TRUE"
    assert guest.params["CN"] == GUEST.name


def test_accents_commas_and_line_breaks_survive():
    _calendar, event = read(make_invitation())
    assert event["SUMMARY"] == "Comité de pilotage : été, hiver ; \\ fin"
    assert event["LOCATION"] == "Hôtel de Métropole, salle A; 2e étage"
    assert event["DESCRIPTION"].startswith("Ordre du jour :\n1. Bilan\n2. éé")


def test_lines_are_folded_and_end_as_the_standard_says():
    lines = invitation_text(make_invitation()).encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(b"\n" not in line for line in lines)


def test_the_time_zone_changes_with_the_season():
    _calendar, event = read(make_invitation(starts_at=STARTS + timedelta(days=200)))
    assert event.decoded("dtstart").utcoffset() == timedelta(hours=2)


def test_the_rules_of_the_time_zone_are_those_of_the_system():
    zone = (
        Calendar.from_ical(invitation_text(make_invitation())).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    )
    for day in range(0, 400, 5):
        moment = datetime(2026, 1, 1, 12) + timedelta(days=day)
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=PARIS).utcoffset()


@pytest.mark.parametrize(
    ("fields", "method", "status", "partstat"),
    [
        ({}, "REQUEST", "CONFIRMED", "NEEDS-ACTION"),
        ({"has_accepted": True}, "REQUEST", "CONFIRMED", "ACCEPTED"),
        ({"has_accepted": False}, "REQUEST", "CONFIRMED", "DECLINED"),
        ({"is_canceled": True, "sequence": 2}, "CANCEL", "CANCELLED", "NEEDS-ACTION"),
    ],
)
def test_the_life_of_an_invitation(fields, method, status, partstat):
    calendar, event = read(make_invitation(**fields))
    assert (calendar["METHOD"], event["STATUS"]) == (method, status)
    assert event["ATTENDEE"].params["PARTSTAT"] == partstat
    assert event["SEQUENCE"] == fields.get("sequence", 0)


def test_whoever_is_not_invited_is_asked_nothing():
    calendar, event = read(make_invitation(guest=None))
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@given(title=TEXT, place=TEXT, name=TEXT)
def test_no_text_breaks_an_invitation(title, place, name):
    guest = Party(name, "odile@example.org")
    _calendar, event = read(make_invitation(title=title, place=place, guest=guest, description=title))
    expected = without_control_characters(title).replace("\r\n", "\n").replace("\r", "\n")
    assert str(event["SUMMARY"]) == expected
