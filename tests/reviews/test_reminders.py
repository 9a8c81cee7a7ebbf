"""Who is told of what a review decided, and reminded once its day is past."""

from datetime import date, timedelta

import pytest

from cite.actors.models import Membership
from cite.notifications.enums import MessageState
from cite.notifications.models import Message
from cite.residents.enums.sharing import Purpose
from cite.reviews.operations import decide, remind_of_late, settle
from tests.factories.residents import make_sharing
from tests.factories.reviews import make_review_decision

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 27)


def told() -> list[tuple[str, str]]:
    """Which messages wait to leave, and for whom."""
    rows = Message.objects.exclude(state=MessageState.CANCELED).order_by("pk")
    return [(each.kind, str(each.recipient)) for each in rows]


def test_whoever_has_to_do_it_is_told_unless_she_noted_it_herself(situation, samia, ines, noe):
    make_sharing(samia, noe.partner, Purpose.REVIEW)
    for who in (ines, noe):
        decide(situation=situation, what="Appeler", who=who, due_on=FRIDAY, by=ines.user)
    assert told() == [("reviews.decided", str(noe.user))]
    assert not any(samia.first_name in each.body for each in Message.objects.all())


@pytest.mark.parametrize(
    ("due_on", "on", "expected"),
    [
        (FRIDAY - timedelta(days=1), FRIDAY, 1),
        (FRIDAY, FRIDAY, 0),
        (FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=1), 0),
    ],
)
def test_a_decision_whose_day_is_past_is_recalled_on_a_working_day(
    territory, situation, ines, due_on, on, expected
):
    make_review_decision(situation, ines, due_on=due_on)
    assert remind_of_late(territory=territory, on=on) == len(told()) == expected


def test_it_is_not_recalled_again_within_a_week_nor_once_it_is_done(territory, situation, ines):
    decision = make_review_decision(situation, ines, due_on=FRIDAY - timedelta(days=1))
    for _time in range(2):
        remind_of_late(territory=territory, on=FRIDAY)
    assert told() == [("reviews.late", str(ines.user))]
    settle(decision=decision, step="finish", version=decision.version, by=ines.user)
    assert told() == []
    assert remind_of_late(territory=territory, on=FRIDAY) == 0


def test_what_whoever_left_had_to_do_is_recalled_to_the_referent(territory, situation, samia, ines, noe):
    make_sharing(samia, noe.partner, Purpose.SUPPORT)
    make_review_decision(situation, noe, due_on=FRIDAY - timedelta(days=1))
    Membership.objects.filter(pk=noe.pk).update(state="left")
    remind_of_late(territory=territory, on=FRIDAY)
    assert told() == [("reviews.late", str(ines.user))]
