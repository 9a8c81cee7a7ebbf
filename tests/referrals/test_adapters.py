"""What other applications learn of referrals: what waits for somebody, what is held about a person."""

from datetime import UTC, datetime, timedelta

import pytest

from cite.accounts.enums import Role
from cite.actors.operations.memberships import end_membership
from cite.core.dates import today
from cite.notifications.models import Notice
from cite.referrals import notices
from cite.referrals.adapters.held import held_of
from cite.referrals.adapters.waiting import referrals_waiting
from cite.referrals.enums.referrals import ReferralOutcome, RefusalReason
from cite.referrals.models import Referral
from cite.referrals.operations import answers, upkeep
from cite.referrals.operations.answers import Answerer
from cite.referrals.queries.people import senders_of
from tests.factories.actors import make_member
from tests.factories.referrals import make_introduction
from tests.referrals.conftest import light, send


def waiting(rf, member):
    request = rf.get("/")
    request.user, request.territory = member.user, member.territory
    return [(each.label, each.url) for each in referrals_waiting(request)]


def test_the_second_answer_about_what_came_of_it_spares_the_first(
    ines, service, territory, yanis, monday, rf
):
    referral, hers = light(ines, service), Answerer(user=ines.user)
    answers.accept(referral=referral, version=referral.version, by=Answerer(user=yanis.user))
    monday.shift(timedelta(days=61))
    assert upkeep.ask_outcomes(territory=territory, on=today()) == 2
    question = f"/orientations/{referral.uuid}/suite/"
    assert [url for _label, url in waiting(rf, ines)] == [f"{question}2/"]
    answers.note_outcome(referral=referral, by=hers, rank=2, outcome=ReferralOutcome.SOLVED)
    assert (waiting(rf, ines), [url for _label, url in waiting(rf, yanis)]) == ([], [f"{question}2/"])


def test_a_first_answer_leaves_the_second_question(ines, service, territory, yanis, monday, rf):
    referral, hers = light(ines, service), Answerer(user=ines.user)
    answers.accept(referral=referral, version=referral.version, by=Answerer(user=yanis.user))
    monday.shift(timedelta(days=61))
    upkeep.ask_outcomes(territory=territory, on=today())
    answers.note_outcome(referral=referral, by=hers, rank=1, outcome=ReferralOutcome.ONGOING)
    assert [url for _label, url in waiting(rf, ines)] == [f"/orientations/{referral.uuid}/suite/2/"]


def test_she_is_given_all_that_was_written_even_what_a_later_answer_replaced(
    ines, service, amina, yanis, relay, django_assert_num_queries
):
    referral, by = send(ines, service, resident=amina), Answerer(user=yanis.user)
    make_introduction(relay, resident=amina)
    answers.appoint(
        referral=referral,
        version=referral.version,
        by=by,
        at=datetime(2026, 11, 10, 14, tzinfo=UTC),
        place="3 rue Fictive",
        message="Venez avec un stylo.",
    )
    referral.refresh_from_db()
    answers.refuse(
        referral=referral, version=referral.version, by=by, reason=RefusalReason.FULL, message="Complet."
    )
    with django_assert_num_queries(4):
        held = {block.key: [list(map(str, row)) for row in block.rows] for block in held_of(resident=amina)}
    (sent,), ((introduced_by, *_more),) = held["referrals"], held["introductions"]
    assert {"Plus de place", "Complet.", "10/11/2026 15:00", "3 rue Fictive"} <= set(sent)
    assert [(row[2], row[4]) for row in held["referral_events"]] == [
        ("envoyée", ""),
        ("rendez-vous fixé", "Venez avec un stylo."),
        ("refusée", "Complet."),
    ]
    assert introduced_by == str(relay.partner)


@pytest.fixture
def colleagues(partner):
    return make_member(partner, "omar"), make_member(partner, "lea")


def left(ines, successor, coordinator):
    end_membership(membership=ines, successor=successor, version=ines.version, by=coordinator)


def told(kind):
    return set(Notice.objects.filter(kind=kind.key).values_list("user__full_name", flat=True))


@pytest.mark.parametrize("handed", [True, False])
def test_what_somebody_sent_before_she_left_waits_for_her_successor_else_her_colleagues(
    ines, colleagues, service, territory, yanis, coordinator, monday, rf, handed
):
    """The structure says no after she left: a person to whom nobody would have told it."""
    omar, lea = colleagues
    silent, refused = light(ines, service), light(ines, service, phone="+33639980124", first_name="Awa")
    left(ines, omar if handed else None, coordinator)
    by = Answerer(user=yanis.user)
    answers.refuse(
        referral=refused, version=refused.version, by=by, reason=RefusalReason.FULL, message="Complet"
    )
    assert told(notices.ANSWERED) == {str(each.user) for each in ((omar,) if handed else colleagues)}
    monday.shift(timedelta(days=18))
    labels = ["1 orientation que vous suivez reste sans réponse", "1 orientation n’a pas abouti"]
    assert [label for label, _url in waiting(rf, omar)] == labels
    assert [label for label, _url in waiting(rf, lea)] == ([] if handed else labels)
    followers = [each.user for each in ((omar,) if handed else colleagues)]
    assert senders_of(Referral.objects.get(pk=silent.pk)) == followers


def test_what_came_of_it_is_asked_of_her_successor(
    ines, colleagues, service, territory, yanis, coordinator, monday, rf
):
    referral, (omar, _lea) = light(ines, service), colleagues
    answers.accept(referral=referral, version=referral.version, by=Answerer(user=yanis.user))
    left(ines, omar, coordinator)
    monday.shift(timedelta(days=16))
    upkeep.ask_outcomes(territory=territory, on=today())
    assert [url for _label, url in waiting(rf, omar)] == [f"/orientations/{referral.uuid}/suite/1/"]


def test_a_successor_who_refers_nobody_leaves_it_to_the_others(
    ines, partner, colleagues, service, coordinator, monday, rf
):
    light(ines, service)
    left(ines, make_member(partner, "presidente", role=Role.LEGAL_REPRESENTATIVE), coordinator)
    monday.shift(timedelta(days=18))
    assert [len(waiting(rf, each)) for each in colleagues] == [1, 1]
