"""No sequence of operations exceeds an envelope, pays more than was granted, or pays before the bilan is produced.

Two calls, the same carrier in both: everything that people may do with decisions, money and bilans, in any order. What
is true after each move is said here from the rows alone, never through the rules that are tried.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest
import time_machine
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from cite.accounts.enums import Role
from cite.grants.enums import (
    GRANTING,
    AmendmentKind,
    AwardState,
    PaymentKind,
    PaymentState,
    ReportState,
    RulingSubject,
)
from cite.grants.models import (
    ActivityReport,
    Application,
    Award,
    Envelope,
    Payment,
    Recovery,
    Ruling,
)
from cite.grants.operations import awards as operations
from cite.grants.operations import recoveries
from cite.grants.operations.amendments import record_amendment
from cite.grants.operations.funders import set_envelope
from cite.grants.operations.payments import cancel_payment, note_payment, note_refund, plan_payment
from cite.grants.operations.report_reading import accept_report, reopen_report, return_report
from cite.grants.operations.signing import withdraw_application
from cite.grants.operations.transfers import transfer_application
from cite.grants.queries.awards import committed_again
from cite.grants.rules.afterwards import Amending
from tests.factories.accounts import make_user
from tests.factories.deciding import ACT, ask, granting, make_advised, make_asked
from tests.factories.grants import (
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_envelope,
)
from tests.factories.reports import deposited
from tests.grants import sums
from tests.grants.steering import YEARS, Steering
from tests.grants.test_envelopes_never_exceeded import AMOUNTS, ENVELOPES, Deciding

NOW = "2028-05-10 10:00:00+02:00"
DAY = date(2028, 5, 9)
ACTS = {2027: ACT, 2028: replace(ACT, number="2028-042", on=date(2028, 5, 3))}
DEPOSITS = {2027: datetime(2027, 1, 20, 10, tzinfo=UTC), 2028: datetime(2028, 1, 20, 10, tzinfo=UTC)}
PARTS = st.sampled_from(["all", "half", "a cent", "too much"])
KINDS = st.sampled_from([PaymentKind.SINGLE, PaymentKind.ADVANCE, PaymentKind.BALANCE])
NTH = st.integers(0, 3)


class TwoYears(Steering):
    """The machine of decisions, then what follows them, over two years."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(1)
        self.pilot = make_user("claire", role=Role.CO_PILOT_STATE, territory=self.cite)
        self.marc = make_user("marc", role=Role.CO_PILOT_METROPOLE, territory=self.cite)
        self.odile = make_carrier_member(self.scene.carrier, "odile", Role.LEGAL_REPRESENTATIVE)
        self.other = make_carrier(self.cite, "Autre porteuse")
        call = make_call(self.cite, year=2028)
        self.editions = {2027: self.scene.edition, 2028: make_edition(call, self.pilot)}
        for funder in (self.scene.state, self.scene.metropole):
            make_envelope(call, funder, "10000.00")

    def teardown(self):
        """In the end, every page tells the same sums as the rows."""
        try:
            for edition in self.editions.values():
                sums.of_call(edition.call, self.people, DAY)
        finally:
            super().teardown()

    def make(self, year, of_state, asked):
        scene = replace(self.scene, edition=self.editions[year], call=self.editions[year].call)
        application = make_advised(scene, deposited_at=DEPOSITS[year])
        funder = self.scene.state if of_state else self.scene.metropole
        ask(application, funder, str(asked))
        return make_asked(application, funder, str(asked))

    def tell(self, award):
        """Record the act of what is prepared, and publish it."""
        self.attempt(operations.record_act, award, act=ACTS[award.application.call.year])
        found = Award.objects.get(pk=award.pk)
        call, by = found.application.call, self.people[found.funder_id]
        self.try_it(operations.publish_awards, call=call, funder=found.funder, awards=[found], by=by)

    @initialize(target=Deciding.awards)
    def last_year_is_granted_and_its_balance_planned(self):
        award = self.granted(2027)
        self.plan(award, PaymentKind.BALANCE, "half")
        return award

    @initialize(target=Deciding.awards)
    def this_year_is_granted_and_planned(self):
        award = self.granted(2028)
        self.plan(award, PaymentKind.SINGLE, "all")
        return award

    def granted(self, year):
        award = self.make(year, True, Decimal("5000.00"))
        self.attempt(operations.prepare_award, award, terms=granting("5000.00", "full"))
        self.tell(award)
        return award

    @rule(target=Deciding.awards, of_state=st.booleans(), asked=AMOUNTS, year=YEARS)
    def deposit(self, of_state, asked, year):
        return self.make(year, of_state, asked)

    @rule(award=Deciding.awards)
    def record(self, award):
        self.attempt(operations.record_act, award, act=ACTS[award.application.call.year])

    @rule(award=Deciding.awards)
    def grant_and_tell(self, award):
        terms = granting(str(award.amount_asked), "full")
        self.attempt(operations.prepare_award, award, terms=terms)
        self.tell(award)

    @rule(award=Deciding.awards)
    def publish(self, award):
        found = Award.objects.get(pk=award.pk)
        self.try_it(
            operations.publish_awards,
            call=found.application.call,
            funder=found.funder,
            awards=[found],
            by=self.people[found.funder_id],
        )

    @rule(award=Deciding.awards)
    def carrier_withdraws(self, award):
        self.try_it(
            withdraw_application, application=award.application, reason="Empêchée.", by=self.scene.karim
        )

    @rule(award=Deciding.awards)
    def transfer(self, award):
        self.try_it(
            transfer_application,
            application=award.application,
            to=self.other,
            reason="Fusion.",
            by=self.pilot,
        )

    @rule(of_state=st.booleans(), amount=ENVELOPES, year=YEARS)
    def change_envelope(self, of_state, amount, year):
        funder = self.scene.state if of_state else self.scene.metropole
        call = self.editions[year].call
        version = Envelope.objects.get(call=call, funder=funder).version
        values = {"call": call, "funder": funder, "amount": amount, "version": version}
        self.try_it(set_envelope, by=self.sofia, **values)

    def part(self, award, part):
        amount = Award.objects.get(pk=award.pk).amount
        sums = {"all": amount, "half": (amount / 2).quantize(Decimal("0.01")), "a cent": Decimal("0.01")}
        return sums.get(part, amount + 1)

    @rule(award=Deciding.awards, kind=KINDS, part=PARTS)
    def plan(self, award, kind, part):
        amount = self.part(award, part)
        by = self.people[award.funder_id]
        self.try_it(plan_payment, award=award, kind=kind, amount=amount, planned_on=DAY, by=by)

    @rule(award=Deciding.awards, nth=NTH)
    def pay(self, award, nth):
        payments = list(Payment.objects.filter(award=award, state=PaymentState.PLANNED))
        if not payments:
            return
        payment, by = payments[nth % len(payments)], self.people[award.funder_id]
        values = {"paid_on": DAY, "reference": f"M-{next(self.numbers)}", "version": payment.version}
        if self.try_it(note_payment, payment=payment, by=by, **values):
            self.it_was_right_to_pay(payment)

    def it_was_right_to_pay(self, payment):
        """Look at the rows: last year's bilan is there, and this year's is accepted before a balance."""
        application = payment.award.application
        before = Application.objects.filter(
            partner=application.partner_id, call__year=application.call.year - 1
        )
        derogations = Ruling.objects.filter(
            application=application, subject=RulingSubject.REPORT_AT_PAYMENT, outcome="accepted"
        )
        is_derogated = derogations.exclude(agreed_by_state=None).exclude(agreed_by_metropole=None).exists()
        for file in before:
            if owes(file) and not is_derogated:
                assert final_of(file).state in (ReportState.DEPOSITED, ReportState.ACCEPTED)
        if payment.kind == PaymentKind.BALANCE:
            assert final_of(application).state == ReportState.ACCEPTED

    @rule(award=Deciding.awards, nth=NTH)
    def cancel(self, award, nth):
        payments = list(Payment.objects.filter(award=award))
        if payments:
            by = self.people[award.funder_id]
            self.try_it(cancel_payment, payment=payments[nth % len(payments)], by=by)

    @rule(award=Deciding.awards, part=PARTS)
    def refund(self, award, part):
        values = {"paid_on": DAY, "reference": f"T-{next(self.numbers)}", "by": self.people[award.funder_id]}
        self.try_it(note_refund, award=award, amount=self.part(award, part), **values)

    @rule(award=Deciding.awards)
    def pay_all_at_once(self, award):
        self.plan(award, PaymentKind.ADVANCE, "half")
        self.pay(award, 0)

    @rule(award=Deciding.awards)
    def give_all_back(self, award):
        paid, back, _planned = money_of(award)
        values = {"paid_on": DAY, "reference": f"T-{next(self.numbers)}", "by": self.people[award.funder_id]}
        self.try_it(note_refund, award=award, amount=paid - back, **values)

    @rule(award=Deciding.awards, amount=AMOUNTS)
    def amend(self, award, amount):
        change = Amending(
            kind=AmendmentKind.AMOUNT,
            reason="Autrement.",
            act_number=f"A-{next(self.numbers)}",
            act_on=DAY,
            amount=amount,
        )
        self.attempt(record_amendment, award, change=change)

    @rule(award=Deciding.awards, part=PARTS)
    def recover(self, award, part):
        amount, by = self.part(award, part), self.people[award.funder_id]
        values = {"motive": "Non réalisée.", "respond_by": date(2028, 9, 1), "by": by}
        self.try_it(recoveries.open_recovery, award=award, amount=amount, **values)

    @rule(award=Deciding.awards, drops=st.booleans())
    def settle(self, award, drops):
        recovery = Recovery.objects.filter(award=award).order_by("-pk").first()
        if recovery is None:
            return
        by = self.people[award.funder_id]
        if drops:
            self.try_it(recoveries.drop_recovery, recovery=recovery, by=by)
            return
        self.try_it(recoveries.answer_recovery, recovery=recovery, response="Entendu.", by=self.scene.karim)
        recovery.refresh_from_db()
        values = {"amount": recovery.amount_considered, "act_number": "R-1", "version": recovery.version}
        self.try_it(recoveries.decide_recovery, recovery=recovery, by=by, **values)

    @rule(award=Deciding.awards)
    def produce(self, award):
        if (report := final_of(award.application)) is not None:
            self.try_it(deposited, report=report, writer=self.scene.karim, representative=self.odile)

    @rule(award=Deciding.awards, move=st.sampled_from(["accept", "return", "reopen"]))
    def read(self, award, move):
        if (report := final_of(award.application)) is None:
            return
        if move == "accept":
            self.try_it(accept_report, report=report, by=self.pilot)
        elif move == "return":
            self.try_it(return_report, report=report, remarks={}, general="À compléter.", by=self.pilot)
        else:
            self.try_it(reopen_report, report=report, reason="À relire.", by=self.pilot)

    @invariant()
    def nothing_is_exceeded_and_everything_adds_up(self):
        for envelope in Envelope.objects.select_related("funder", "call"):
            assert 0 <= envelope.committed <= envelope.amount
            assert envelope.committed == committed_again(envelope.call, envelope.funder)

    @invariant()
    def nobody_has_more_than_was_granted(self):
        for award in Award.objects.all():
            paid, back, planned = money_of(award)
            assert 0 <= back <= paid
            assert paid - back + planned <= award.amount or award.state == AwardState.WITHDRAWN
            assert award.state != AwardState.WITHDRAWN or (paid - back, planned) == (0, 0)

    @invariant()
    def a_bilan_is_awaited_where_money_is_left_and_only_there(self):
        for report in ActivityReport.objects.exclude(state__in=[ReportState.DEPOSITED, ReportState.ACCEPTED]):
            assert (report.state != ReportState.NOT_DUE) == owes(report.funded_action.application)


