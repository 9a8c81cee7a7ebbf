"""When an alert opens again, which ones come first, and what thresholds would have given over the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.dropout.enums.objections import ThresholdObjection
from cite.dropout.enums.signs import Parameter, Severity, Sign
from cite.dropout.rules import alerts
from cite.dropout.rules.alerts import ClosedBefore, first_ones, opens
from cite.dropout.rules.history import Deadline, History, Meeting, Obstacle, Period, Sent, Stage
from cite.dropout.rules.replay import JUDGED, WHOLE, Result, drop_outs_of, replay
from cite.dropout.rules.signs import Span, spans_of
from cite.dropout.rules.thresholds import (
    BOUNDS,
    DEFAULTS,
    FIRST,
    Thresholds,
    read,
    thresholds_decision,
    written,
)

ON = date(2026, 11, 27)


def span(sign: Sign = Sign.SILENCE, severity: Severity = Severity.LOOK) -> Span:
    return Span(sign, severity, ON, date.max, about=ON - timedelta(days=61))


def closed(days_ago: int, level: int = 2, signs: tuple[Sign, ...] = (Sign.SILENCE,)) -> ClosedBefore:
    return ClosedBefore(ON - timedelta(days=days_ago), {str(sign): level for sign in signs})


@pytest.mark.parametrize(
    ("signs", "before", "expected"),
    [
        ([], None, False),
        ([span()], None, True),
        ([span(Sign.PRESENCE_UNFILLED, Severity.TO_FILL_IN)], None, False),
        ([span()], closed(13), False),
        ([span()], closed(14), True),
        ([span(severity=Severity.SOON)], closed(1), True),
        ([span(), span(Sign.ABSENCES)], closed(1), True),
        ([span(severity=Severity.WATCH)], closed(1, level=3), False),
    ],
)
def test_what_a_person_has_just_closed_does_not_come_back_the_next_day(signs, before, expected):
    assert opens(signs, before, ON, quiet_days=14) is expected


def test_what_gets_worse_is_not_hidden_by_what_was_closed_with_it():
    """Closed on a long silence and a referral to watch; she was heard, and the referral waits for too long now."""
    before = ClosedBefore(ON - timedelta(days=3), {Sign.SILENCE: 3, Sign.REFERRAL_UNANSWERED: 1})
    waiting = span(Sign.REFERRAL_UNANSWERED, Severity.WATCH)
    assert not opens([waiting], before, ON, quiet_days=60)
    assert opens([waiting._replace(severity=Severity.LOOK)], before, ON, quiet_days=60)


@dataclass(frozen=True)
class Row:
    level: int
    oldest: date


rows = st.builds(Row, st.integers(1, 3), st.dates(date(2026, 1, 1), ON))


@given(st.lists(rows, max_size=40), st.integers(3, 30), st.integers(0, 40))
def test_ten_a_week_the_most_urgent_first_and_nothing_is_lost(listed, shown, done):
    first, others = first_ones(listed, shown, done)
    assert sorted(first + others, key=lambda row: (row.level, row.oldest)) == sorted(
        listed, key=lambda row: (row.level, row.oldest)
    )
    assert len(first) <= shown
    assert not first or not others or min(row.level for row in first) >= max(row.level for row in others)


def test_what_is_most_urgent_is_shown_even_once_the_week_is_full():
    first, others = first_ones([Row(3, ON), Row(1, ON)], shown=10, done_this_week=10)
    assert (first, others) == ([Row(3, ON)], [Row(1, ON)])


def test_signs_are_kept_and_read_back():
    read_back = alerts.read(alerts.kept([span(), span(Sign.ABSENCES)]))
    assert [(each.sign, each.severity, each.about) for each in read_back] == [
        (Sign.SILENCE, Severity.LOOK, ON - timedelta(days=61)),
        (Sign.ABSENCES, Severity.LOOK, ON - timedelta(days=61)),
    ]


@pytest.mark.parametrize(
    ("values", "closed_days", "expected"),
    [
        ({}, (), []),
        ({Parameter.NO_STEP: 6}, (), [ThresholdObjection.OUT_OF_BOUNDS]),
        ({Parameter.SILENCE_LOOK: 100}, (), [ThresholdObjection.NOT_RISING]),
        ({}, ((ON, ON - timedelta(days=1)),), [ThresholdObjection.CLOSED_TOO_LONG]),
        ({}, ((ON, ON + timedelta(days=60)),), [ThresholdObjection.CLOSED_TOO_LONG]),
        (
            {Parameter.NO_STEP: 999, Parameter.SILENCE_WATCH: 90},
            (),
            [ThresholdObjection.OUT_OF_BOUNDS, ThresholdObjection.NOT_RISING],
        ),
    ],
)
def test_thresholds_stay_between_their_bounds_and_every_reason_is_told(values, closed_days, expected):
    assert list(thresholds_decision(Thresholds(DEFAULTS | values, closed_days)).objections) == expected


def test_co_pilots_may_show_fewer_a_week_but_never_more_than_ten():
    def objections(shown: int) -> tuple:
        return thresholds_decision(Thresholds(DEFAULTS | {Parameter.SHOWN_A_WEEK: shown})).objections

    assert [objections(shown) for shown in (3, 10, 11)] == [(), (), (ThresholdObjection.OUT_OF_BOUNDS,)]
    assert read({"shown_a_week": 30})[Parameter.SHOWN_A_WEEK] == 10  # agreed to when more was accepted


@given(st.fixed_dictionaries({p: st.integers(low, high) for p, (_first, low, high) in BOUNDS.items()}))
def test_thresholds_are_kept_and_read_back(values):
    thresholds = Thresholds(values, ((ON, ON + timedelta(days=14)),))
    assert read(*written(thresholds)) == thresholds


OPENED = date(2025, 1, 6)
UNTIL = date(2026, 6, 30)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def tried(*histories: History, thresholds: Thresholds = FIRST, until: date = UNTIL) -> Result:
    return replay(histories, thresholds, *YEAR, until, Result())


def silent(**facts) -> History:
    """Nobody hears from her after the entry."""
    given = {"opened_on": OPENED, "referents": (Period(OPENED),), "stages": (Stage(OPENED),)}
    return History(**given | facts)


def test_five_months_without_news_are_a_drop_out_whatever_thresholds_are_tried():
    assert drop_outs_of(silent(), FIRST, UNTIL) == [OPENED + timedelta(days=151)]
    assert (
        drop_outs_of(silent(heard=(OPENED + timedelta(days=100),)), FIRST, OPENED + timedelta(days=200)) == []
    )


def test_closed_periods_put_a_drop_out_off_and_hide_none():
    closed = tuple((date(2025, month, 1), date(2025, month, 2)) for month in range(2, 13))
    assert drop_outs_of(silent(), Thresholds(DEFAULTS, closed), UNTIL) == [OPENED + timedelta(days=161)]


def test_a_pause_in_the_middle_of_a_silence_begins_no_other_drop_out():
    paused = silent(pauses=(Period(OPENED + timedelta(days=160), OPENED + timedelta(days=200)),))
    assert drop_outs_of(paused, FIRST, UNTIL) == [OPENED + timedelta(days=151)]


@pytest.mark.parametrize("hides", ["pause", "closing"])
def test_a_pause_or_a_closing_in_the_middle_of_an_alert_begins_no_other(hides):
    days = [(OPENED + timedelta(days=each), OPENED + timedelta(days=each + 1)) for each in (70, 95, 120)]
    told = silent(pauses=tuple(Period(*each) for each in days) if hides == "pause" else ())
    closed = tuple(days) if hides == "closing" else ()
    result = tried(told, thresholds=Thresholds(DEFAULTS, closed))
    assert [result.lines[name].alerts for name in (Sign.SILENCE, WHOLE)] == [1, 1]


def test_news_during_a_pause_let_another_silence_be_another_alert():
    pause = Period(OPENED + timedelta(days=80), OPENED + timedelta(days=100))
    told = silent(pauses=(pause,), heard=(OPENED + timedelta(days=90),))
    assert tried(told).lines[Sign.SILENCE].alerts == 2


def test_who_is_closed_as_lost_after_five_months_dropped_out_once():
    lost = silent(closed_on=date(2025, 8, 1), lost_on=date(2025, 8, 1))
    assert len(drop_outs_of(lost, FIRST, UNTIL)) == 1


def test_a_drop_out_seen_ninety_days_before_is_seen_in_time():
    result = tried(silent())
    line = result.lines[Sign.SILENCE]
    assert (result.drop_outs, result.seen_in_time, result.unseen) == (1, 1, 0)
    assert (line.alerts, line.true, line.false, line.lead) == (1, 1, 0, 88)


def test_an_alert_that_news_follow_is_false():
    heard = tuple(
        OPENED + timedelta(days=each) for each in (70, 100, 130, 160, 190, 220, 250, 280, 310, 340, 370)
    )
    line = tried(silent(heard=heard, closed_on=OPENED + timedelta(days=380))).lines[Sign.SILENCE]
    assert (line.alerts, line.true, line.false) == (1, 0, 1)


def test_what_is_too_recent_to_tell_is_neither_true_nor_false():
    line = tried(silent(), until=OPENED + timedelta(days=100)).lines[Sign.SILENCE]
    assert (line.alerts, line.true, line.false, line.too_soon) == (1, 0, 0, 1)


def test_later_thresholds_see_later():
    slow = Thresholds(
        DEFAULTS | {Parameter.SILENCE_WATCH: 100, Parameter.SILENCE_LOOK: 140, Parameter.SILENCE_SOON: 149}
    )
    result = tried(silent(), thresholds=slow)
    assert (result.seen_in_time, result.seen_late, result.lines[WHOLE].lead) == (0, 1, 10)


def test_the_result_counts_every_alert_once():
    result = tried(silent(), silent(heard=(OPENED + timedelta(days=20),)), silent(referents=()))
    rows = result.as_rows()
    assert rows["pathways"] == 3
    for line in rows["lines"].values():
        assert line["alerts"] == line["true"] + line["false"] + line["too_soon"]


def test_the_past_is_judged_by_the_rules_that_say_to_look_and_by_no_other():
    absent = [
        Meeting(OPENED, on, came=False, is_absence=True, known_on=on)
        for on in (OPENED + timedelta(days=each) for each in (10, 12))
    ]
    lived = (
        silent(referents=(), stages=(), obstacles=[Obstacle(OPENED, is_blocking=True)]),
        silent(meetings=[*absent, Meeting(OPENED, OPENED + timedelta(days=20))]),
        silent(sent=[Sent(OPENED), Sent(OPENED, answered_on=OPENED, is_accepted=True)]),
        silent(stages=[Stage(OPENED, ends_on=OPENED + timedelta(days=9))], deadlines=[Deadline(ON, OPENED)]),
        silent(referents=(Period(OPENED, OPENED), Period(OPENED + timedelta(days=1)))),
    )
    spans = [span for facts in lived for span in spans_of(facts, FIRST)]
    assert {span.sign for span in spans} == set(Sign)
    assert {span.sign for span in spans if span.severity >= Severity.LOOK} == set(JUDGED)
