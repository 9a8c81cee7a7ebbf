"""The picture of a pathway says what its table says, and nothing where there is little to see."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cite.pathways.enums.pathways import Lane, Presence
from cite.pathways.models import Appointment
from cite.pathways.queries.timeline import Event
from cite.pathways.web.views.picture import picture_of
from cite.residents.enums.sharing import Purpose
from cite.residents.models import Resident
from tests.factories.pathways import make_step
from tests.factories.residents import make_sharing
from tests.pathways.web.conftest import page, read

DAY = date(2026, 3, 2)


def event(lane=Lane.EXCHANGES, **more) -> Event:
    return Event(DAY, "Téléphone", "Nous nous sommes parlé.", lane=lane, **more)


def test_each_line_holds_its_events_and_says_them():
    events = [
        event(),
        event(went="missed"),
        event(Lane.REFERRALS, went="open"),
        Event(DAY, "Devient référent"),
    ]
    picture = picture_of(events, [])
    assert [(line.label, [mark.shape for mark in line.marks]) for line in picture["lines"]] == [
        ("Échanges", ["done", "missed"]),
        ("Orientations", ["open"]),
    ]
    assert picture["lines"][0].marks[0].label == "02/03/2026 – Téléphone – Nous nous sommes parlé."


def test_a_pause_is_drawn_across():
    events = [event(), event(), event(), Event(DAY, "Pause", until=date(2026, 4, 2))]
    assert [(span.first_on, span.last_on) for span in picture_of(events, [])["spans"]] == [
        (DAY, date(2026, 4, 2))
    ]


def test_what_is_called_off_is_not_drawn_as_to_come():
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    coming = [Appointment(at=at, presence=each) for each in (Presence.UNKNOWN, Presence.CANCELED_BY_SERVICE)]
    lines = picture_of([event(), event()], coming)["lines"]
    assert [len(line.marks) for line in lines] == [2, 1]


def test_little_to_see_is_not_drawn():
    assert picture_of([event(), event()], []) is None


class TestOnThePages:
    @pytest.mark.django_db
    def test_whom_she_may_call_is_one_touch_away_and_her_phone_stays_hidden_from_others(
        self, client, pathway, ines, lea, other_partner
    ):
        Resident.objects.filter(pk=pathway.resident_id).update(phone="+33639980077")
        make_sharing(pathway.resident, other_partner, Purpose.HANDOVER)
        sees = {}
        for member in (ines, lea):
            client.force_login(member.user)
            sees[member] = "tel:+33639980077" in read(client, page("pathway", pathway))
        assert sees == {ines: True, lea: False}

    @pytest.mark.django_db
    def test_a_pathway_that_lasts_is_drawn(self, signed_in, pathway, ines):
        assert "Le parcours en une image" not in read(signed_in, page("pathway", pathway))
        for _each in range(3):
            make_step(pathway, ines)
        assert "Le parcours en une image" in read(signed_in, page("pathway", pathway))

    @pytest.mark.django_db
    def test_the_file_leads_first_to_the_pathway_that_is_open(self, signed_in, pathway):
        doors = signed_in.get(reverse("residents:sheet", args=[pathway.resident.uuid])).context["doors"]
        assert [door.url for door in doors if door.is_main] == [page("pathway", pathway)]
        assert doors[0].is_main
