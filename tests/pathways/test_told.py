"""The person is told, in her language, that an appointment of hers changes: the day and the hour, never with whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cite.core.dates import now
from cite.core.languages import language_of
from cite.core.moments import day_text
from cite.notifications.models import Message
from cite.pathways.enums.pathways import Channel as By
from cite.pathways.enums.pathways import Presence
from cite.pathways.operations.events import move_appointment, note_presence, plan_appointment
from cite.pathways.queries.lists import appointments_given
from cite.pathways.queries.telling import chapters_of
from cite.residents.enums.people import Channel
from cite.residents.ports import Chapter

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(resident):
    """She chose the SMS, in Arabic; tells the kinds of what was written to her."""
    resident.channel, resident.phone, resident.language = Channel.SMS, "+33639980012", "ar"
    resident.save()

    def hers():
        rows = Message.objects.filter(address=resident.phone).order_by("pk")
        return [each.kind.partition(".")[2] for each in rows]

    return hers


def plan(pathway, ines, days=3):
    return plan_appointment(pathway=pathway, by=ines, at=now() + timedelta(days=days), place="Bureau 1")


def move(appointment, ines, **changes):
    same = {"at": appointment.at, "channel": By.MEETING, "place": appointment.place}
    version = appointment.version
    return move_appointment(appointment=appointment, version=version, by=ines, **same | changes)


def test_another_day_or_place_is_told_another_subject_is_not(pathway, ines, told):
    appointment = move(plan(pathway, ines), ines, subject="Le projet")
    assert told() == []
    moved = move(appointment, ines, at=appointment.at + timedelta(days=1))
    message = Message.objects.get()
    before, now_on = (day_text(day, language_of("ar")) for day in (date(2026, 11, 30), date(2026, 12, 1)))
    assert f"تغيّر موعدك المحدد يوم {before}" in message.body and now_on in message.body
    assert "Bureau" not in message.body and str(ines.partner) not in message.body
    move(moved, ines, place="Bureau 2")
    assert told() == ["appointment_moved"] * 2


def test_what_is_written_of_the_past_is_not_told(pathway, ines, told):
    appointment = plan(pathway, ines, days=-2)
    noted = move(appointment, ines, at=appointment.at - timedelta(days=1))
    note_presence(appointment=noted, version=noted.version, by=ines, presence=Presence.CANCELED_BY_SERVICE)
    assert told() == []


def test_a_cancellation_is_told_and_taken_back(pathway, ines, told):
    appointment = plan(pathway, ines)
    for presence in (Presence.CANCELED_BY_SERVICE, Presence.CANCELED_BY_SERVICE, Presence.UNKNOWN):
        appointment = note_presence(
            appointment=appointment, version=appointment.version, by=ines, presence=presence
        )
    assert told() == ["appointment_canceled", "appointment_moved"]
    note_presence(appointment=appointment, version=appointment.version, by=ines, presence=Presence.EXCUSED)
    assert len(told()) == 2


def test_of_what_she_is_not_to_come_to_only_the_cancellation_is_told(pathway, ines, told):
    appointment = plan(pathway, ines)
    for presence in (Presence.CANCELED_BY_SERVICE, Presence.EXCUSED):
        given = {"version": appointment.version, "by": ines, "presence": presence}
        appointment = note_presence(appointment=appointment, **given)
    moved = move(appointment, ines, place="Bureau 2")
    assert told() == ["appointment_canceled"]
    move(moved, ines, at=moved.at + timedelta(days=1))
    assert told() == ["appointment_canceled", "appointment_moved"]


def test_without_a_channel_whoever_accompanies_her_tells(pathway, ines):
    appointment = plan(pathway, ines)
    move(appointment, ines, at=appointment.at + timedelta(days=1))
    assert not Message.objects.exists()


@pytest.mark.parametrize("page", ["move", "presence"])
def test_the_page_says_who_tells_her(pathway, resident, ines, client, page):
    appointment = plan(pathway, ines)
    client.force_login(ines.user)
    address = reverse(f"pathways:{page}", args=[pathway.uuid, appointment.uuid])
    assert "Prévenez-la vous-même" in client.get(address).content.decode()
    resident.channel, resident.email = Channel.EMAIL, "nadia@example.org"
    resident.save()
    assert "reçoit un message dans sa langue" in client.get(address).content.decode()


def test_what_is_canceled_beforehand_is_no_longer_to_come_and_may_stand_after_all(
    pathway, resident, ines, client
):
    appointment = plan(pathway, ines)
    client.force_login(ines.user)
    address = reverse("pathways:presence", args=[pathway.uuid, appointment.uuid])
    asked = client.get(address).content.decode()
    assert "Nous l’annulons" in asked and "est-elle venue" not in asked and "Il aura bien lieu" not in asked
    client.post(address, {"presence": Presence.CANCELED_BY_SERVICE, "version": 1})
    told = [chapter for chapter, _sentence in chapters_of(resident=resident)]
    assert Chapter.APPOINTMENTS not in told and not appointments_given(ines.user, pathway.territory)
    page = client.get(reverse("pathways:pathway", args=[pathway.uuid])).content.decode()
    assert "Annulé par le service" in page
    assert "Il aura bien lieu" in client.get(address).content.decode()
    client.post(address, {"presence": Presence.UNKNOWN, "version": 2})
    assert appointments_given(ines.user, pathway.territory) == [appointment]
