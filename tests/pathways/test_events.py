"""Exchanges, appointments and presence, pauses; what counts as news from the person."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.pathways.enums.objections import EventObjection, PathwayObjection
from cite.pathways.enums.pathways import Channel, Direction, PauseReason, Presence
from cite.pathways.models import Appointment, Contact, Pathway, Pause
from cite.pathways.operations.events import (
    end_pause,
    move_appointment,
    note_contact,
    note_presence,
    pause_pathway,
    plan_appointment,
)
from cite.pathways.rules.presence import presence_rate
from cite.residents.enums.objections import ResidentObjection
from cite.residents.models import Resident
from tests.factories.residents import make_delays

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
YESTERDAY = TODAY - timedelta(days=1)
AN_HOUR_AGO = datetime(2026, 11, 27, 10, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)


def refused(call, **kwargs):
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return caught.value.decision.objections


def contact(pathway, by, **more):
    given = {"on": YESTERDAY, "channel": Channel.PHONE, "direction": Direction.BOTH}
    return note_contact(pathway=pathway, by=by, **given | more)


def news(pathway):
    row = Pathway.objects.get(pk=pathway.pk)
    return row.last_contact_on, row.last_heard_on


@pytest.mark.parametrize(
    ("direction", "heard"),
    [(Direction.OUTGOING, None), (Direction.INCOMING, YESTERDAY), (Direction.BOTH, YESTERDAY)],
)
def test_only_what_comes_from_her_is_news(pathway, ines, direction, heard):
    contact(pathway, ines, direction=direction)
    assert news(pathway) == (YESTERDAY, heard)
    resident = Resident.objects.get(pk=pathway.resident_id)
    assert resident.last_heard_on == (heard or date(2026, 11, 2))


def test_an_older_exchange_moves_nothing_back(pathway, ines):
    contact(pathway, ines)
    contact(pathway, ines, on=date(2026, 11, 10), direction=Direction.INCOMING)
    assert news(pathway) == (YESTERDAY, YESTERDAY)


def test_sent_twice_it_is_once(pathway, ines):
    assert contact(pathway, ines, summary="Elle a reçu son attestation.") == contact(
        pathway, ines, summary="Elle a reçu son attestation."
    )
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "objections"),
    [
        ({"on": TODAY + timedelta(days=1)}, (PathwayObjection.IN_THE_FUTURE,)),
        ({"on": date(2026, 11, 1)}, (PathwayObjection.BEFORE_OPENING,)),
        ({"summary": "2 85 05 78 006 084 91"}, (FreeTextObjection.SOCIAL_SECURITY_NUMBER,)),
    ],
)
def test_an_exchange_is_refused_with_a_reason(pathway, ines, more, objections):
    with pytest.raises(Refused) as caught:
        contact(pathway, ines, **more)
    assert caught.value.decision.objections == objections


def test_nobody_writes_without_a_sharing(pathway, lea):
    with pytest.raises(Refused) as caught:
        contact(pathway, lea)
    assert caught.value.decision.objections == (ResidentObjection.NOT_SHARED_TO_WRITE,)


def plan(pathway, by, **more):
    return plan_appointment(pathway=pathway, by=by, **{"at": NEXT_WEEK} | more)


def test_an_appointment_is_with_oneself_unless_said(pathway, ines, omar):
    assert plan(pathway, ines).member == ines
    with_omar = plan(pathway, ines, member=omar)
    assert (with_omar.member, with_omar.partner) == (omar, omar.partner)
    assert plan(pathway, ines) == Appointment.objects.get(member=ines)


def test_the_same_hour_with_other_words_is_not_lost_in_silence(pathway, ines):
    said = {"place": "12 rue Neuve", "subject": "Le dossier du permis"}
    assert plan(pathway, ines, **said) == plan(pathway, ines, **said)
    asked = {"pathway": pathway, "by": ines, "at": NEXT_WEEK, **said, "place": "Mairie"}
    assert refused(plan_appointment, **asked) == (EventObjection.ALREADY_FIXED,)
    assert Appointment.objects.get().place == "12 rue Neuve"


def test_not_with_a_stranger_nor_in_ten_years(pathway, ines, lea):
    objections = refused(
        plan_appointment, pathway=pathway, by=ines, at=NEXT_WEEK.replace(year=2036), member=lea
    )
    assert objections == (EventObjection.TOO_FAR, EventObjection.WITH_A_STRANGER)


@pytest.mark.parametrize(
    ("presence", "expected"),
    [
        (Presence.PRESENT, (TODAY, TODAY)),
        (Presence.EXCUSED, (TODAY, TODAY)),
        (Presence.ABSENT, (None, None)),
        (Presence.CANCELED_BY_SERVICE, (None, None)),
    ],
)
def test_coming_or_warning_is_news(pathway, ines, presence, expected):
    appointment = plan(pathway, ines, at=AN_HOUR_AGO)
    noted = note_presence(appointment=appointment, version=1, by=ines, presence=presence)
    assert (noted.presence, noted.noted_by, noted.noted_on) == (presence, ines, TODAY)
    assert news(pathway) == expected


def test_a_presence_noted_by_mistake_takes_its_news_back(pathway, ines):
    appointment = plan(pathway, ines, at=AN_HOUR_AGO)
    noted = note_presence(appointment=appointment, version=1, by=ines, presence=Presence.PRESENT)
    note_presence(appointment=noted, version=noted.version, by=ines, presence=Presence.ABSENT)
    assert news(pathway) == (None, None)


def test_nobody_came_to_what_has_not_taken_place(pathway, ines):
    appointment = plan(pathway, ines)
    objections = refused(
        note_presence, appointment=appointment, version=1, by=ines, presence=Presence.PRESENT
    )
    assert objections == (EventObjection.NOT_COME_YET,)
    note_presence(appointment=appointment, version=1, by=ines, presence=Presence.EXCUSED)
    assert news(pathway) == (TODAY, TODAY)  # the day she warned


def test_two_who_note_at_once(pathway, ines, omar):
    appointment = plan(pathway, ines, at=AN_HOUR_AGO)
    note_presence(appointment=appointment, version=1, by=ines, presence=Presence.PRESENT)
    note_presence(appointment=appointment, version=1, by=omar, presence=Presence.PRESENT)
    objections = refused(note_presence, appointment=appointment, version=1, by=omar, presence=Presence.ABSENT)
    assert objections == (SaveObjection.CHANGED_MEANWHILE,)


def test_an_hour_called_off_is_fixed_again(pathway, ines):
    off = plan(pathway, ines)
    note_presence(appointment=off, version=1, by=ines, presence=Presence.CANCELED_BY_SERVICE)
    again = plan(pathway, ines)
    assert (again == off, again.presence) == (False, Presence.UNKNOWN)


def test_another_day_forgets_what_was_noted(pathway, ines):
    appointment = plan(pathway, ines, at=AN_HOUR_AGO)
    noted = note_presence(appointment=appointment, version=1, by=ines, presence=Presence.PRESENT)
    moved = move_appointment(
        appointment=noted, version=2, by=ines, at=NEXT_WEEK, channel=Channel.PHONE, place="Bureau 2"
    )
    assert (moved.presence, moved.noted_on, moved.place) == (Presence.UNKNOWN, None, "Bureau 2")
    assert news(pathway) == (None, None)
    objections = refused(
        move_appointment, appointment=noted, version=2, by=ines, at=NEXT_WEEK, channel=Channel.PHONE
    )
    assert objections == (SaveObjection.CHANGED_MEANWHILE,)


def test_an_appointment_moved_twice_is_moved_once(pathway, ines):
    appointment = plan(pathway, ines, at=AN_HOUR_AGO)
    given = {"appointment": appointment, "version": 1, "by": ines, "channel": Channel.PHONE}
    first, again = (move_appointment(at=NEXT_WEEK, **given) for _press in range(2))
    assert (again, again.version) == (first, 2)
    assert refused(move_appointment, at=AN_HOUR_AGO, **given) == (SaveObjection.CHANGED_MEANWHILE,)


def test_the_rate_says_how_much_nobody_filled_in():
    rate = presence_rate(
        {Presence.PRESENT: 3, Presence.ABSENT: 1, Presence.UNKNOWN: 2, Presence.CANCELED_BY_SERVICE: 5}
    )
    assert (rate.present, rate.said, rate.share, rate.unfilled_share) == (3, 4, 0.75, 1 / 3)
    assert presence_rate({}).share is None
    assert presence_rate({}).unfilled_share is None


def pause(pathway, by, **more):
    given = {"reason": PauseReason.TRAVEL, "first_on": TODAY, "last_on": date(2026, 12, 31)}
    return pause_pathway(pathway=pathway, by=by, **given | more)


def test_a_pause_is_noted_once_and_does_not_overlap(pathway, ines):
    assert pause(pathway, ines) == pause(pathway, ines)
    with pytest.raises(Refused) as caught:
        pause(pathway, ines, reason=PauseReason.MOVING)
    assert caught.value.decision.objections == (EventObjection.OVERLAPS,)


def test_a_pause_lasts_as_long_as_both_co_pilots_set(pathway, ines, territory):
    assert pause(pathway, ines, last_on=date(2027, 1, 26))
    make_delays(territory, ines.user, values={"longest_pause": 30}, in_force_on=TODAY)
    later = {"first_on": date(2027, 2, 1), "last_on": date(2027, 4, 2)}
    assert refused(pause, pathway=pathway, by=ines, **later) == (EventObjection.TOO_LONG,)


def test_a_pause_ends_yesterday_or_never_was(pathway, ines):
    begun = pause(pathway, ines, first_on=date(2026, 11, 20))
    end_pause(pause=begun, version=1, by=ines)
    end_pause(pause=begun, version=1, by=ines)
    assert Pause.objects.get().last_on == YESTERDAY
    never = pause(pathway, ines, first_on=date(2026, 12, 10))
    end_pause(pause=never, version=1, by=ines)
    assert list(Pause.objects.all()) == [begun]


def test_an_appointment_is_told_by_the_day_of_the_place(pathway, ines):
    at = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert str(plan_appointment(pathway=pathway, by=ines, at=at)) == "01/12/2026"
