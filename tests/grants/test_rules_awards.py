"""What a funder may decide, what an act must say, and where that leads a file, as tables."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import GRANTING, AwardState, Outcome, RefusalMotive
from cite.grants.enums.decisions import AwardObjection as O
from cite.grants.rules.awards import (
    ActDetails,
    Terms,
    act_decision,
    all_recorded,
    arrow_after,
    counted,
    is_same_name,
    redecision_decision,
    terms_decision,
)

ASKED = Decimal("5000.00")
A, P, R, T = AwardState.ASKED, AwardState.PREPARED, AwardState.RECORDED, AwardState.PUBLISHED


@pytest.mark.parametrize(
    ("outcome", "amount", "more", "objections"),
    [
        ("full", "5000.00", {}, ()),
        ("full", "4999.99", {}, (O.FULL_IS_ALL,)),
        ("full", "5000.01", {}, (O.FULL_IS_ALL,)),
        ("partial", "4999.99", {}, ()),
        ("partial", "5000.00", {}, (O.PARTIAL_IS_LESS,)),
        ("partial", "0", {}, (O.PARTIAL_IS_LESS,)),
        ("partial", "0.01", {}, ()),
        ("partial", "100.005", {}, (O.NOT_CENTS,)),
        ("partial", "-1", {}, (O.NOT_CENTS,)),
        ("partial", "NaN", {}, (O.NOT_CENTS,)),
        ("partial", "Infinity", {}, (O.NOT_CENTS,)),
        ("partial", "1E+30", {}, (O.NOT_CENTS,)),
        ("conditional", "5000.00", {"conditions": "Produire le bilan."}, ()),
        ("conditional", "5000.00", {"conditions": "  "}, (O.NO_CONDITION,)),
        ("conditional", "5000.01", {}, (O.CONDITIONAL_WITHIN, O.NO_CONDITION)),
        ("waiting_list", "0", {}, ()),
        ("waiting_list", "0.01", {}, (O.NO_AMOUNT,)),
        ("adjourned", "0", {"words": "Devis attendu."}, ()),
        ("adjourned", "0", {}, (O.NO_WORDS,)),
        ("redirected", "0", {"words": "Vers le droit commun."}, ()),
        ("redirected", "0", {}, (O.NO_WORDS,)),
        ("refused", "0", {"motive": "overlap"}, ()),
        ("refused", "0", {}, (O.NO_MOTIVE,)),
        ("refused", "0", {"motive": "other"}, (O.NO_WORDS,)),
        ("refused", "0", {"motive": "other", "words": "Hors délai."}, ()),
        ("refused", "10", {"motive": "overlap"}, (O.NO_AMOUNT,)),
        ("full", "5000", {"motive": "overlap"}, (O.MOTIVE_WITHOUT_REFUSAL,)),
    ],
)
def test_terms(outcome, amount, more, objections):
    terms = Terms(outcome=outcome, amount=Decimal(amount), **more)
    assert terms_decision(terms, ASKED, report_is_missing=False).objections == objections


@pytest.mark.parametrize("outcome", list(Outcome))
def test_without_the_bilan_of_the_year_before_only_a_conditional_grant_is_left(outcome):
    amount = {Outcome.FULL: ASKED, Outcome.PARTIAL: Decimal(10), Outcome.CONDITIONAL: ASKED}
    terms = Terms(
        outcome=outcome,
        amount=amount.get(outcome, Decimal(0)),
        motive=RefusalMotive.OVERLAP if outcome == Outcome.REFUSED else "",
        words="Le bilan est attendu.",
        conditions="Produire le bilan." if outcome == Outcome.CONDITIONAL else "",
    )
    blocked = outcome in {Outcome.FULL, Outcome.PARTIAL}
    assert terms_decision(terms, ASKED, report_is_missing=True).objections == (
        (O.REPORT_MISSING,) if blocked else ()
    )


def an_act(**fields) -> ActDetails:
    given = {
        "kind": "order",
        "number": "2027-042",
        "on": date(2027, 5, 3),
        "signatory_name": "Hélène Préfète",
        "signatory_quality": "Préfète",
    }
    return ActDetails(**given | fields)


@pytest.mark.parametrize(
    ("act", "objections"),
    [
        ({}, ()),
        ({"number": " "}, (O.ACT_INCOMPLETE,)),
        ({"signatory_quality": ""}, (O.ACT_INCOMPLETE,)),
        ({"on": date(2027, 5, 5)}, (O.ACT_IN_THE_FUTURE,)),
        ({"on": date(2027, 5, 4)}, ()),
        ({"on": date(2027, 1, 20)}, ()),
        ({"on": date(2027, 1, 19)}, (O.ACT_TOO_EARLY,)),
        ({"on": date(1027, 5, 3)}, (O.ACT_TOO_EARLY,)),
        ({"signatory_name": "MARTIN Inès"}, (O.SIGNATORY_INSTRUCTED,)),
        ({"signatory_name": "paul préparé"}, (O.SIGNATORY_PREPARED,)),
    ],
)
def test_acts(act, objections):
    decision = act_decision(
        an_act(**act),
        deposited_on=date(2027, 1, 20),
        on=date(2027, 5, 4),
        instructors=["Inès Martin", "Léo Durand"],
        preparer="Paul Préparé",
    )
    assert decision.objections == objections


def test_names_are_the_same_whatever_their_order_case_and_accents():
    assert is_same_name("Éva  DUPONT", "dupont eva")
    assert not is_same_name("Eva Dupond", "Eva Dupont")
    assert not is_same_name("", "")


@pytest.mark.parametrize(
    ("decisions", "arrow"),
    [
        ([], ""),
        ([(A, "")], ""),
        ([(R, "full")], ""),
        ([(T, "full")], "grant"),
        ([(T, "conditional"), (A, "")], "grant"),
        ([(T, "refused"), (T, "partial")], "grant"),
        ([(T, "refused")], "refuse"),
        ([(T, "refused"), (P, "full")], ""),
        ([(T, "refused"), (T, "redirected")], "refuse"),
        ([(T, "refused"), (T, "waiting_list")], "wait"),
        ([(T, "waiting_list"), (A, "")], ""),
        ([(T, "waiting_list"), (T, "adjourned")], ""),
        ([(T, "refused"), (T, "adjourned")], ""),
        ([(T, "refused"), (AwardState.CANCELED, "")], "refuse"),
        ([(AwardState.WITHDRAWN, "full")], "lapse"),
        ([(AwardState.WITHDRAWN, "full"), (T, "refused")], "lapse"),
        ([(AwardState.WITHDRAWN, "full"), (T, "waiting_list")], "wait"),
        ([(AwardState.WITHDRAWN, "full"), (A, "")], "pend"),
        ([(AwardState.WITHDRAWN, "full"), (T, "partial")], "grant"),
        ([(AwardState.WITHDRAWN, "refused"), (T, "refused")], "refuse"),
        ([(AwardState.WITHDRAWN, "refused")], ""),
        ([(AwardState.CANCELED, "")], ""),
    ],
)
def test_where_decisions_lead_a_file(decisions, arrow):
    assert arrow_after(decisions) == arrow
    assert arrow_after(reversed(decisions)) == arrow


@given(st.sampled_from(list(AwardState)), st.sampled_from(list(Outcome)), st.decimals(0, 10**6, places=2))
def test_only_what_is_granted_and_decided_counts(state, outcome, amount):
    taken = counted(state, outcome, amount)
    assert taken == (amount if state in (P, R, T) and outcome in GRANTING else 0)


def test_only_recorded_decisions_are_told_and_only_once():
    assert all_recorded([R, R]).objections == ()
    assert all_recorded([R, P]).objections == (O.ONLY_RECORDED,)
    assert all_recorded([R, T]).objections == (O.ALREADY_PUBLISHED,)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_a_wait_is_decided_again(outcome):
    assert bool(redecision_decision(outcome)) == (outcome in {"waiting_list", "adjourned"})
