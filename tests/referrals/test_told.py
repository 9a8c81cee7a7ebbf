"""What the person is told of her referral, in her language: a date that changes, an end, a decision; never words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cite.notifications.models import Message
from cite.referrals.operations import answers, referrals, upkeep
from cite.referrals.operations.answers import Answerer
from cite.referrals.operations.resuming import resume
from cite.referrals.queries.telling import chapters_of
from cite.residents.enums.people import Channel
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import stop
from cite.residents.ports import Chapter
from tests.referrals.conftest import MONDAY, send

FIRST, SECOND = datetime(2026, 11, 10, 14, tzinfo=UTC), datetime(2026, 11, 12, 9, tzinfo=UTC)


@pytest.fixture
def told(amina):
    """She chose a channel and a language; tells what was written to her since, kind by kind."""
    amina.channel, amina.email, amina.language = Channel.EMAIL, "amina@example.org", "en"
    amina.save()

    def hers():
        rows = Message.objects.filter(address="amina@example.org").order_by("pk")
        return [each.kind.partition(".")[2] for each in rows]

    return hers


@pytest.fixture
def sent(ines, service, amina, told):
    return send(ines, service, resident=amina)


def appoint(referral, yanis, at):
    return answers.appoint(referral=referral, version=referral.version, by=Answerer(user=yanis.user), at=at)


def test_a_date_is_an_answer_and_another_one_a_change(sent, yanis, told):
    moved = appoint(appoint(sent, yanis, FIRST), yanis, SECOND)
    assert told() == ["resident_sent", "resident_answered", "appointment_moved"]
    message = Message.objects.get(kind="residents.appointment_moved")
    assert message.subject == "Your appointment has changed"
    days = "Tuesday, 10 November 2026 has changed. It is now on Thursday, 12 November 2026 at 10:00."
    assert days in message.body
    assert moved.structure_name not in message.body and moved.service_name not in message.body


def test_what_was_decided_with_her_is_told_without_a_word_of_it(sent, yanis, told, monday):
    accepted = answers.accept(referral=sent, version=sent.version, by=Answerer(user=yanis.user))
    given = {"version": accepted.version, "by": Answerer(user=yanis.user), "came": True}
    answers.note_presence(referral=accepted, decided="Un essai le lundi.", **given)
    assert told()[-1] == "resident_decided"
    assert "essai" not in Message.objects.get(kind="referrals.resident_decided").body


@pytest.mark.parametrize(("came", "decided"), [(True, ""), (False, "Un mot.")])
def test_an_absence_or_a_presence_without_words_is_no_decision(sent, yanis, told, came, decided):
    accepted = answers.accept(referral=sent, version=sent.version, by=Answerer(user=yanis.user))
    given = {"version": accepted.version, "by": Answerer(user=yanis.user)}
    answers.note_presence(referral=accepted, came=came, decided=decided, **given)
    assert "resident_decided" not in told()


def test_what_was_said_of_an_absence_is_not_what_is_decided_once_she_came(sent, amina, yanis, told, monday):
    by, decided = Answerer(user=yanis.user), ((False, "Elle n’a pas prévenu."), (True, ""))
    referral = answers.accept(referral=sent, version=sent.version, by=by)
    for came, words in decided:
        given = {"version": referral.version, "by": by, "came": came, "decided": words}
        referral = answers.note_presence(referral=referral, **given)
    assert [chapter for chapter, _sentence in chapters_of(resident=amina)] == [Chapter.HELPERS]
    assert "resident_decided" not in told()


def test_another_date_after_an_absence_is_no_change_of_the_one_before(sent, yanis, told, monday):
    appointed = appoint(sent, yanis, FIRST)
    monday.move_to(FIRST + timedelta(hours=2))
    by = Answerer(user=yanis.user)
    missed = answers.note_presence(referral=appointed, version=appointed.version, by=by, came=False)
    appoint(missed, yanis, SECOND)
    assert told()[-2:] == ["resident_answered", "resident_answered"]


def test_she_is_told_that_it_ends_and_that_it_goes_on(sent, ines, told):
    referrals.cancel(referral=sent, by=ines.user)
    assert told() == ["resident_ended"]
    resume(referral=sent, by=ines.user)
    assert told() == ["resident_sent"]  # what had not left is no longer true


def test_she_is_told_that_nobody_answered(sent, territory, told, monday):
    monday.move_to(MONDAY + timedelta(days=40))
    upkeep.close_unanswered(territory=territory, on=date(2026, 12, 12))
    assert told()[-1] == "resident_ended"


def test_who_stops_it_herself_is_told_once(sent, told):
    stop(sharing=Sharing.objects.get(purpose=Purpose.REFERRAL), how=StopWay.LINK)
    assert told() == ["resident_stopped"]
