"""Two people move the money of one file at the same instant: never paid twice, never above the grant, nothing lost."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from cite.grants.enums import AmendmentKind, ApplicationState, PaymentKind, PaymentState, ReportState
from cite.grants.models import (
    ActivityReport,
    Amendment,
    Application,
    Award,
    Envelope,
    Payment,
    Recovery,
    ThreadMessage,
)
from cite.grants.operations.amendments import record_amendment
from cite.grants.operations.awards import withdraw_award
from cite.grants.operations.closing import close_application
from cite.grants.operations.payments import note_payment, note_refund, plan_payment
from cite.grants.operations.recoveries import answer_recovery, decide_recovery, open_recovery
from cite.grants.operations.report_reading import reopen_report
from cite.grants.operations.signing import withdraw_application
from cite.grants.operations.thread import write_message
from cite.grants.queries.awards import committed_again
from cite.grants.queries.ledger import ledger_of
from cite.grants.rules.afterwards import Amending
from cite.notifications.models import Message
from tests.at_once import DONE, at_once
from tests.factories.deciding import granting, make_advised, make_asked
from tests.grants.deciding import decided

pytestmark = pytest.mark.django_db(transaction=True)
CHANGED = "changed_meanwhile"
DAY = date(2027, 6, 1)
K = PaymentKind


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel("2027-06-01 10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def award(scene):
    return decided(scene, make_asked(make_advised(scene), scene.state), scene.paul, granting("1000.00"))


def plan(award, scene, amount="1000.00", kind=K.SINGLE):
    return plan_payment(award=award, kind=kind, amount=Decimal(amount), planned_on=DAY, by=scene.paul)


def pay(payment, by, reference):
    return note_payment(payment=payment, paid_on=DAY, reference=reference, by=by, version=payment.version)


def money(award) -> tuple[Decimal, ...]:
    """Granted, kept, planned, left to plan or pay; nothing of it below zero, nothing above what was granted."""
    ledger = ledger_of(Award.objects.get(pk=award.pk))
    assert 0 <= ledger.kept + ledger.planned <= ledger.amount
    envelope = Envelope.objects.select_related("funder").get(funder=award.funder_id)
    assert envelope.committed == committed_again(award.application.call, award.funder) <= envelope.amount
    return ledger.amount, ledger.kept, ledger.planned, ledger.left


class TestPayments:
    def test_noted_twice_it_is_paid_once(self, territory, scene, award):
        payment = plan(award, scene)
        ends = at_once(
            territory, *[lambda ref=ref: pay(payment, scene.paul, ref) for ref in ("M-1", "M-2", "M-3")]
        )
        assert sorted(ends) == [DONE, f"not_planned {CHANGED}", f"not_planned {CHANGED}"]
        assert money(award) == (1000, 1000, 0, 0)

    def test_the_same_note_from_a_double_click_is_one(self, territory, scene, award):
        payment = plan(award, scene)
        ends = at_once(territory, *[lambda: pay(payment, scene.paul, "M-1")] * 3)
        assert (ends, money(award)) == ([DONE] * 3, (1000, 1000, 0, 0))

    def test_two_balances_planned_at_once_are_within_what_was_granted(self, territory, scene, award):
        lou = scene.paul
        ends = at_once(
            territory,
            lambda: plan(award, scene, "600.00", K.BALANCE),
            lambda: plan_payment(
                award=award, kind=K.BALANCE, amount=Decimal("700.00"), planned_on=DAY, by=lou
            ),
        )
        assert ends.count(DONE) == 1
        assert Payment.objects.count() == 1
        money(award)

    def test_a_refund_noted_twice_at_once_is_one(self, territory, scene, award):
        pay(plan(award, scene), scene.paul, "M-1")
        ends = at_once(
            territory,
            *[
                lambda: note_refund(
                    award=award, amount=Decimal("400.00"), paid_on=DAY, reference="T-1", by=scene.paul
                )
            ]
            * 3,
        )
        assert (ends, money(award)[1]) == ([DONE] * 3, Decimal("600.00"))


class TestEndings:
    def test_a_carrier_withdraws_while_a_payment_is_noted(self, territory, scene, award):
        payment = plan(award, scene)
        ends = at_once(
            territory,
            lambda: withdraw_application(application=award.application, reason="Empêchée.", by=scene.karim),
            lambda: pay(payment, scene.paul, "M-1"),
        )
        assert ends[0] == DONE
        state = Payment.objects.get().state
        assert (ends[1], state) in [
            (DONE, PaymentState.PAID),
            (f"not_planned {CHANGED}", PaymentState.CANCELED),
        ]
        report = ActivityReport.objects.get(kind="final")
        assert (report.state == ReportState.NOT_DUE) == (state == PaymentState.CANCELED)
        money(award)

    def test_a_grant_is_withdrawn_while_a_payment_is_noted(self, territory, scene, award):
        payment = plan(award, scene)
        ends = at_once(
            territory,
            lambda: withdraw_award(
                award=award, reason="Non.", act_number="R-1", version=award.version, by=scene.paul
            ),
            lambda: pay(payment, scene.paul, "M-1"),
        )
        assert ends.count(DONE) == 1
        kept = money(award)[1]
        assert kept == (0 if ends[0] == DONE else 1000)

    def test_a_file_closes_while_something_new_is_opened_in_it(self, territory, scene, award, claire):
        pay(plan(award, scene), scene.paul, "M-1")
        ActivityReport.objects.update(state=ReportState.ACCEPTED)
        final = ActivityReport.objects.get(kind="final")
        ends = at_once(
            territory,
            lambda: close_application(application=award.application, by=claire),
            lambda: reopen_report(report=final, reason="À relire.", by=claire),
            lambda: write_message(application=award.application, text="Merci.", by=scene.karim),
        )
        final.refresh_from_db()
        is_closed = Application.objects.get().state == ApplicationState.CLOSED
        assert ends[2] == DONE
        assert (ends[0], ends[1], final.state) == (
            (DONE, "file_closed", ReportState.ACCEPTED)
            if is_closed
            else ("report_not_accepted", DONE, ReportState.DEPOSITED)
        )
        assert ThreadMessage.objects.get().text == "Merci."


class TestRecoveries:
    def open(self, award, by, amount="500.00"):
        return open_recovery(
            award=award,
            amount=Decimal(amount),
            motive="Non réalisée.",
            respond_by=date(2027, 9, 1),
            by=by,
        )

    def test_opened_while_the_balance_is_paid(self, territory, scene, award):
        pay(plan(award, scene, "500.00", K.ADVANCE), scene.paul, "M-1")
        ActivityReport.objects.update(state=ReportState.ACCEPTED)
        rest = plan(award, scene, "500.00", K.BALANCE)
        ends = at_once(
            territory,
            lambda: self.open(award, scene.paul),
            lambda: pay(rest, scene.paul, "M-2"),
        )
        assert ends[0] == DONE
        assert Recovery.objects.count() == 1
        assert money(award)[1] == (1000 if ends[1] == DONE else 500)

    def test_opened_by_two_it_is_one_procedure_and_one_letter(self, territory, scene, award):
        pay(plan(award, scene), scene.paul, "M-1")
        ends = at_once(
            territory, *[lambda amount=a: self.open(award, scene.paul, amount) for a in ("500.00", "400.00")]
        )
        assert ends.count(DONE) == 1
        assert Recovery.objects.count() == 1
        assert Message.objects.filter(kind="grants.recovery_opened").count() == 1

    def test_answered_while_it_is_decided_the_words_are_heard_or_told_late(self, territory, scene, award):
        pay(plan(award, scene), scene.paul, "M-1")
        recovery = self.open(award, scene.paul)
        with time_machine.travel("2027-09-10 10:00:00+02:00", tick=False):
            ends = at_once(
                territory,
                lambda: answer_recovery(recovery=recovery, response="Entendez-moi.", by=scene.karim),
                lambda: decide_recovery(
                    recovery=recovery, amount=Decimal("500.00"), act_number="R-1", by=scene.paul, version=1
                ),
            )
        found = Recovery.objects.get()
        assert (ends, found.response) in [
            ([DONE, CHANGED], "Entendez-moi."),
            (["not_open", DONE], ""),
        ]


class TestAmendments:
    def amend(self, award, scene, amount, number):
        change = Amending(
            kind=AmendmentKind.AMOUNT,
            reason="Autrement.",
            act_number=number,
            act_on=DAY,
            amount=Decimal(amount),
        )
        return record_amendment(award=award, change=change, by=scene.paul, version=award.version)

    def test_of_two_at_once_the_second_reads_the_first(self, territory, scene, award):
        ends = at_once(
            territory,
            lambda: self.amend(award, scene, "1500.00", "A-1"),
            lambda: self.amend(award, scene, "800.00", "A-2"),
        )
        assert sorted(ends) == [CHANGED, DONE]
        assert money(award)[0] == Decimal("1500.00" if ends[0] == DONE else "800.00")
        assert Amendment.objects.count() == 1

    def test_reduced_while_all_of_it_is_paid(self, territory, scene, award):
        payment = plan(award, scene)
        ends = at_once(
            territory,
            lambda: self.amend(award, scene, "800.00", "A-1"),
            lambda: pay(payment, scene.paul, "M-1"),
        )
        assert ends[1] == DONE or ends[0] == DONE
        money(award)
