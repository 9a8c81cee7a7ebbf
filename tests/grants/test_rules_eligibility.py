"""The fiche technique, criterion by criterion: unknown never refuses, and no line hides another."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import CarrierKind as C
from cite.grants.enums import CriterionStanding as S
from cite.grants.enums import EligibilityCriterion as K
from cite.grants.enums import EligibilityDoubt as D
from cite.grants.enums import EligibilityGap as G
from cite.grants.enums import EligibilityObjection as O
from cite.grants.enums import EligibilityWarning as W
from cite.grants.enums import RulingOutcome as R
from cite.grants.rules.eligibility import TABLE, EligibilityFacts, carrier_kind_of, eligibility

GOOD = EligibilityFacts(
    year=2027,
    carrier_kind=C.ASSOCIATION,
    reaches_priority=True,
    reaches_watch=False,
    has_age_limit=False,
    starts_on=date(2027, 1, 1),
    ends_on=date(2027, 12, 31),
    priorities=frozenset({"obstacles", "language"}),
    is_innovative=True,
    has_partners=True,
    is_coordinated=True,
    similar_unanswered=0,
    values_signed=True,
    reports_produced=True,
)
BAD = {
    "carrier_kind": C.TO_CONFIRM,
    "carrier_ruling": R.REFUSED,
    "reaches_priority": False,
    "reaches_watch": True,
    "has_age_limit": True,
    "age_ruling": R.REFUSED,
    "starts_on": date(2028, 2, 1),
    "ends_on": date(2026, 12, 31),
    "priorities": frozenset(),
    "is_innovative": False,
    "has_partners": False,
    "is_coordinated": False,
    "values_signed": False,
}


def test_every_criterion_has_its_line_once_with_the_words_of_the_fiche():
    assert [line.criterion for line in TABLE] == list(K)
    assert all("«" in line.source for line in TABLE)


def test_a_good_project_is_eligible_and_nothing_is_said():
    verdict = eligibility(GOOD)
    assert verdict.decision and verdict.missing and verdict.to_confirm and verdict.warnings == ()
    assert verdict.for_deposit and verdict.for_admissibility
    assert {line.standing for line in verdict.lines} == {S.MET}


@pytest.mark.parametrize(
    ("change", "objections", "gaps", "doubts", "warnings"),
    [
        ({"carrier_kind": C.LOCAL_AUTHORITY}, (), (), (), ()),
        ({"carrier_kind": None}, (), (G.CARRIER,), (), ()),
        ({"carrier_kind": C.TO_CONFIRM}, (), (), (D.CARRIER,), ()),
        ({"carrier_kind": C.TO_CONFIRM, "carrier_ruling": R.ACCEPTED}, (), (), (), ()),
        ({"carrier_kind": C.TO_CONFIRM, "carrier_ruling": R.REFUSED}, (O.CARRIER_REFUSED,), (), (), ()),
        ({"carrier_ruling": R.REFUSED}, (), (), (), ()),
        ({"reaches_priority": None, "reaches_watch": None}, (), (G.DISTRICTS,), (), ()),
        ({"reaches_priority": False, "reaches_watch": True}, (O.ONLY_WATCH_DISTRICTS,), (), (), ()),
        ({"reaches_priority": False}, (O.NO_PRIORITY_DISTRICT,), (), (), ()),
        ({"reaches_watch": True}, (), (), (), (W.MIXED_DISTRICTS,)),
        ({"takes_place_inside": False}, (), (), (), ()),
        ({"has_age_limit": None}, (), (G.AGE,), (), ()),
        ({"has_age_limit": True}, (), (G.AGE_REASON,), (), ()),
        ({"has_age_limit": True, "is_age_explained": True}, (), (), (D.AGE,), ()),
        ({"has_age_limit": True, "age_ruling": R.ACCEPTED}, (), (), (), ()),
        ({"has_age_limit": True, "age_ruling": R.REFUSED}, (O.AGE_REFUSED,), (), (), ()),
        ({"starts_on": date(2026, 12, 31)}, (O.STARTS_OUT_OF_YEAR,), (), (), ()),
        ({"ends_on": date(2028, 1, 1)}, (O.ENDS_OUT_OF_YEAR,), (), (), ()),
        (
            {"starts_on": date(2027, 5, 2), "ends_on": date(2027, 5, 1)},
            (O.ENDS_BEFORE_START,),
            (),
            (),
            (),
        ),
        ({"starts_on": date(2028, 1, 1), "ends_on": None}, (O.STARTS_OUT_OF_YEAR,), (G.ENDS_ON,), (), ()),
        ({"starts_on": None, "ends_on": None}, (), (G.STARTS_ON, G.ENDS_ON), (), ()),
        ({"priorities": None}, (), (G.PRIORITIES,), (), ()),
        ({"priorities": frozenset()}, (O.NOT_A_PRIORITY,), (), (), ()),
        ({"priorities": frozenset({"other"})}, (), (G.OTHER_PRIORITY,), (), ()),
        ({"priorities": frozenset({"other"}), "is_other_priority_explained": True}, (), (), (), ()),
        ({"is_innovative": None}, (), (G.INNOVATION,), (), ()),
        ({"is_innovative": False}, (O.NOT_NEW,), (), (), ()),
        ({"has_partners": None}, (), (G.NETWORK,), (), ()),
        ({"has_partners": False}, (O.NO_PARTNER,), (), (), ()),
        ({"is_coordinated": None, "similar_unanswered": 2}, (), (G.ARTICULATION, G.SIMILAR), (), ()),
        ({"similar_unanswered": 1}, (), (G.SIMILAR,), (), ()),
        ({"is_coordinated": False}, (O.NOT_COORDINATED,), (), (), ()),
        ({"values_signed": None}, (), (G.VALUES,), (), ()),
        ({"values_signed": False}, (O.VALUES_NOT_SIGNED,), (), (), ()),
        ({"reports_produced": False}, (), (), (), (W.REPORTS_NOT_PRODUCED,)),
        ({"reports_produced": None}, (), (), (), (W.REPORTS_UNKNOWN,)),
    ],
)
def test_one_line_at_a_time(change, objections, gaps, doubts, warnings):
    verdict = eligibility(replace(GOOD, **change))
    assert verdict.decision.objections == objections
    assert verdict.missing.objections == gaps
    assert verdict.to_confirm.objections == doubts
    assert verdict.warnings == warnings
    assert bool(verdict.for_deposit) == (not objections and not gaps)
    assert bool(verdict.for_admissibility) == (not objections and not gaps and not doubts)


@pytest.mark.parametrize(("produced", "standing"), [(True, S.MET), (False, S.UNMET), (None, S.MISSING)])
def test_a_bilan_that_only_warns_is_not_shown_as_met(produced, standing):
    verdict = eligibility(replace(GOOD, reports_produced=produced))
    assert verdict.lines[-1].standing == standing and verdict.for_deposit


def test_knowing_nothing_refuses_nothing():
    verdict = eligibility(EligibilityFacts(year=2027))
    assert verdict.decision and not verdict.missing


def test_everything_wrong_is_said_at_once():
    said = eligibility(EligibilityFacts(year=2027, **BAD)).decision.objections
    assert set(said) == set(O) - {O.NO_PRIORITY_DISTRICT}
    assert len(said) == len(set(said))


_maybe = st.sampled_from([None, True, False])
_rulings = st.sampled_from([None, *R])
_days = st.one_of(st.none(), st.dates(date(2026, 6, 1), date(2028, 6, 1)))
_facts = st.builds(
    EligibilityFacts,
    year=st.just(2027),
    carrier_kind=st.sampled_from([None, *C]),
    carrier_ruling=_rulings,
    reaches_priority=_maybe,
    reaches_watch=_maybe,
    takes_place_inside=_maybe,
    has_age_limit=_maybe,
    is_age_explained=_maybe,
    age_ruling=_rulings,
    starts_on=_days,
    ends_on=_days,
    priorities=st.one_of(st.none(), st.frozensets(st.sampled_from(["obstacles", "language", "other"]))),
    is_other_priority_explained=_maybe,
    is_innovative=_maybe,
    has_partners=_maybe,
    is_coordinated=_maybe,
    similar_unanswered=st.one_of(st.none(), st.integers(0, 3)),
    values_signed=_maybe,
    reports_produced=_maybe,
)
_FORGETTABLE = [f.name for f in fields(EligibilityFacts) if f.name not in ("year", "reaches_watch")]


@given(_facts, st.sampled_from(_FORGETTABLE))
def test_forgetting_a_fact_never_refuses(facts, name):
    before = set(eligibility(facts).decision.objections)
    after = set(eligibility(replace(facts, **{name: None})).decision.objections)
    assert after <= before


@given(_facts, st.sampled_from(sorted(BAD)))
def test_an_objection_never_hides_another(facts, name):
    """What one line says is what it says alone: no fact of another line changes it."""
    changed = replace(facts, **{name: BAD[name]})
    before = {line.criterion: line.answer for line in eligibility(facts).lines}
    after = {line.criterion: line.answer for line in eligibility(changed).lines}
    assert sum(before[criterion] != after[criterion] for criterion in K) <= 1


@given(_facts)
def test_the_place_and_the_bilans_never_refuse(facts):
    for name in ("takes_place_inside", "reports_produced"):
        said = {eligibility(replace(facts, **{name: value})).decision for value in (None, True, False)}
        assert len(said) == 1


@pytest.mark.parametrize(
    ("form", "kind", "expected"),
    [
        ("association", "mission_locale", C.ASSOCIATION),
        ("local_authority", "commune", C.LOCAL_AUTHORITY),
        ("unknown", "metropole", C.LOCAL_AUTHORITY),
        ("public_institution", "ccas", C.TO_CONFIRM),
        ("public_interest_group", "mission_locale", C.TO_CONFIRM),
        ("company", "social_landlord", C.TO_CONFIRM),
        ("unknown", "social_center", C.TO_CONFIRM),
        ("foundation", "other", C.TO_CONFIRM),
    ],
)
def test_what_a_carrier_is(form, kind, expected):
    assert carrier_kind_of(form, kind) == expected