def money_of(award: Award) -> tuple[Decimal, Decimal, Decimal]:
    """Add up from the rows: paid, paid back, planned."""
    rows = Payment.objects.filter(award=award)

    def total(**wanted):
        return rows.filter(**wanted).aggregate(total=Sum("amount"))["total"] or Decimal(0)

    back = total(kind=PaymentKind.REFUND)
    return total(state=PaymentState.PAID) - back, back, total(state=PaymentState.PLANNED)


def owes(application: Application) -> bool:
    """Say whether a carrier keeps money of a file, or waits for some of a grant that was not given back."""
    is_withdrawn = Application.objects.get(pk=application.pk).state == "withdrawn"
    for award in Award.objects.filter(application=application, outcome__in=GRANTING):
        paid, back, planned = money_of(award)
        is_alive = award.state == AwardState.PUBLISHED and not is_withdrawn
        if paid > back or (is_alive and (not back or planned)):
            return True
    return False


def final_of(application: Application) -> ActivityReport | None:
    return ActivityReport.objects.filter(funded_action__application=application, kind="final").first()


@pytest.mark.django_db
def test_no_sequence_of_operations_pays_too_much_or_too_early():
    with time_machine.travel(NOW, tick=False):
        run_state_machine_as_test(
            TwoYears,
            settings=settings(
                max_examples=10,
                stateful_step_count=25,
                deadline=None,
                phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a shorter sequence would take minutes
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            ),
        )
