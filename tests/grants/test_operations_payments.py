"""Payments on real rows: gates, double clicks, and a property on any sequence."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.grants.enums import PaymentKind, PaymentState, ReportGateObjection, RulingSubject
from cite.grants.enums.decisions import AwardObjection
from cite.grants.enums.payments import PaymentObjection as O
from cite.grants.models import FundedAction, Payment, Ruling
from cite.grants.operations.documents import countersign_document, issue_document
from cite.grants.operations.payments import (
    cancel_payment,
    note_commitment,
    note_payment,
    note_refund,
    plan_payment,
)
from cite.grants.queries.ledger import ledger_of
from tests.grants.test_operations_documents import Scene
from tests.refusals import objections_to

JUNE = datetime(2027, 6, 1, 10, 0, tzinfo=UTC)
DAY = date(2027, 6, 1)
K = PaymentKind


@pytest.fixture
def scene(territory):
    with time_machine.travel(JUNE, tick=False):
        yield Scene(territory)


def plan(scene, award, kind=K.SINGLE, amount="5000", by=None):
    return plan_payment(award=award, kind=kind, amount=Decimal(amount), planned_on=DAY, by=by or scene.pilot)


def pay(scene, payment, on=DAY, reference="M-1"):
    payment.refresh_from_db()
    return note_payment(
        payment=payment, paid_on=on, reference=reference, by=scene.pilot, version=payment.version
    )


def last_year(scene, **fields):
    return FundedAction.objects.create(
        territory=scene.territory,
        partner=scene.carrier,
        year=2026,
        title="Action de 2026",
        source="imported",
        **fields,
    )


def test_a_payment_is_planned_then_noted_and_twice_is_once(scene):
    award = scene.grant("5000.00")
    payment = plan(scene, award)
    assert plan(scene, award) == payment
    paid = pay(scene, payment)
    again = note_payment(payment=payment, paid_on=DAY, reference="M-1", by=scene.pilot, version=1)
    assert (again.version, again.state, Payment.objects.count()) == (paid.version, PaymentState.PAID, 1)
    assert ledger_of(award).left == 0
    assert objections_to(plan, scene, award, amount="0.01") == (O.MORE_THAN_GRANTED,)


def test_nothing_is_paid_before_last_years_bilan_is_produced_and_a_derogation_opens(scene):
    action = last_year(scene)
    payment = plan(scene, scene.grant("5000.00"))
    assert objections_to(pay, scene, payment) == (ReportGateObjection.PREVIOUS_NOT_PRODUCED,)
    Ruling.objects.create(
        territory=scene.territory,
        application=scene.file,
        subject=RulingSubject.REPORT_AT_PAYMENT,
        outcome="accepted",
        reason="Fermeture administrative.",
        agreed_by_state=scene.pilot,
        agreed_by_state_on=DAY,
        agreed_by_metropole=scene.mayor,
        agreed_by_metropole_on=DAY,
    )
    assert pay(scene, payment).state == PaymentState.PAID
    action.refresh_from_db()
    assert action.report_received_on is None


def test_a_produced_bilan_opens_the_gate(scene):
    last_year(scene, report_received_on=date(2027, 5, 2))
    assert pay(scene, plan(scene, scene.grant("5000.00"))).state == PaymentState.PAID


def test_above_the_threshold_the_agreement_is_signed_first(scene):
    award = scene.grant("25000.00")
    advance = plan(scene, award, K.ADVANCE, "17500")
    assert objections_to(pay, scene, advance) == (O.NO_AGREEMENT,)
    agreement = issue_document(application=scene.file, kind="agreement", award=award, by=scene.pilot)
    assert objections_to(pay, scene, advance) == (O.NO_AGREEMENT,)
    countersign_document(document=agreement, name="C", function="p", by=scene.president)
    assert pay(scene, advance).state == PaymentState.PAID
    balance = plan(scene, award, K.BALANCE, "7500")
    assert objections_to(pay, scene, balance) == (ReportGateObjection.CURRENT_NOT_ACCEPTED,)


def test_exactly_the_threshold_needs_no_agreement(scene):
    assert pay(scene, plan(scene, scene.grant("23000.00"), amount="23000")).state == PaymentState.PAID


@pytest.mark.parametrize("who", ["writer", "president", "mayor"])
def test_only_the_people_of_the_funder_move_its_money(scene, who):
    award = scene.grant("5000.00")
    objections = objections_to(plan, scene, award, by=getattr(scene, who))
    assert AwardObjection.NOT_YOUR_FUNDER in objections
    assert Payment.objects.count() == 0


def test_before_the_decision_is_notified_nothing_is_planned(scene):
    assert objections_to(plan, scene, scene.grant("5000.00", state="recorded")) == (O.NOT_PUBLISHED,)
    assert objections_to(
        note_commitment, award=scene.grant_of_town("recorded"), number="1", by=scene.mayor
    ) == (O.NOT_PUBLISHED,)


def test_a_stale_page_and_a_missing_reference_are_said(scene):
    payment = plan(scene, scene.grant("5000.00"))
    assert objections_to(
        note_payment, payment=payment, paid_on=DAY, reference="M", by=scene.pilot, version=9
    ) == (SaveObjection.CHANGED_MEANWHILE,)
    assert objections_to(pay, scene, payment, reference="  ") == (O.REFERENCE_NEEDED,)


def test_a_planned_payment_is_given_up_once_and_a_paid_one_never(scene):
    award = scene.grant("5000.00")
    payment = plan(scene, award)
    assert cancel_payment(payment=payment, by=scene.pilot) == cancel_payment(payment=payment, by=scene.pilot)
    assert objections_to(pay, scene, payment) == (O.NOT_PLANNED,)
    paid = pay(scene, plan(scene, award))
    assert objections_to(cancel_payment, payment=paid, by=scene.pilot) == (O.NOT_PLANNED,)


def test_what_comes_back_is_noted_once(scene):
    award = scene.grant("5000.00")
    pay(scene, plan(scene, award))
    back = {"award": award, "amount": Decimal(800), "paid_on": DAY, "reference": "T-1", "by": scene.pilot}
    assert note_refund(**back) == note_refund(**back)
    assert (ledger_of(award).kept, ledger_of(award).left) == (Decimal(4200), 0)
    assert objections_to(note_refund, **back | {"reference": "T-2", "amount": Decimal("4200.01")}) == (
        O.MORE_THAN_PAID,
    )


def test_a_commitment_number_is_noted_and_the_same_changes_nothing(scene):
    award = note_commitment(award=scene.grant("5000.00"), number=" 2103456789 ", by=scene.pilot)
    assert award.commitment_number == "2103456789"
    assert note_commitment(award=award, number="2103456789", by=scene.pilot).version == award.version


AMOUNTS = st.sampled_from(["0.01", "300", "1500", "1500.01", "3500", "5000", "5000.01"])
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("plan"), st.sampled_from([K.SINGLE, K.ADVANCE, K.BALANCE]), AMOUNTS),
        st.tuples(st.sampled_from(["pay", "cancel"]), st.integers(0, 5), st.just("")),
        st.tuples(st.just("refund"), st.integers(0, 99), AMOUNTS),
        st.tuples(st.sampled_from(["produce", "raise", "sign"]), st.just(0), st.just("")),
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves=MOVES, granted=st.sampled_from(["5000.00", "25000.00"]))
def test_no_sequence_pays_more_than_granted_nor_before_the_bilan(scene, moves, granted):
    with transaction.atomic():
        state = Run(scene, granted)
        for move in moves:
            state.step(*move)
            state.check()
        transaction.set_rollback(True)


class Run:
    """One decision, and anything that people may try."""

    def __init__(self, scene, granted):
        self.scene = scene
        self.action = last_year(scene)
        self.award = scene.grant(granted)
        self.is_produced = self.is_signed = False
        self.needs_signature = granted == "25000.00"

    def step(self, verb, which, amount):
        try:
            with transaction.atomic():
                getattr(self, f"_{verb}")(which, amount)
        except Refused:
            pass

    def _plan(self, kind, amount):
        plan(self.scene, self.award, kind, amount)

    def _nth(self, number):
        payments = list(Payment.objects.filter(award=self.award).exclude(kind=K.REFUND))
        return payments[number % len(payments)] if payments else None

    def _pay(self, number, _amount):
        if payment := self._nth(number):
            was = payment.state
            pay(self.scene, payment)
            if was != PaymentState.PAID:
                assert self.is_produced
                assert self.is_signed or not self.needs_signature
                assert payment.kind != K.BALANCE  # this year's bilan is never accepted here

    def _cancel(self, number, _amount):
        if payment := self._nth(number):
            cancel_payment(payment=payment, by=self.scene.pilot)

    def _refund(self, number, amount):
        note_refund(
            award=self.award,
            amount=Decimal(amount),
            paid_on=DAY,
            reference=f"T-{number}",
            by=self.scene.pilot,
        )

    def _produce(self, _which, _amount):
        self.action.report_received_on = DAY
        self.action.save()
        self.is_produced = True

    def _raise(self, _which, _amount):
        """Nobody pays more because a page was open twice."""
        plan(self.scene, self.award, K.BALANCE, "99999.99")
        raise AssertionError("more than granted was planned")

    def _sign(self, _which, _amount):
        agreement = issue_document(
            application=self.scene.file, kind="agreement", award=self.award, by=self.scene.pilot
        )
        countersign_document(document=agreement, name="C", function="p", by=self.scene.president)
        self.is_signed = True

    def check(self):
        found = ledger_of(self.award)
        assert found.paid + found.planned <= found.amount
        assert 0 <= found.kept <= found.amount
        assert found.left == found.amount - found.paid
