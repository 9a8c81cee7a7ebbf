"""The gate of the bilans, stage by stage (decisions, « Bilan gate »)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import GateNotice as N
from cite.grants.enums import GateStage as S
from cite.grants.enums import ReportGateObjection as O
from cite.grants.enums import RulingSubject as R
from cite.grants.rules.report_gate import GateFacts, Reported, gate_notices, report_gate

BEFORE, AFTER = date(2027, 6, 30), date(2027, 7, 1)


def action(year=2026, **said):
    return Reported(year=year, due_on=date(year + 1, 6, 30), **said)


def facts(*actions, on=date(2027, 2, 1), derogations=()):
    return GateFacts(year=2027, on=on, actions=actions, derogations=frozenset(derogations))


FINAL = {"final_produced": True}
INTERIM = {"interim_produced": True}


@pytest.mark.parametrize(
    ("given", "stage", "objections"),
    [
        (facts(), S.ADMISSIBILITY, ()),
        (facts(), S.DECISION, ()),
        (facts(), S.PAYMENT, ()),
        (facts(action(2025)), S.ADMISSIBILITY, (O.EARLIER_NOT_PRODUCED,)),
        (facts(action(2025, **INTERIM)), S.ADMISSIBILITY, (O.EARLIER_NOT_PRODUCED,)),
        (facts(action(2025, **FINAL)), S.ADMISSIBILITY, ()),
        (facts(action(2022)), S.ADMISSIBILITY, (O.EARLIER_NOT_PRODUCED,)),
        (facts(action()), S.ADMISSIBILITY, (O.PREVIOUS_WITHOUT_INTERIM,)),
        (facts(action(**INTERIM)), S.ADMISSIBILITY, ()),
        (facts(action(**FINAL)), S.ADMISSIBILITY, ()),
        (facts(action(**FINAL), action()), S.ADMISSIBILITY, (O.PREVIOUS_WITHOUT_INTERIM,)),
        (
            facts(action(2025), action()),
            S.ADMISSIBILITY,
            (O.EARLIER_NOT_PRODUCED, O.PREVIOUS_WITHOUT_INTERIM),
        ),
        (
            facts(action(2025), action(), derogations=[R.REPORT_AT_ADMISSIBILITY]),
            S.ADMISSIBILITY,
            (),
        ),
        (
            facts(action(2025), derogations=[R.REPORT_AT_PAYMENT, R.AGE_LIMIT]),
            S.ADMISSIBILITY,
            (O.EARLIER_NOT_PRODUCED,),
        ),
        (facts(action(**INTERIM), on=BEFORE), S.DECISION, ()),
        (facts(action(**INTERIM), on=AFTER), S.DECISION, (O.PREVIOUS_DUE,)),
        (facts(action(**FINAL), on=AFTER), S.DECISION, ()),
        (facts(action(**INTERIM)), S.PAYMENT, (O.PREVIOUS_NOT_PRODUCED,)),
        (facts(action(**FINAL)), S.PAYMENT, ()),
        (facts(action(), derogations=[R.REPORT_AT_PAYMENT]), S.PAYMENT, ()),
        (facts(action(), derogations=[R.REPORT_AT_ADMISSIBILITY]), S.PAYMENT, (O.PREVIOUS_NOT_PRODUCED,)),
        (facts(action(2027)), S.PAYMENT, ()),
        (facts(action(2027)), S.BALANCE, (O.CURRENT_NOT_ACCEPTED,)),
        (facts(action(2027, **FINAL)), S.BALANCE, (O.CURRENT_NOT_ACCEPTED,)),
        (facts(action(2027, **FINAL, final_accepted=True)), S.BALANCE, ()),
        (facts(), S.BALANCE, (O.CURRENT_NOT_ACCEPTED,)),
    ],
)
def test_the_gate(given, stage, objections):
    assert report_gate(given, stage).objections == objections


@pytest.mark.parametrize(
    ("given", "stage", "notices"),
    [
        (facts(), S.ADMISSIBILITY, (N.NOT_APPLICABLE,)),
        (facts(action(2027)), S.PAYMENT, (N.NOT_APPLICABLE,)),
        (facts(action(**FINAL)), S.PAYMENT, (N.BEING_READ,)),
        (facts(action(**FINAL, final_accepted=True)), S.PAYMENT, (N.PRODUCED,)),
        (facts(action(**INTERIM)), S.ADMISSIBILITY, ()),
        (facts(action()), S.PAYMENT, ()),
        (facts(action(), derogations=[R.REPORT_AT_PAYMENT]), S.PAYMENT, (N.DEROGATION,)),
    ],
)
def test_what_reassures(given, stage, notices):
    assert gate_notices(given, stage) == notices


_actions = st.builds(
    action,
    st.integers(2022, 2027),
    interim_produced=st.booleans(),
    final_produced=st.booleans(),
    final_accepted=st.booleans(),
)
_facts = st.builds(
    lambda actions, on: facts(*actions, on=on),
    st.lists(_actions, max_size=5),
    st.dates(date(2026, 12, 1), date(2028, 12, 31)),
)


@given(_facts, st.sampled_from([S.ADMISSIBILITY, S.DECISION, S.PAYMENT]))
def test_a_slow_reader_never_blocks(given, stage):
    """Whether a bilan was read changes nothing before the balance."""
    read = tuple(replace(a, final_accepted=True) for a in given.actions)
    assert report_gate(given, stage) == report_gate(replace(given, actions=read), stage)


@given(_facts, _actions, st.sampled_from([S.ADMISSIBILITY, S.DECISION, S.PAYMENT]))
def test_one_more_action_never_removes_an_objection(given, more, stage):
    before = set(report_gate(given, stage).objections)
    after = set(report_gate(replace(given, actions=(*given.actions, more)), stage).objections)
    assert before <= after


@given(_facts, st.sampled_from(S))
def test_producing_everything_opens_every_gate_but_the_balance(given, stage):
    produced = tuple(replace(a, final_produced=True) for a in given.actions)
    decision = report_gate(replace(given, actions=produced), stage)
    assert set(decision.objections) <= {O.CURRENT_NOT_ACCEPTED}
