"""What other applications learn of referrals: what waits for somebody, what is held about a person."""

from datetime import UTC, datetime, timedelta

from cite.core.dates import today
from cite.referrals.adapters.held import held_of
from cite.referrals.adapters.waiting import referrals_waiting
from cite.referrals.enums.referrals import ReferralOutcome, RefusalReason
from cite.referrals.operations import answers, upkeep
from cite.referrals.operations.answers import Answerer
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
