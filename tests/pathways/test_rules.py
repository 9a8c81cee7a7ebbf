"""The rules of pathways, as tables: status, exits, referents, days."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.pathways.enums.objections import EventObjection, ExitObjection, PathwayObjection, ReferentObjection
from cite.pathways.enums.pathways import ExitClass as C
from cite.pathways.enums.pathways import ExitReason as R
from cite.pathways.enums.pathways import PathwayState as S
from cite.pathways.rules import dates, exits, referents
from cite.pathways.rules.status import REASONS, TABLE, PathwayFacts, status_of

TODAY = date(2026, 11, 27)
GOING_ON = {"has_referent": True, "was_met": True, "has_diagnosis": True}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"is_closed": True}, S.CLOSED),
        (GOING_ON | {"is_closed": True, "is_paused": True}, S.CLOSED),
        ({}, S.WITHOUT_REFERENT),
        (GOING_ON | {"has_referent": False}, S.WITHOUT_REFERENT),
        (GOING_ON | {"has_referent": False, "is_paused": True}, S.WITHOUT_REFERENT),
        (GOING_ON | {"is_paused": True, "in_action": True}, S.PAUSED),
        ({"has_referent": True, "is_paused": True}, S.PAUSED),
        ({"has_referent": True}, S.STARTING),
        ({"has_referent": True, "has_diagnosis": True, "in_action": True}, S.STARTING),
        ({"has_referent": True, "was_met": True, "in_action": True}, S.IN_ACTION),
        ({"has_referent": True, "was_met": True}, S.DIAGNOSIS),
        (GOING_ON, S.IN_PROGRESS),
    ],
)
def test_the_status_comes_from_what_happened(facts, state):
    status = status_of(PathwayFacts(**facts))
    assert (status.state, status.reason) == (state, REASONS[state])


@given(st.builds(PathwayFacts, **dict.fromkeys(PathwayFacts.__slots__, st.booleans())))
def test_a_status_can_always_be_computed(facts):
    status = status_of(facts)
    assert status.state in S
    assert (status.state is S.CLOSED) == facts.is_closed


def test_every_status_has_its_line():
    assert [line[0] for line in TABLE] == list(dict.fromkeys(line[0] for line in TABLE))
    assert {line[0] for line in TABLE} == set(S)


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (R.PERMANENT_CONTRACT, C.LASTING_JOB),
        (R.BUSINESS, C.LASTING_JOB),
        (R.SHORT_CONTRACT, C.TRANSITION_JOB),
        (R.AIDED_CONTRACT, C.TRANSITION_JOB),
        (R.QUALIFYING_TRAINING, C.POSITIVE),
        (R.INSERTION_STRUCTURE, C.POSITIVE),
        (R.COMMON_LAW, C.COMMON_LAW),
        (R.RETIREMENT, C.OTHER),
        (R.LOST, C.LOST),
        (R.MOVED_AWAY, C.NOT_COUNTED),
        (R.DEATH, C.NOT_COUNTED),
    ],
)
def test_a_reason_has_its_class(reason, kind):
    assert exits.class_of(reason) == kind


def test_every_reason_has_one_class_and_every_class_a_reason():
    assert set(exits.CLASS_OF) == set(R)
    assert set(exits.CLASS_OF.values()) == set(C)


@pytest.mark.parametrize(
    ("reason", "months", "objections"),
    [
        (R.LONG_CONTRACT, 6, ()),
        (R.LONG_CONTRACT, 5, (ExitObjection.MONTHS_TOO_FEW,)),
        (R.LONG_CONTRACT, None, (ExitObjection.MONTHS_NEEDED,)),
        (R.SHORT_CONTRACT, 5, ()),
        (R.SHORT_CONTRACT, 6, (ExitObjection.MONTHS_TOO_MANY,)),
        (R.SHORT_CONTRACT, None, (ExitObjection.MONTHS_NEEDED,)),
        (R.AIDED_CONTRACT, None, ()),
        (R.AIDED_CONTRACT, 9, ()),
        (R.PERMANENT_CONTRACT, None, ()),
        (R.PERMANENT_CONTRACT, 12, (ExitObjection.NO_MONTHS,)),
        (R.LOST, 1, (ExitObjection.NO_MONTHS,)),
    ],
)
def test_the_length_of_a_contract_fits_its_reason(reason, months, objections):
    assert exits.exit_decision(reason, months).objections == objections


def test_the_rate_leaves_out_what_does_not_count():
    rate = exits.dynamic_rate(
        {C.LASTING_JOB: 2, C.TRANSITION_JOB: 1, C.POSITIVE: 1, C.COMMON_LAW: 1, C.LOST: 3, C.NOT_COUNTED: 9}
    )
    assert (rate.dynamic, rate.examined, rate.share) == (4, 8, 0.5)
    assert exits.dynamic_rate({C.NOT_COUNTED: 2}).share is None


@given(st.lists(st.sampled_from(C)))
def test_the_rate_is_a_share(classes):
    rate = exits.dynamic_rate(Counter(classes))
    assert rate.dynamic <= rate.examined <= len(classes)
    assert rate.share is None or 0 <= rate.share <= 1


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 27), 3, date(2027, 2, 27)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
    ],
)
def test_months_later(day, months, later):
    assert exits.months_later(day, months) == later


def test_follow_ups_come_after_three_and_six_months():
    assert exits.follow_ups_due(R.SHORT_CONTRACT, TODAY) == [(3, date(2027, 2, 27)), (6, date(2027, 5, 27))]
    assert exits.follow_ups_due(R.DEATH, TODAY) == []


@pytest.mark.parametrize(
    ("days", "another", "objections"),
    [
        (0, False, ()),
        (7, False, ()),
        (8, False, (ExitObjection.TOO_LATE_TO_UNDO,)),
        (8, True, (ExitObjection.TOO_LATE_TO_UNDO, ExitObjection.OPENED_SINCE)),
    ],
)
def test_an_exit_is_undone_for_a_week(days, another, objections):
    noted_on = TODAY - timedelta(days=days)
    assert exits.undo_decision(noted_on, TODAY, another_is_open=another).objections == objections


FIT = referents.Candidate(acts=True, accompanies=True, is_shared=True)


@pytest.mark.parametrize(
    ("candidate", "place", "objections"),
    [
        (FIT, referents.Place(), ()),
        (FIT, referents.Place(has_referent=True, proposes_for_it=True), ()),
        (FIT, referents.Place(has_referent=True), (ReferentObjection.REFERENT_HANDS_OVER,)),
        (FIT, referents.Place(has_proposal=True), (ReferentObjection.ALREADY_PROPOSED,)),
        (
            referents.Candidate(acts=False, accompanies=False, is_shared=False),
            referents.Place(),
            (ReferentObjection.NOT_ACTIVE, ReferentObjection.SEES_NOBODY, ReferentObjection.NOT_SHARED),
        ),
        (
            FIT,
            referents.Place(has_referent=True, is_already=True, proposes_for_it=True),
            (ReferentObjection.ALREADY_REFERENT,),
        ),
    ],
)
def test_who_may_be_proposed(candidate, place, objections):
    assert referents.proposal_decision(candidate, place).objections == objections


def test_only_whom_it_was_proposed_to_answers():
    assert referents.answer_decision(waits=True, is_hers=True)
    assert referents.answer_decision(waits=False, is_hers=False).objections == (
        ReferentObjection.NO_LONGER_PROPOSED,
        ReferentObjection.NOT_YOURS_TO_ANSWER,
    )


def test_one_joins_the_group_once():
    assert referents.group_decision(FIT, is_already=False)
    assert referents.group_decision(FIT, is_already=True).objections == (ReferentObjection.ALREADY_IN_GROUP,)


@pytest.mark.parametrize(
    ("on", "last_closed_on", "objections"),
    [
        (TODAY, None, ()),
        (TODAY + timedelta(days=1), None, (PathwayObjection.IN_THE_FUTURE,)),
        (date(2016, 1, 1), None, (PathwayObjection.TOO_OLD,)),
        (TODAY, TODAY, ()),
        (date(2026, 11, 1), date(2026, 11, 2), (PathwayObjection.BEFORE_THE_LAST,)),
    ],
)
def test_when_a_pathway_may_begin(on, last_closed_on, objections):
    assert dates.opening_decision(on, TODAY, last_closed_on=last_closed_on).objections == objections


@pytest.mark.parametrize(
    ("on", "objections"),
    [
        (TODAY, ()),
        (date(2026, 11, 2), ()),
        (date(2026, 11, 1), (PathwayObjection.BEFORE_OPENING,)),
        (TODAY + timedelta(days=1), (PathwayObjection.IN_THE_FUTURE,)),
    ],
)
def test_when_something_may_have_happened(on, objections):
    assert dates.event_decision(on, TODAY, opened_on=date(2026, 11, 2)).objections == objections


@pytest.mark.parametrize(
    ("first", "last", "overlaps", "objections"),
    [
        (0, 10, False, ()),
        (10, 0, False, (EventObjection.ENDS_BEFORE,)),
        (0, 185, False, (EventObjection.TOO_LONG,)),
        (0, 10, True, (EventObjection.OVERLAPS,)),
        (-30, 10, False, (PathwayObjection.BEFORE_OPENING,)),
    ],
)
def test_which_days_a_pause_covers(first, last, overlaps, objections):
    decision = dates.pause_decision(
        TODAY + timedelta(days=first),
        TODAY + timedelta(days=last),
        opened_on=date(2026, 11, 2),
        overlaps=overlaps,
        longest_days=184,
    )
    assert decision.objections == objections


def test_an_appointment_stands_within_a_year():
    opened_on = date(2026, 11, 2)
    assert dates.appointment_decision(TODAY + timedelta(days=366), TODAY, opened_on=opened_on)
    assert dates.appointment_decision(date(2028, 1, 1), TODAY, opened_on=opened_on).objections == (
        EventObjection.TOO_FAR,
    )
    assert dates.appointment_decision(date(2026, 1, 1), TODAY, opened_on=opened_on).objections == (
        PathwayObjection.BEFORE_OPENING,
    )
