"""What happened, as the rules read it: what is left out to look at a day changes nothing of what is told that day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.following import fill
from cite.core.dates import now
from cite.dropout.enums.signs import Severity, Sign
from cite.dropout.queries.histories import histories
from cite.dropout.queries.standing import standing
from cite.dropout.rules.signs import signs_on
from cite.dropout.rules.thresholds import FIRST
from cite.pathways.enums.obstacles import ObstacleLevel
from cite.pathways.enums.pathways import Presence
from cite.pathways.models import Appointment, Pathway
from cite.pathways.operations.diagnoses import record_diagnosis
from cite.pathways.rules.obstacles import Said
from tests.dropout.conftest import TODAY
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident

pytestmark = pytest.mark.django_db


def told(batches, on: date) -> dict[int, list]:
    """The signs of each pathway, but lines to fill in."""
    return {
        pathway: [each for each in signs_on(history, FIRST, on) if each.severity >= Severity.WATCH]
        for some in batches
        for pathway, history in some
    }


def told_of(batches, on: date) -> list:
    """The signs of the only pathway."""
    ((_pathway, history),) = next(batches)
    return signs_on(history, FIRST, on)


def test_what_stands_on_a_day_tells_the_signs_of_the_whole_past(territory):
    fill(territory, 600)
    rows, said = Pathway.objects.filter(closed_on=None), set()
    for on in (TODAY, TODAY + timedelta(days=20)):
        whole = told(histories(rows), on)
        assert told(standing(rows, FIRST, on), on) == whole
        assert len(whole) == rows.count() > 200
        said |= {each.sign for signs in whole.values() for each in signs}
    assert said == set(Sign) - {Sign.PRESENCE_UNFILLED}


def test_an_appointment_that_she_said_she_would_miss_is_news_in_the_past_as_it_is_today(territory, ines):
    pathway = make_pathway(make_resident(ines), ines, opened_on=date(2026, 6, 1))
    at = now() - timedelta(days=20)
    Appointment.objects.create(
        territory=territory,
        pathway=pathway,
        at=at,
        partner=ines.partner,
        presence=Presence.EXCUSED,
        noted_on=at.date() - timedelta(days=2),
    )
    ((_pathway, history),) = next(histories(Pathway.objects.all()))
    assert list(history.heard) == [at.date() - timedelta(days=2)]


@pytest.mark.parametrize("before", [0, 1, 40])
@pytest.mark.parametrize("ahead", [-20, 60])
@pytest.mark.parametrize("presence", [Presence.EXCUSED, Presence.CANCELED_BY_SERVICE, Presence.UNKNOWN])
def test_an_appointment_called_off_is_a_step_no_more_in_the_past_as_it_is_today(
    territory, ines, presence, ahead, before
):
    pathway = make_pathway(make_resident(ines), ines, opened_on=date(2026, 6, 1))
    hers = {"territory": territory, "pathway": pathway, "partner": ines.partner}
    came = {"presence": Presence.PRESENT, "noted_on": TODAY - timedelta(days=80)}
    Appointment.objects.create(**hers, at=now() - timedelta(days=80), **came)
    at = now() + timedelta(days=ahead)
    noted = None if presence == Presence.UNKNOWN else at.date() - timedelta(days=before)
    Appointment.objects.create(**hers, at=at, presence=presence, noted_on=noted)
    Appointment.objects.update(created_at=now() - timedelta(days=90))
    since = ahead - before if noted and before else ahead + 1
    rows = Pathway.objects.all()
    for on in (since + 30, since + 31):
        day = TODAY + timedelta(days=on)
        for found in (histories(rows), standing(rows, FIRST, day)):
            told = [(each.sign, each.about) for each in told_of(found, day) if each.sign == Sign.NO_STEP]
            about = TODAY + timedelta(days=since)
            assert told == ([(Sign.NO_STEP, about)] if on == since + 31 else [])


def test_the_day_on_which_she_told_her_freins_is_news_in_the_past_as_it_is_today(territory, pathway, ines):
    on = TODAY - timedelta(days=20)
    record_diagnosis(pathway=pathway, by=ines, on=on, said=[Said("housing", ObstacleLevel.BLOCKING)])
    ((_pathway, history),) = next(histories(Pathway.objects.all()))
    pathway.refresh_from_db()
    assert list(history.heard) == [pathway.last_heard_on] == [on]


def test_five_people_are_gathered_with_the_queries_of_one(territory, ines):
    def count(gather) -> int:
        with CaptureQueriesContext(connection) as queries:
            list(gather())
        return len(queries)

    fill(territory, 20)
    rows = Pathway.objects.order_by("pk")
    few = rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:10]))
    assert count(lambda: histories(few)) == count(lambda: histories(rows)) == 11
    assert count(lambda: standing(few, FIRST, TODAY)) == count(lambda: standing(rows, FIRST, TODAY)) <= 16
