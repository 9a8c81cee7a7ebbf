"""The signs: each rule on its first day, the day before, and once what it looks for has come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.dropout.enums.signs import Parameter, Severity, Sign
from cite.dropout.rules.history import Deadline, History, Meeting, Obstacle, Period, Sent, Stage
from cite.dropout.rules.signs import level_of, signs_on, spans_of
from cite.dropout.rules.thresholds import DEFAULTS, FIRST, Thresholds

OPENED = date(2026, 1, 5)
FOLLOWED = (Period(OPENED),)
BUSY = (Stage(OPENED),)


def day(count: int) -> date:
    """A day counted from the entry."""
    return OPENED + timedelta(days=count)


def history(**facts) -> History:
    """A pathway in which nothing is to be looked at but what the test says."""
    given = {"opened_on": OPENED, "referents": FOLLOWED, "stages": BUSY}
    return History(**given | facts)


def found(facts: History, sign: Sign, on: date, thresholds: Thresholds = FIRST) -> int | None:
    """The severity of one sign on a day."""
    return next((int(each.severity) for each in signs_on(facts, thresholds, on) if each.sign == sign), None)


def said(facts: History, on: date) -> list[tuple[Sign, int]]:
    """The signs of a day and how serious each is."""
    return [(each.sign, int(each.severity)) for each in signs_on(facts, FIRST, on)]


def meeting(on: int, **facts) -> Meeting:
    """An appointment, planned a week before."""
    return Meeting(added_on=day(on - 7), on=day(on), **facts)


def absent(on: int) -> Meeting:
    """An absence, noted the same day."""
    return meeting(on, came=False, is_absence=True, known_on=day(on))


def present(on: int) -> Meeting:
    """She came."""
    return meeting(on, came=True, known_on=day(on))


@pytest.mark.parametrize(
    ("on", "severity"), [(30, None), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (150, 3), (400, 3)]
)
def test_silence_rises_with_time(on, severity):
    assert found(history(), Sign.SILENCE, day(on)) == severity


@pytest.mark.parametrize("heard", [{"heard": (day(40),)}, {"meetings": (present(40),)}])
def test_news_end_silence_and_it_counts_again_from_them(heard):
    facts = history(**heard)
    assert [found(facts, Sign.SILENCE, day(on)) for on in (39, 40, 70, 71)] == [1, None, None, 1]


def test_an_appointment_that_nobody_filled_in_is_no_news():
    assert found(history(meetings=(meeting(40),)), Sign.SILENCE, day(45)) == 1


def test_the_days_of_a_pause_are_not_counted_and_nothing_is_said_then():
    facts = history(pauses=(Period(day(20), day(50)),))
    assert [found(facts, Sign.SILENCE, day(on)) for on in (31, 50, 61, 62, 91, 92)] == [
        None,
        None,
        None,
        1,
        1,
        2,
    ]


def test_a_closed_period_of_the_cite_is_a_pause_for_everybody():
    closed = Thresholds(DEFAULTS, ((day(20), day(50)),))
    assert [found(history(), Sign.SILENCE, day(on), closed) for on in (31, 61, 62)] == [None, None, 1]


@pytest.mark.parametrize("hides", ["pause", "closing", "both"])
def test_a_day_of_pause_or_of_closing_hides_no_long_silence(hides):
    """Whoever had not been heard of for months was nowhere the day after, and for a month more."""
    facts = history(pauses=(Period(day(100), day(100)),) if hides != "closing" else ())
    closed = Thresholds(DEFAULTS, ((day(100), day(100)),) if hides != "pause" else ())
    assert [found(facts, Sign.SILENCE, day(on), closed) for on in (99, 100, 101)] == [3, None, 3]
    reason = next(each for each in signs_on(facts, closed, day(101)) if each.sign == Sign.SILENCE)
    assert reason.about == OPENED  # « pas de nouvelles depuis 101 jours »


def test_a_pause_that_nothing_ends_says_nothing_any_more():
    facts = history(pauses=(Period(day(20)),), stages=())
    assert [said(facts, day(on)) for on in (40, 400)] == [[(Sign.NOTHING_PROPOSED, 1)]] * 2


def test_a_day_of_closing_puts_off_by_a_day_that_nothing_is_under_way():
    closed = Thresholds(DEFAULTS, ((day(20), day(20)),))
    assert [found(history(stages=()), Sign.NO_STEP, day(on), closed) for on in (31, 32)] == [None, 1]


@pytest.mark.parametrize(
    ("meetings", "on", "severity"),
    [
        ((absent(10),), 9, None),
        ((absent(10),), 10, 1),
        ((absent(10), absent(20)), 21, 2),
        ((absent(10), present(15), absent(20)), 21, 1),
        ((absent(10), present(15), absent(20), present(25), absent(30)), 31, 2),
        ((absent(10), absent(20), present(25)), 26, None),
        ((meeting(10), meeting(20)), 40, None),
        ((meeting(10, came=False, known_on=day(10)), absent(20)), 21, 1),
    ],
)
def test_absences_without_a_word_are_not_excuses_nor_blanks(meetings, on, severity):
    assert found(history(meetings=meetings), Sign.ABSENCES, day(on)) == severity


def test_an_excuse_between_two_absences_does_not_hide_them():
    excused = meeting(15, came=False, known_on=day(15))
    assert found(history(meetings=(absent(10), excused, absent(20))), Sign.ABSENCES, day(21)) == 2


def test_an_absence_noted_later_is_known_from_that_day():
    late = meeting(10, came=False, is_absence=True, known_on=day(14))
    assert [found(history(meetings=(late,)), Sign.ABSENCES, day(on)) for on in (13, 14)] == [None, 1]


@pytest.mark.parametrize("on", [20, 22])
def test_absences_are_forgotten_once_she_is_heard_be_it_the_same_day(on):
    assert found(history(meetings=(absent(10), absent(20)), heard=(day(on),)), Sign.ABSENCES, day(22)) is None


def test_the_two_missed_appointments_are_counted_in_the_reason():
    signs = signs_on(history(meetings=(absent(10), absent(20))), FIRST, day(21))
    assert [(each.sign, each.count) for each in signs] == [(Sign.ABSENCES, 2)]


@pytest.mark.parametrize(("on", "severity"), [(14, None), (15, 1), (21, 1), (22, 2), (60, 2)])
def test_a_referral_without_answer_is_watched_after_ten_working_days_then_looked_at(on, severity):
    assert found(history(sent=(Sent(OPENED),)), Sign.REFERRAL_UNANSWERED, day(on)) == severity


@pytest.mark.parametrize("ended", [{"answered_on": day(5)}, {"over_on": day(5)}])
def test_a_referral_answered_or_over_waits_no_more(ended):
    assert found(history(sent=(Sent(OPENED, **ended),)), Sign.REFERRAL_UNANSWERED, day(40)) is None


@pytest.mark.parametrize(
    ("facts", "on", "severity"),
    [
        ({"is_accepted": True}, 20, None),
        ({"is_accepted": True}, 21, 1),
        ({"is_accepted": True, "dated_on": day(30)}, 30, None),
        ({"is_accepted": False}, 40, None),
    ],
)
def test_an_accepted_referral_needs_a_date(facts, on, severity):
    sent = Sent(OPENED, answered_on=day(5), **facts)
    assert found(history(sent=(sent,)), Sign.REFERRAL_UNDATED, day(on)) == severity


@pytest.mark.parametrize(("on", "severity"), [(13, None), (14, 0)])
def test_a_presence_not_filled_in_is_a_line_to_complete_and_no_alarm(on, severity):
    assert found(history(meetings=(meeting(10),)), Sign.PRESENCE_UNFILLED, day(on)) == severity


@pytest.mark.parametrize(
    ("others", "on", "severity"),
    [
        ((), 32, None),
        ((), 33, 1),
        ((), 54, 1),
        ((), 55, 2),
        ((Stage(day(35)),), 60, None),
        ((Stage(day(58)),), 57, 2),
        ((Stage(day(58)),), 58, None),
        ((Stage(day(20), over_on=day(30)),), 55, 2),
    ],
)
def test_an_action_that_ends_needs_a_next_step(others, on, severity):
    action = Stage(OPENED, over_on=day(41), ends_on=day(40))
    assert found(history(stages=(action, *others)), Sign.NOTHING_AFTER, day(on)) == severity


@pytest.mark.parametrize(("on", "severity"), [(39, None), (40, 2), (105, 2)])
def test_a_deadline_comes_near_and_stays_until_it_is_dealt_with(on, severity):
    facts = history(deadlines=(Deadline(on=day(100), known_on=OPENED),))
    assert found(facts, Sign.DEADLINE, day(on)) == severity


@pytest.mark.parametrize(
    ("obstacles", "on", "severity"),
    [
        ((Obstacle(OPENED), Obstacle(OPENED)), 10, None),
        ((Obstacle(OPENED), Obstacle(OPENED), Obstacle(day(5))), 4, None),
        ((Obstacle(OPENED), Obstacle(OPENED), Obstacle(day(5))), 5, 2),
        ((Obstacle(OPENED), Obstacle(OPENED, day(9)), Obstacle(day(5))), 10, None),
        ((Obstacle(OPENED, is_blocking=True),), 30, None),
        ((Obstacle(OPENED, is_blocking=True),), 31, 2),
        ((Obstacle(OPENED, is_blocking=True, is_answered=True),), 60, None),
    ],
)
def test_freins_pile_up_or_block_without_an_answer(obstacles, on, severity):
    assert found(history(obstacles=obstacles), Sign.OBSTACLES, day(on)) == severity


@pytest.mark.parametrize(("on", "severity"), [(7, None), (8, 3)])
def test_nobody_stays_without_a_referent(on, severity):
    assert found(history(referents=()), Sign.WITHOUT_REFERENT, day(on)) == severity


def test_a_referent_who_leaves_is_missed():
    facts = history(referents=(Period(OPENED, day(50)),))
    assert [found(facts, Sign.WITHOUT_REFERENT, day(on)) for on in (50, 58, 59)] == [None, None, 3]


@pytest.mark.parametrize(
    ("heard", "on", "severity"), [((), 51, 1), ((), 80, 1), ((), 81, None), ((day(60),), 60, None)]
)
def test_another_referent_needs_a_warm_hand_over(heard, on, severity):
    facts = history(referents=(Period(OPENED, day(49)), Period(day(50))), heard=heard)
    assert found(facts, Sign.REFERENT_CHANGED, day(on)) == severity


@pytest.mark.parametrize(("on", "severity"), [(30, None), (31, 1)])
def test_a_pathway_needs_a_next_step(on, severity):
    assert found(history(stages=()), Sign.NO_STEP, day(on)) == severity


def test_an_appointment_to_come_is_a_step():
    facts = history(stages=(), meetings=(Meeting(added_on=day(10), on=day(60)),))
    assert [found(facts, Sign.NO_STEP, day(on)) for on in (50, 91, 92)] == [None, None, 1]


@pytest.mark.parametrize(("known", "late"), [(20, 51), (59, 90), (60, 92)])
def test_an_appointment_called_off_beforehand_is_a_step_no_more(known, late):
    facts = history(stages=(), meetings=(Meeting(added_on=day(1), on=day(60), known_on=day(known)),))
    assert [found(facts, Sign.NO_STEP, day(on)) for on in (late - 1, late)] == [None, 1]


@pytest.mark.parametrize(
    ("facts", "on", "severity"),
    [
        ({"stages": ()}, 21, None),
        ({"stages": ()}, 22, 1),
        ({"stages": (), "sent": (Sent(day(30), answered_on=day(31)),)}, 30, None),
    ],
)
def test_something_is_proposed_within_three_weeks(facts, on, severity):
    assert found(history(**facts), Sign.NOTHING_PROPOSED, day(on)) == severity


def test_nothing_is_looked_at_once_a_pathway_is_over():
    assert signs_on(history(closed_on=day(100)), FIRST, day(100)) == []


days = st.integers(0, 400).map(day)
maybe = st.none() | days


@st.composite
def ordered(draw, build):
    """Two days in order, the second one perhaps missing."""
    first, last = draw(days), draw(maybe)
    return build(first, max(first, last) if last else None)


meetings = st.builds(
    lambda on, kind: Meeting(
        added_on=on,
        on=on,
        came={"came": True, "absent": False, "excused": False}.get(kind),
        is_absence=kind == "absent",
        known_on=None if kind == "blank" else on,
    ),
    days,
    st.sampled_from(["came", "absent", "excused", "blank"]),
)
histories = st.builds(
    History,
    opened_on=st.just(OPENED),
    closed_on=maybe,
    heard=st.lists(days, max_size=5).map(tuple),
    meetings=st.lists(meetings, max_size=6).map(tuple),
    sent=st.lists(ordered(lambda a, b: Sent(a, answered_on=b, is_accepted=b is not None)), max_size=3).map(
        tuple
    ),
    stages=st.lists(ordered(lambda a, b: Stage(a, over_on=b, ends_on=b)), max_size=4).map(tuple),
    referents=st.lists(ordered(Period), max_size=3).map(tuple),
    pauses=st.lists(ordered(Period), max_size=2).map(tuple),
    obstacles=st.lists(ordered(Obstacle), max_size=4).map(tuple),
)


@given(histories, days)
def test_the_level_is_that_of_the_worst_sign_and_each_sign_is_told_once(facts, on):
    signs = signs_on(facts, FIRST, on)
    assert level_of(signs) == max((each.severity for each in signs), default=None)
    assert len({each.sign for each in signs}) == len(signs)
    assert [each.severity for each in signs] == sorted((each.severity for each in signs), reverse=True)


@given(histories)
def test_every_stretch_lies_within_the_life_of_the_pathway(facts):
    for span in spans_of(facts, FIRST):
        assert facts.opened_on <= span.first <= span.last
        assert facts.closed_on is None or span.last < facts.closed_on


@given(
    histories, days, st.sampled_from([Parameter.SILENCE_SOON, Parameter.NO_STEP, Parameter.WITHOUT_REFERENT])
)
def test_waiting_longer_never_adds_a_sign(facts, on, parameter):
    later = Thresholds(DEFAULTS | {parameter: DEFAULTS[parameter] + 20})
    patient = {each.sign: each.severity for each in signs_on(facts, later, on)}
    for sign, severity in patient.items():
        assert severity <= max(each.severity for each in signs_on(facts, FIRST, on) if each.sign == sign)


@given(histories, days)
def test_what_comes_later_changes_nothing_of_today(facts, on):
    """The same rules serve the list of today and the replay: a contact after a day does not change that day."""
    known = {name: getattr(facts, name) for name in History.__slots__}
    later = History(**known | {"heard": (*facts.heard, day(500))})
    assert said(later, on) == said(facts, on)


def test_health_is_not_there_to_be_read():
    names = {name for cls in (History, Meeting, Sent, Stage, Deadline, Obstacle) for name in cls.__slots__}
    assert not names & {"sex", "age", "birth_date", "origin", "district", "health", "obstacle", "level"}
    assert Severity.WATCH < Severity.LOOK < Severity.SOON
