"""What is left of a grant that was withdrawn, given back or amended: the file, its payments, its bilans, open data."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.grants.enums import (
    AmendmentKind,
    ApplicationState,
    GateStage,
    Outcome,
    PaymentKind,
    PaymentState,
    ReportState,
)
from cite.grants.models import ActivityReport, FundedAction, IssuedDocument, Payment
from cite.grants.operations import awards as operations
from cite.grants.operations.amendments import record_amendment
from cite.grants.operations.payments import note_payment, note_refund, plan_payment
from cite.grants.operations.report_writing import begin_report
from cite.grants.operations.reports import follow_money
from cite.grants.operations.signing import withdraw_application
from cite.grants.queries.report_gate import gate_of
from cite.grants.queries.report_lists import late_reports
from cite.grants.queries.reports import ReportSheet
from cite.grants.rules.afterwards import Amending
from cite.grants.rules.awards import Terms
from cite.grants.rules.held_money import Held, total_held
from cite.grants.rules.payments import Entry, Ledger
from cite.grants.rules.report_gate import GateFacts, Reported, report_gate
from cite.grants.rules.reports import planned_amount
from cite.notifications.models import Message
from tests.factories.deciding import ask, granting, make_advised, make_asked, make_scene
from tests.factories.reports import make_imported, report_of
from tests.grants.deciding import committed, decided
from tests.grants.test_operations_documents import words_of
from tests.refusals import refusal

DAY = date(2027, 6, 1)
NEXT_YEAR = date(2028, 8, 1)
TWELVE = Decimal("12.00")


def ledger(granted="12", *entries):
    return Ledger(granted=Decimal(granted), amended=Decimal(0), entries=entries)


def paid(amount, kind=PaymentKind.SINGLE, state=PaymentState.PAID):
    return Entry(kind, Decimal(amount), state)


def back(amount):
    return paid(amount, PaymentKind.REFUND)


@pytest.mark.parametrize(
    ("entries", "alive", "withdrawn"),
    [
        ((), 12, 0),
        ((paid(5),), 12, 5),
        ((paid(5), back(2)), 12, 3),
        ((paid(12), back(12)), 0, 0),
        ((paid(5), back(5)), 0, 0),
        ((paid(5), back(5), paid(7, state=PaymentState.PLANNED)), 12, 0),
        ((paid(12, state=PaymentState.PLANNED),), 12, 0),
    ],
)
def test_what_a_decision_is_worth_in_the_end(entries, alive, withdrawn):
    assert Held(ledger=ledger("12", *entries), is_alive=True).amount == alive
    assert Held(ledger=ledger("12", *entries), is_alive=False).amount == withdrawn
    both = [Held(ledger=ledger("12", *entries), is_alive=a) for a in (True, False)]
    assert total_held(both) == alive + withdrawn


@pytest.mark.parametrize(
    ("stage", "year"),
    [(GateStage.ADMISSIBILITY, 2025), (GateStage.ADMISSIBILITY, 2026), (GateStage.DECISION, 2026)]
    + [(GateStage.PAYMENT, 2026)],
)
def test_what_owes_no_bilan_closes_no_gate(stage, year):
    def gate(**fields):
        action = Reported(year=year, due_on=date(year + 1, 6, 30), **fields)
        return bool(report_gate(GateFacts(year=2027, on=DAY.replace(month=7), actions=(action,)), stage))

    assert (gate(is_due=True), gate(is_due=False)) == (False, True)


@pytest.mark.parametrize(
    ("decision", "planned"),
    [
        (None, 10),
        (("asked", "", Decimal(0)), 10),
        (("prepared", "partial", Decimal(4)), 10),
        (("recorded", "partial", Decimal(4)), 10),
        (("published", "partial", Decimal(4)), 4),
        (("published", "refused", Decimal(0)), 0),
        (("withdrawn", "partial", Decimal(4)), 0),
    ],
)
def test_a_line_plans_what_its_funder_granted(decision, planned):
    assert planned_amount(Decimal(10), decision) == planned


@pytest.fixture
def scene(territory):
    with time_machine.travel("2027-06-01 10:00:00+02:00", tick=False):
        yield make_scene(territory)


@pytest.fixture
def application(scene):
    return make_advised(scene, title="Un permis")


@pytest.fixture
def award(scene, application):
    return decided(scene, make_asked(application, scene.state), scene.paul, granting("12.00"))


def plan(award, by, amount="12.00"):
    return plan_payment(award=award, kind=PaymentKind.SINGLE, amount=Decimal(amount), planned_on=DAY, by=by)


def pay(payment, by):
    return note_payment(payment=payment, paid_on=DAY, reference="M-1", by=by, version=payment.version)


def give_back(award, by, amount="12.00"):
    return note_refund(award=award, amount=Decimal(amount), paid_on=DAY, reference=f"T-{amount}", by=by)


def withdraw(award, by):
    award.refresh_from_db()
    return operations.withdraw_award(
        award=award, reason="Abandonnée.", act_number="R-1", version=award.version, by=by
    )


def states_of(application):
    application.refresh_from_db()
    reports = ActivityReport.objects.filter(funded_action__application=application).order_by("kind")
    payments = Payment.objects.filter(award__application=application).exclude(kind=PaymentKind.REFUND)
    return (
        application.state,
        [report.state for report in reports],
        list(payments.values_list("state", flat=True)),
    )


def gate(scene, stage=GateStage.PAYMENT, year=2028, on=NEXT_YEAR):
    return bool(gate_of(scene.carrier, year, stage, on))


EXPECTED, NOT_DUE = [ReportState.EXPECTED] * 2, [ReportState.NOT_DUE] * 2


class TestAFunderWithdraws:
    def test_before_any_payment_nothing_is_left(self, scene, application, award, client):
        plan(award, scene.paul)
        assert not gate(scene)
        withdraw(award, scene.paul)
        assert states_of(application) == (ApplicationState.CLOSED, NOT_DUE, [PaymentState.CANCELED])
        assert (FundedAction.objects.get().amount, committed(scene.state_envelope)) == (0, 0)
        assert gate(scene) and gate(scene, GateStage.ADMISSIBILITY, 2029)
        assert not late_reports(scene.call.territory, NEXT_YEAR).exists()
        told = Message.objects.filter(kind="grants.decision_withdrawn")
        assert [message.recipient_id for message in told] == [scene.karim.pk]

    def test_the_page_offers_it_to_the_funder_and_the_carrier_reads_why(
        self, scene, application, award, client
    ):
        client.force_login(scene.paul)
        decisions = reverse("grants:decisions", args=[application.uuid])
        address = reverse("grants:award-withdraw", args=[application.uuid, award.uuid])
        assert address in client.get(decisions).content.decode()
        typed = {"reason": "Action abandonnée.", "act_number": "", "version": award.version}
        assert client.post(address, typed).context["form"]["reason"].value() == "Action abandonnée."
        assert client.post(address, typed | {"act_number": "2027-200"}).url == decisions
        assert address not in client.get(decisions).content.decode()
        client.force_login(scene.karim)
        page = client.get(decisions).content.decode()
        assert "Retirée le 1er juin 2027 par l’acte 2027-200" in page
        home = client.get(reverse("grants:application", args=[application.uuid])).content.decode()
        assert "les financeurs ont retiré ce qu’ils avaient accordé" in home
        report = report_of(FundedAction.objects.get())
        shown = client.get(reverse("grants:report", args=[report.uuid])).content.decode()
        assert "Ce bilan n’est plus attendu." in shown

    @pytest.mark.parametrize(("reason", "act_number"), [(" ", "R-1"), ("Abandonnée.", " ")])
    def test_not_without_a_reason_and_an_act(self, scene, award, reason, act_number):
        said = {"reason": reason, "act_number": act_number, "version": award.version, "by": scene.paul}
        assert refusal(lambda: operations.withdraw_award(award=award, **said)) == {"withdrawal_unsaid"}

    def test_one_of_two_the_other_still_owes_its_bilan(self, scene, application, award):
        other = make_asked(application, scene.metropole)
        decided(scene, other, scene.mona, granting("8.00"))
        withdraw(award, scene.paul)
        letter = words_of(IssuedDocument.objects.get(kind="withdrawal_letter"))
        assert "par l’acte R-1 : Abandonnée." in letter
        assert "Si vous contestez cette décision" in letter
        assert states_of(application) == (ApplicationState.GRANTED, EXPECTED, [])
        assert FundedAction.objects.get().amount == Decimal("8.00")
        assert not gate(scene)

    def test_the_file_waits_for_those_who_have_not_decided_then_may_be_granted_again(
        self, scene, application, award
    ):
        other = make_asked(application, scene.metropole)
        withdraw(award, scene.paul)
        assert states_of(application) == (ApplicationState.ADVISED, NOT_DUE, [])
        decided(scene, other, scene.mona, granting("8.00"))
        assert states_of(application) == (ApplicationState.GRANTED, EXPECTED, [])
        assert FundedAction.objects.get().amount == Decimal("8.00")

    def test_the_waiting_list_of_another_funder_holds(self, scene, application, award):
        other = make_asked(application, scene.metropole)
        decided(scene, other, scene.mona, Terms(outcome=Outcome.WAITING_LIST))
        withdraw(award, scene.paul)
        assert states_of(application) == (ApplicationState.WAITING_LIST, NOT_DUE, [])


class TestTheCarrierWithdraws:
    def withdraw(self, scene, application):
        application.refresh_from_db()
        withdraw_application(application=application, reason="L’action n’aura pas lieu.", by=scene.karim)

    def test_before_any_payment_no_bilan_is_due_and_nothing_is_paid_any_more(self, scene, application, award):
        plan(award, scene.paul)
        self.withdraw(scene, application)
        assert states_of(application) == (ApplicationState.WITHDRAWN, NOT_DUE, [PaymentState.CANCELED])
        assert gate(scene)

    def test_after_a_payment_the_bilan_is_due_until_all_came_back(self, scene, application, award):
        pay(plan(award, scene.paul), scene.paul)
        self.withdraw(scene, application)
        assert states_of(application) == (ApplicationState.WITHDRAWN, EXPECTED, [PaymentState.PAID])
        give_back(award, scene.paul, "11.99")
        assert (gate(scene), FundedAction.objects.get().amount) == (False, Decimal("0.01"))
        give_back(award, scene.paul, "0.01")
        assert states_of(application) == (ApplicationState.WITHDRAWN, NOT_DUE, [PaymentState.PAID])
        assert gate(scene)
        assert withdraw(award, scene.paul).application.state == ApplicationState.WITHDRAWN

    def test_those_who_granted_are_told(self, scene, application, award):
        self.withdraw(scene, application)
        told = Message.objects.filter(kind="grants.withdrawn").values_list("recipient_id", flat=True)
        assert list(told) == [scene.paul.pk]


class TestAllComesBack:
    def test_an_action_that_was_recovered_owes_no_bilan_until_it_is_paid_again(
        self, scene, application, award
    ):
        pay(plan(award, scene.paul, "5.00"), scene.paul)
        give_back(award, scene.paul, "5.00")
        assert states_of(application)[1] == NOT_DUE
        assert gate(scene)
        plan(award, scene.paul, "7.00")
        assert states_of(application)[1] == EXPECTED
        assert not gate(scene)

    def test_a_bilan_that_was_deposited_stays(self, scene, application, award):
        ActivityReport.objects.filter(kind="interim").update(state=ReportState.DEPOSITED)
        pay(plan(award, scene.paul), scene.paul)
        give_back(award, scene.paul)
        assert states_of(application)[1] == [ReportState.NOT_DUE, ReportState.DEPOSITED]

    def test_followed_twice_nothing_changes(self, scene, application, award):
        version = FundedAction.objects.get().version
        follow_money(application=application, by=None)
        assert FundedAction.objects.get().version == version

    def test_an_imported_action_of_nothing_owes_nothing_and_an_unknown_amount_does(self, scene):
        funded = make_imported(scene.carrier, year=2027, amount=Decimal(0))
        assert gate(scene)
        funded.amount = None
        funded.save()
        assert not gate(scene)


class TestOpenData:
    @pytest.fixture
    def award(self, scene, application):
        scene.state.siret = "17420001600012"
        scene.state.save()
        organization = scene.carrier.organization
        organization.siret = "00000000000000"
        organization.save()
        scene.state_envelope.amount = Decimal(90_000)
        scene.state_envelope.save()
        asked = make_asked(application, scene.state, "50000.00")
        return decided(scene, asked, scene.paul, granting("30000.00"))

    def amounts(self, client):
        response = client.get(reverse("grants:open_data_file", args=["174200016", 2027]))
        if response.status_code == 404:
            return []
        return [row["montant"] for row in csv.DictReader(io.StringIO(response.content.decode()))]

    def test_a_file_that_was_withdrawn_shows_what_its_carrier_keeps(self, scene, application, award, client):
        assert self.amounts(client) == ["30000.00"]
        Payment.objects.create(
            territory=award.territory,
            award=award,
            kind=PaymentKind.ADVANCE,
            amount=Decimal("21000.00"),
            state=PaymentState.PAID,
            paid_on=DAY,
            noted_by=scene.paul,
        )
        TestTheCarrierWithdraws().withdraw(scene, application)
        assert self.amounts(client) == ["21000.00"]
        give_back(award, scene.paul, "1000.50")
        assert self.amounts(client) == ["19999.50"]
        give_back(award, scene.paul, "19999.50")
        assert self.amounts(client) == []

    def test_a_file_that_was_withdrawn_before_any_payment_is_not_listed(
        self, scene, application, award, client
    ):
        TestTheCarrierWithdraws().withdraw(scene, application)
        assert self.amounts(client) == []

    def test_an_amendment_is_followed(self, scene, application, award, client):
        amend(award, scene.paul, "35000.00")
        assert self.amounts(client) == ["35000.00"]


def amend(award, by, amount):
    award.refresh_from_db()
    change = Amending(
        kind=AmendmentKind.AMOUNT,
        reason="Plus de monde.",
        act_number="A-1",
        act_on=DAY,
        amount=Decimal(amount),
    )
    return record_amendment(award=award, change=change, by=by, version=award.version)


class TestPlannedLines:
    """What the bilan compares with: the budget of the file, with what was granted."""

    @pytest.fixture
    def award(self, scene, application):
        ask(application, scene.state, "5000.00")
        ask(application, scene.metropole, "3000.00")
        asked = make_asked(application, scene.state)
        make_asked(application, scene.metropole, "3000.00")
        return decided(scene, asked, scene.paul, granting("4000.00"))

    def planned(self, application):
        report = report_of(FundedAction.objects.get(application=application))
        return [(line.label, line.planned) for line in ReportSheet(report).lines]

    def test_grants_refusals_and_amendments_are_followed_until_the_deposit(self, scene, application, award):
        begin_report(report=report_of(FundedAction.objects.get()), by=scene.karim)
        assert self.planned(application) == [("État", 4000), ("Métropole", 3000)]
        other = decided_otherwise(scene, application)
        assert self.planned(application) == [("État", 4000), ("Métropole", 0)]
        assert other.outcome == Outcome.REFUSED
        amend(award, scene.paul, "4500.50")
        report = report_of(FundedAction.objects.get())
        assert (self.planned(application)[0][1], report.state) == (Decimal("4500.50"), ReportState.DRAFTING)
        ActivityReport.objects.filter(pk=report.pk).update(state=ReportState.DEPOSITED)
        amend_again = Amending(
            kind=AmendmentKind.AMOUNT, reason="Encore.", act_number="A-2", act_on=DAY, amount=Decimal(4600)
        )
        award.refresh_from_db()
        record_amendment(award=award, change=amend_again, by=scene.paul, version=award.version)
        assert self.planned(application)[0][1] == Decimal("4500.50")

    def test_begun_again_after_it_was_no_longer_due_lines_are_not_doubled(self, scene, application, award):
        begin_report(report=report_of(FundedAction.objects.get()), by=scene.karim)
        pay(plan(award, scene.paul, "4000.00"), scene.paul)
        give_back(award, scene.paul, "4000.00")
        amend(award, scene.paul, "4100.00")
        plan(award, scene.paul, "100.00")
        begin_report(report=report_of(FundedAction.objects.get()), by=scene.karim)
        assert self.planned(application) == [("État", 4100), ("Métropole", 3000)]


def decided_otherwise(scene, application):
    other = scene.metropole
    asked = next(a for a in operations.locked_awards(application) if a.funder_id == other.pk)
    return decided(scene, asked, scene.mona, Terms(outcome=Outcome.REFUSED, motive="overlap"))
