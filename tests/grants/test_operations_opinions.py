"""Opinions asked of others: given once, recalled once, canceled; and the messages of a file."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.accounts.models import Link
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.grants.enums import OpinionState, Speaker
from cite.grants.enums import ReviewObjection as O
from cite.grants.models import Application, Opinion, ThreadMessage
from cite.grants.operations import opinions
from cite.grants.operations.thread import write_message
from cite.grants.queries.opinions import opinion_behind, opinions_due
from cite.grants.rules.opinions import is_to_remind
from cite.notifications.models import Message
from tests.factories import grants
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.organizations import make_partner

PARIS = ZoneInfo("Europe/Paris")


def at(day, hour=9):
    return datetime(2027, 2, day, hour, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("day", "reminded", "expected"),
    [(11, None, False), (12, None, True), (20, None, True), (20, at(14), False), (21, at(14), True)],
)
def test_an_opinion_is_recalled_three_days_before_then_once_a_week(day, reminded, expected):
    assert is_to_remind(date(2027, 2, 15), reminded, at(day), date(2027, 2, day)) is expected


@pytest.fixture(autouse=True)
def _february():
    with time_machine.travel(at(3), tick=False):
        yield


@pytest.fixture
def application(territory):
    carrier = grants.make_carrier(territory)
    person = grants.make_carrier_member(carrier, "lina")
    edition = grants.make_edition(grants.make_call(territory))
    return grants.make_application(edition, carrier, person, state="in_review", deposited_at=now())


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def commune(territory):
    return make_partner(territory, "Commune fictive", kind="commune")


@pytest.fixture
def marc(commune):
    return make_member(commune, "marc", role=Role.READER).user


def objections(call, **kwargs):
    with pytest.raises(Refused) as refusal:
        call(**kwargs)
    return set(refusal.value.decision.objections)


def test_an_organization_is_asked_and_answers_once(application, sofia, commune, marc):
    asked = opinions.ask_opinion(application=application, question="Utile ?", partner=commune, by=sofia)
    assert asked.due_on == date(2027, 2, 18)
    assert Message.objects.filter(recipient=marc, kind="grants.opinion_asked").count() == 1
    said = {"opinion": asked, "answer": "favorable", "by": marc, "version": asked.version}
    assert objections(opinions.give_opinion, **said, words=" ") == {O.WORDS_MISSING}
    given = opinions.give_opinion(**said, words="Oui, très.")
    assert (given.state, given.given_by) == (OpinionState.GIVEN, str(marc))
    assert objections(opinions.give_opinion, **said | {"version": 2}, words="Encore") == {O.OPINION_OVER}


def test_wrong_people_and_wrong_questions(application, sofia, commune, marc):
    asked = {"application": application, "question": "Utile ?"}
    assert objections(opinions.ask_opinion, **asked, partner=commune, by=marc) == {O.DESK_ONLY}
    assert objections(opinions.ask_opinion, **asked, by=sofia) == {O.NOBODY_TO_ASK}
    assert objections(opinions.ask_opinion, **asked, partner=application.partner, by=sofia) == {
        O.CARRIER_ASKED
    }
    opinion = opinions.ask_opinion(**asked, partner=commune, by=sofia)
    assert objections(opinions.ask_opinion, **asked, partner=commune, by=sofia) == {O.ALREADY_ASKED}
    assert objections(
        opinions.give_opinion, opinion=opinion, answer="", words="", by=sofia, version=opinion.version
    ) == {O.NOT_ASKED}


def test_somebody_outside_answers_by_a_link_that_serves_once(application, sofia):
    asked = opinions.ask_opinion(
        application=application, question="Utile ?", email="Eve@Example.org", by=sofia
    )
    link = Link.objects.get(target_uuid=asked.uuid)
    given = opinions.give_opinion_by_link(link=link, answer="", words="", name="Ève, élue")
    assert (given.state, given.given_by) == (OpinionState.DECLINED, "Ève, élue")
    link.refresh_from_db()
    assert link.used_at is not None
    assert objections(
        opinions.give_opinion_by_link, link=link, answer="favorable", words="x", name="Ève"
    ) == {O.OPINION_OVER}


@pytest.mark.parametrize("state", ["withdrawn", "inadmissible", "refused", "granted", "closed"])
def test_a_file_that_is_over_asks_nobody_any_more(application, sofia, commune, marc, state, territory):
    asked = {"application": application, "question": "Utile ?", "by": sofia}
    ours = opinions.ask_opinion(**asked, partner=commune)
    theirs = opinions.ask_opinion(**asked, email="eve@example.org")
    link = Link.objects.get(target_uuid=theirs.uuid)
    assert opinion_behind(link) == theirs
    assert opinions_due(marc, territory) == [ours]
    Application.objects.filter(pk=application.pk).update(state=state)
    application.refresh_from_db()
    ours.application = application
    said = {"answer": "favorable", "words": "Oui"}
    assert opinion_behind(link) is None
    assert opinions_due(marc, territory) == []
    assert objections(opinions.give_opinion_by_link, **said, link=link, name="Ève") == {O.OPINION_OVER}
    assert objections(opinions.give_opinion, **said, opinion=ours, version=ours.version, by=marc) == {
        O.OPINION_OVER
    }
    with time_machine.travel(at(20), tick=False):
        assert opinions.remind_opinions(territory=territory) == 0


def test_reminders_leave_once_whatever_the_number_of_runs(application, sofia, commune, marc, territory):
    opinions.ask_opinion(application=application, question="Utile ?", partner=commune, by=sofia)
    opinions.ask_opinion(application=application, question="Utile ?", email="eve@example.org", by=sofia)
    assert opinions.remind_opinions(territory=territory) == 0
    with time_machine.travel(at(20), tick=False):
        assert opinions.remind_opinions(territory=territory) == 2
        assert opinions.remind_opinions(territory=territory) == 0
    assert Message.objects.filter(kind="grants.opinion_reminder", recipient=marc).count() == 1
    assert Link.objects.filter(revoked_at=None).count() == 1  # the older link of the guest opens nothing


def test_an_opinion_that_is_being_written_is_kept_when_a_reminder_leaves(application, sofia, commune, marc):
    asked = opinions.ask_opinion(application=application, question="Utile ?", partner=commune, by=sofia)
    with time_machine.travel(at(20), tick=False):
        assert opinions.remind_opinions(territory=asked.territory) == 1
        given = {"answer": "favorable", "words": "Utile au quartier.", "by": marc, "version": asked.version}
        assert opinions.give_opinion(opinion=asked, **given).state == OpinionState.GIVEN


def test_a_canceled_request_is_over_and_its_link_opens_nothing(application, sofia):
    asked = opinions.ask_opinion(
        application=application, question="Utile ?", email="eve@example.org", by=sofia
    )
    opinions.cancel_opinion(opinion=asked, by=sofia)
    assert opinions.cancel_opinion(opinion=asked, by=sofia).version == 2  # a second click changes nothing
    assert not Link.objects.filter(revoked_at=None).exists()
    with time_machine.travel(at(25), tick=False):
        assert opinions.remind_opinions(territory=asked.territory) == 0
    assert Opinion.objects.get().state == OpinionState.CANCELED


def test_messages_go_to_the_other_side_and_a_double_click_makes_one(application, sofia):
    lina = application.created_by
    first = write_message(application=application, text=" Bonjour <b> ", by=sofia)
    assert (first.speaker, first.text) == (Speaker.AUTHORITY, "Bonjour <b>")
    assert write_message(application=application, text="Bonjour <b>", by=sofia) == first
    assert Message.objects.filter(recipient=lina, kind="grants.thread_message").count() == 1
    answer = write_message(application=application, text="Merci", by=lina)
    assert answer.speaker == Speaker.CARRIER
    assert Message.objects.filter(recipient=sofia, kind="grants.thread_message").count() == 1


def test_strangers_write_nothing_and_a_thread_has_an_end(application, sofia, marc, territory):
    asked = {"application": application, "text": "Bonjour"}
    assert objections(write_message, **asked, by=marc) == {O.NOT_CONCERNED}
    assert objections(write_message, **asked | {"text": "  "}, by=sofia) == {O.EMPTY_MESSAGE}
    ThreadMessage.objects.bulk_create(
        ThreadMessage(
            territory=territory,
            application=application,
            author=sofia,
            speaker=Speaker.AUTHORITY,
            text=str(number),
            sent_at=now() - timedelta(hours=1),
        )
        for number in range(500)
    )
    assert objections(write_message, **asked, by=sofia) == {O.TOO_MANY_MESSAGES}
