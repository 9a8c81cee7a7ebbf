"""What may be paid, line by line."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.decisions import Decision
from cite.grants.enums import PaymentKind as K
from cite.grants.enums import PaymentState as S
from cite.grants.enums import ReportGateObjection
from cite.grants.enums.payments import PaymentObjection as O
from cite.grants.rules.payments import (
    Entry,
    Ledger,
    PaymentFacts,
    advance_limit,
    pay_decision,
    plan_decision,
    refund_decision,
    total_of,
)

D = Decimal
PAID_BACK_ENTRIES = ((K.BALANCE, "1000", S.PAID), (K.REFUND, "100", S.PAID))
TODAY = date(2027, 6, 1)
NO_REPORT = Decision((ReportGateObjection.PREVIOUS_NOT_PRODUCED,))
NOT_ACCEPTED = Decision((ReportGateObjection.CURRENT_NOT_ACCEPTED,))


def ledger(*entries, granted="1000", amended="0"):
    return Ledger(
        granted=D(granted), amended=D(amended), entries=tuple(Entry(k, D(a), s) for k, a, s in entries)
    )


def facts(of=None, **changes):
    given = {
        "ledger": of or ledger(),
        "is_granted": True,
        "act_on": date(2027, 5, 12),
        "needs_agreement": False,
        "has_agreement": False,
        "has_open_recovery": False,
        "advance_percent": 70,
    }
    return PaymentFacts(**given | changes)


def test_a_ledger_adds_up():
    found = ledger(
        (K.ADVANCE, "700", S.PAID),
        (K.BALANCE, "200", S.PLANNED),
        (K.BALANCE, "50", S.CANCELED),
        (K.REFUND, "100", S.PAID),
        amended="-50",
    )
    said = (found.amount, found.paid, found.planned, found.refunded, found.kept, found.left, found.unplanned)
    assert said == tuple(map(D, ("950", "700", "200", "100", "600", "250", "50")))
    double = total_of([found, found])
    assert (double.amount, double.kept, double.left) == (D(1900), D(1200), D(500))


ENTRIES = st.lists(
    st.builds(
        Entry,
        st.sampled_from(list(K)),
        st.decimals(D("0.01"), D("5000"), places=2),
        st.sampled_from(list(S)),
    ),
    max_size=6,
)


@given(ENTRIES, st.decimals(0, 5000, places=2), st.decimals(-500, 500, places=2))
def test_whatever_happened_the_lines_of_a_ledger_add_up(entries, granted, amended):
    found = Ledger(granted=granted, amended=amended, entries=tuple(entries))
    assert found.granted + found.amended == found.amount
    assert found.paid - found.refunded == found.kept
    assert found.left == max(found.amount - found.paid, 0)
    assert found.unplanned == max(found.amount - found.paid - found.planned, 0)


@pytest.mark.parametrize(
    ("kind", "amount", "known", "objections"),
    [
        (K.SINGLE, "1000", {}, ()),
        (K.SINGLE, "1000.01", {}, (O.MORE_THAN_GRANTED,)),
        (K.SINGLE, "0", {}, (O.NOT_POSITIVE,)),
        (K.SINGLE, "1000", {"is_granted": False}, (O.NOT_PUBLISHED,)),
        (K.SINGLE, "1000", {"needs_agreement": True}, (O.SINGLE_TOO_HIGH,)),
        (K.SINGLE, "300", {"of": ledger((K.ADVANCE, "700", S.PAID))}, (O.SINGLE_ALONE,)),
        (K.BALANCE, "300", {"of": ledger((K.SINGLE, "700", S.PAID))}, (O.SINGLE_ALONE,)),
        (K.ADVANCE, "700", {}, ()),
        (K.ADVANCE, "700.01", {}, (O.ADVANCE_TOO_HIGH,)),
        (K.ADVANCE, "400", {"of": ledger((K.ADVANCE, "400", S.PLANNED))}, (O.ADVANCE_TOO_HIGH,)),
        (K.ADVANCE, "400", {"of": ledger((K.ADVANCE, "400", S.CANCELED))}, ()),
        (K.BALANCE, "300", {"of": ledger((K.ADVANCE, "700", S.PAID))}, ()),
        (K.BALANCE, "300.01", {"of": ledger((K.ADVANCE, "700", S.PAID))}, (O.MORE_THAN_GRANTED,)),
        # what came back is not paid again
        (K.BALANCE, "100", {"of": ledger(*PAID_BACK_ENTRIES)}, (O.MORE_THAN_GRANTED,)),
    ],
)  # fmt: skip
def test_planning(kind, amount, known, objections):
    assert plan_decision(facts(**known), kind, D(amount)).objections == objections


@pytest.mark.parametrize(
    ("kind", "paid_on", "known", "objections"),
    [
        (K.SINGLE, TODAY, {}, ()),
        (K.SINGLE, date(2027, 6, 2), {}, (O.IN_THE_FUTURE,)),
        (K.SINGLE, date(2027, 5, 11), {}, (O.BEFORE_THE_ACT,)),
        (K.SINGLE, TODAY, {"is_granted": False, "act_on": None}, (O.NOT_PUBLISHED,)),
        (K.ADVANCE, TODAY, {"needs_agreement": True}, (O.NO_AGREEMENT,)),
        (K.ADVANCE, TODAY, {"needs_agreement": True, "has_agreement": True}, ()),
        (K.SINGLE, TODAY, {"has_open_recovery": True}, (O.RECOVERY_OPEN,)),
        (K.SINGLE, TODAY, {"report_gate": NO_REPORT}, (ReportGateObjection.PREVIOUS_NOT_PRODUCED,)),
        (K.ADVANCE, TODAY, {"balance_gate": NOT_ACCEPTED}, ()),
        (K.BALANCE, TODAY, {"balance_gate": NOT_ACCEPTED}, (ReportGateObjection.CURRENT_NOT_ACCEPTED,)),
        (
            K.BALANCE,
            date(2028, 1, 1),
            {
                "is_granted": False,
                "needs_agreement": True,
                "has_open_recovery": True,
                "report_gate": NO_REPORT,
                "balance_gate": NOT_ACCEPTED,
                "of": ledger((K.ADVANCE, "900", S.PAID)),
            },
            (
                O.NOT_PUBLISHED,
                O.NO_AGREEMENT,
                O.RECOVERY_OPEN,
                O.MORE_THAN_GRANTED,
                O.IN_THE_FUTURE,
                ReportGateObjection.PREVIOUS_NOT_PRODUCED,
                ReportGateObjection.CURRENT_NOT_ACCEPTED,
            ),
        ),
    ],
)
def test_paying_says_every_gate_that_is_closed(kind, paid_on, known, objections):
    assert pay_decision(facts(**known), kind, D(300), paid_on, TODAY).objections == objections


@pytest.mark.parametrize(
    ("amount", "on", "objections"),
    [
        ("700", TODAY, ()),
        ("700.01", TODAY, (O.MORE_THAN_PAID,)),
        ("0", TODAY, (O.NOT_POSITIVE,)),
        ("1", date(2027, 6, 2), (O.IN_THE_FUTURE,)),
    ],
)
def test_what_comes_back_was_paid(amount, on, objections):
    found = ledger((K.ADVANCE, "700", S.PAID), (K.BALANCE, "300", S.PLANNED))
    assert refund_decision(found, D(amount), on, TODAY).objections == objections


def test_an_advance_is_rounded_to_the_cent():
    assert advance_limit(D("33.33"), 50) == D("16.67")
