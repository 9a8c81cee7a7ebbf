"""What the page of a referral draws: each state has its stages, until what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cite.core.dates import now
from cite.referrals.enums.referrals import ReferralOutcome, RefusalReason
from cite.referrals.enums.referrals import ReferralState as S
from cite.referrals.models import OutcomeNote, Referral
from cite.referrals.web.views.course import course_of
from tests.factories.referrals import make_introduction, make_referral

AFTER = (15, 60)


def referral(state, **fields) -> Referral:
    day = now().date()
    given = {"sent_on": day, "expires_on": day + timedelta(days=30), "answered_on": day} | fields
    return Referral(state=state, **given)


def statuses(state, notes=(), *, shows_person=True, **fields) -> list[str]:
    stages = course_of(referral(state, **fields), notes, AFTER, shows_person=shows_person)
    return [stage.status for stage in stages]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (S.SENT, "done current to_come to_come to_come to_come"),
        (S.ACCEPTED, "done done current to_come to_come to_come"),
        (S.MET, "done done done done current to_come"),
        (S.MISSED, "done done done current to_come to_come"),
        (S.DONE_BY_PHONE, "done done current to_come"),
        (S.REFUSED, "done stopped"),
        (S.EXPIRED, "done stopped"),
        (S.DECLINED, "done stopped"),
        (S.CANCELED, "done stopped"),
    ],
)
def test_each_state_has_its_stages(state, expected):
    assert statuses(state) == expected.split()


def test_an_appointment_is_to_come_until_its_hour():
    soon, past = now() + timedelta(days=2), now() - timedelta(hours=1)
    assert statuses(S.APPOINTED, appointment_at=soon) == "done done current to_come to_come to_come".split()
    assert statuses(S.APPOINTED, appointment_at=past) == "done done done current to_come to_come".split()


def test_the_day_of_the_appointment_is_told_where_she_is_shown_only():
    soon = referral(S.APPOINTED, appointment_at=now() + timedelta(days=2))
    shown, hidden = (course_of(soon, (), AFTER, shows_person=shows)[2].detail for shows in (True, False))
    assert "4\u00a0novembre" in shown.replace(" ", "\u00a0")
    assert hidden == ""


def test_what_came_of_it_is_told_then_asked_in_its_time():
    said = OutcomeNote(rank=1, outcome=ReferralOutcome.SOLVED)
    asked = referral(S.MET, answered_on=now().date() - timedelta(days=61))
    first, second = course_of(asked, [said], AFTER, shows_person=True)[-2:]
    assert (first.status, str(first.detail)) == ("done", str(ReferralOutcome.SOLVED.label))
    assert (second.status, second.detail) == ("current", "à dire")


def test_a_refusal_says_why():
    stopped = course_of(referral(S.REFUSED, refusal_reason=RefusalReason.FULL), (), AFTER, shows_person=True)[
        -1
    ]
    assert stopped.detail == "Plus de place"


def test_what_was_taken_back_is_not_said_to_be_so_the_day_it_was_answered():
    assert [stage.detail for stage in course_of(referral(S.CANCELED), (), AFTER, shows_person=True)][1] == ""


def test_the_list_draws_how_far_what_was_sent_came(ines, atelier, yanis, sign_in):
    day = now().date()
    for state in (S.SENT, S.REFUSED, S.APPOINTED, S.MET, S.DONE_BY_PHONE):
        answered = None if state == S.SENT else day
        why = {"refusal_reason": RefusalReason.FULL} if state == S.REFUSED else {}
        make_referral(ines, receiver=atelier, first_name="Prénom", state=state, answered_on=answered, **why)
    page = reverse("referrals:list")
    funnel = sign_in(ines).get(page).context["funnel"]
    assert [step.count for step in funnel] == [5, 4, 3, 2]
    assert "aidée par téléphone" in funnel[-1].label
    assert sign_in(ines).get(page, {"etat": "attente"}).context["funnel"] == []
    assert sign_in(yanis).get(page).context["funnel"] == []


def test_a_relay_is_thanked_with_what_people_agreed_that_she_knows(relay, sign_in):
    page = reverse("referrals:introduced")
    day = now().date()
    make_introduction(relay, called_on=day, met_on=day, tells_relay=False)
    assert sign_in(relay).get(page).context["steps"] == []
    make_introduction(relay, called_on=day, tells_relay=True)
    make_introduction(relay, called_on=day, met_on=day, tells_relay=True)
    assert [step.count for step in sign_in(relay).get(page).context["steps"]] == [3, 2, 1]
