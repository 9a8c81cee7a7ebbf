"""Invitations as calendars read them: iCalendar (RFC 5545) and its scheduling (RFC 5546)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from cite.core.text import without_control_characters

PARIS = ZoneInfo("Europe/Paris")
_PRODUCT = "-//Cite de l'emploi//Reunions//FR"
_MAX_DESCRIPTION = 3000
_PARIS_RULES = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""  # the rule of the European Union (directive 2000/84/CE); the library writes the March change an hour late


@dataclass(frozen=True, slots=True)
class Party:
    """A person or a service in an invitation."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a calendar is told. `uid` never changes; a higher `sequence` replaces what it had.

    There is one guest only: each message carries its own copy, so that nobody learns the addresses of the others.
    """

    uid: str
    sequence: int
    title: str
    description: str
    place: str
    link: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    organizer: Party
    guest: Party | None
    has_accepted: bool | None = None
    is_canceled: bool = False


def invitation_text(invitation: Invitation) -> str:
    """Write an invitation, its update or its cancellation, with the time zone of Paris described inside."""
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamped_at)
    event.add("last-modified", invitation.stamped_at)
    event.add("summary", _clean(invitation.title))
    event.add("dtstart", invitation.starts_at.astimezone(PARIS))
    event.add("dtend", invitation.ends_at.astimezone(PARIS))
    if invitation.description:
        event.add("description", _clean(invitation.description)[:_MAX_DESCRIPTION])
    if place := invitation.place or invitation.link:
        event.add("location", _clean(place))
    if invitation.link:
        event.add("url", invitation.link)
    event.add("status", "CANCELLED" if invitation.is_canceled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", _address(invitation.organizer))
    if invitation.guest:
        event.add("attendee", _guest(invitation.guest, invitation.has_accepted), encode=0)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method_of(invitation))
    calendar.add_component(Timezone.from_ical(_PARIS_RULES))
    calendar.add_component(event)
    return calendar.to_ical().decode()


def method_of(invitation: Invitation) -> str:
    """Tell what the calendar is asked to do: nobody is asked to answer without a guest."""
    if invitation.is_canceled:
        return "CANCEL"
    return "REQUEST" if invitation.guest else "PUBLISH"


def _guest(guest: Party, has_accepted: bool | None) -> vCalAddress:
    address = _address(guest)
    status = {None: "NEEDS-ACTION", True: "ACCEPTED", False: "DECLINED"}[has_accepted]
    address.params["partstat"] = vText(status)
    address.params["role"] = vText("REQ-PARTICIPANT")
    address.params["rsvp"] = vText("TRUE")
    return address


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    address.params["cn"] = vText(_clean(party.name).replace('"', "’").replace("\n", " "))
    return address


def _clean(text: str) -> str:
    return without_control_characters(text).replace("\r\n", "\n").replace("\r", "\n")
