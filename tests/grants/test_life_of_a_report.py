"""A bilan from its first word to its acceptance, with everyone who touches it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import BudgetScope, PaymentState, ReportState
from cite.grants.models import ActivityReport, Award, BudgetLine, FundedAction, ReportLine, ReportVersion
from cite.grants.operations.report_deposit import deposit_report
from cite.grants.operations.report_reading import accept_report, reopen_report, return_report
from cite.grants.operations.report_writing import (
    Typed,
    add_line,
    begin_report,
    remove_file,
    remove_line,
    save_fields,
)
from cite.grants.operations.reports import expect_reports, open_report
from cite.grants.ports import ComputedFigure, forget_figures, register_figures
from cite.grants.queries.reports import ReportSheet
from cite.grants.rules.answers import fingerprint
from cite.notifications.models import Message
from tests.factories.actors import make_member
from tests.factories.grants import (
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funder,
)
from tests.factories.grants_money import make_payment
from tests.factories.meetings import make_organizer
from tests.factories.organizations import make_partner
from tests.factories.reports import (
    deposited,
    fill_report,
    grant,
    make_granted,
    make_imported,
    refused,
    report_of,
)

pytestmark = pytest.mark.django_db
NOTHING = fingerprint("")


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Association des Essais")


@pytest.fixture
def ines(carrier):
    return make_carrier_member(carrier, "ines")


@pytest.fixture
def odile(carrier):
    return make_carrier_member(carrier, "odile", Role.LEGAL_REPRESENTATIVE)


@pytest.fixture
def sofia(territory):
    """A co-pilot."""
    return make_organizer(territory, role=Role.CO_PILOT_STATE)


@pytest.fixture
def instructor(territory):
    return make_member(make_partner(territory, "Service fictif"), "ilan", role=Role.INSTRUCTOR).user


@pytest.fixture
def application(territory, carrier, ines):
    edition = make_edition(make_call(territory))
    application, _award = make_granted(edition, carrier, make_funder(territory), ines, title="Ateliers")
    for number, (account, amount) in enumerate({"60_supplies": "1000.00", "74_state": "1000.00"}.items()):
        BudgetLine.objects.create(
            territory=territory,
            application=application,
            scope=BudgetScope.PROJECT,
            account=account,
            amount=Decimal(amount),
            position=number,
        )
    return application


@pytest.fixture
def report(application, ines):
    return report_of(expect_reports(application=application, by=ines))


def save(report, by, **fields):
    typed = {name.replace("__", ":"): value for name, value in fields.items()}
    return save_fields(report=report, fields={name: Typed(*value) for name, value in typed.items()}, by=by)


class TestWriting:
    def test_beginning_copies_what_was_planned_once(self, report, ines):
        for _time in range(2):
            begun = begin_report(report=report, by=ines)
        lines = ReportLine.objects.values_list("account", "planned", "realized")
        assert begun.state == ReportState.DRAFTING
        assert list(lines) == [
            ("60_supplies", Decimal("1000.00"), None),
            ("74_state", Decimal("1000.00"), None),
        ]

    def test_two_people_in_two_fields_lose_nothing(self, report, ines, odile):
        save(report, ines, answer__worked=("Le lien.", NOTHING))
        written = save(report, odile, answer__failed=("Le soir.", NOTHING), answer__worked=("", NOTHING))
        assert written.saved == ["answer:failed"]
        assert ActivityReport.objects.get(pk=report.pk).answers == {
            "worked": "Le lien.",
            "failed": "Le soir.",
        }

    def test_two_people_in_one_field_are_shown_both_texts(self, report, ines, odile):
        save(report, ines, answer__worked=("Le lien.", NOTHING))
        written = save(report, odile, answer__worked=("Les locaux.", NOTHING))
        assert (written.saved, written.conflicts) == ([], {"answer:worked": "Le lien."})
        chosen = save(report, odile, answer__worked=("Le lien, les locaux.", fingerprint("Le lien.")))
        assert chosen.saved == ["answer:worked"]
        assert ActivityReport.objects.get(pk=report.pk).answers["worked"] == "Le lien, les locaux."

    def test_what_is_not_readable_does_not_lose_the_rest(self, report, ines):
        begin_report(report=report, by=ines)
        line = ReportLine.objects.first()
        written = save_fields(
            report=report,
            by=ines,
            fields={
                "figure:people": Typed("vingt", NOTHING),
                f"realized:{line.uuid}": Typed("-5", NOTHING),
                "answer:worked": Typed("x" * 3001, NOTHING),
                "answer:next": Typed("Une suite.", NOTHING),
            },
        )
        assert written.saved == ["answer:next"]
        assert sorted(written.problems) == ["answer:worked", "figure:people", f"realized:{line.uuid}"]
        assert all("%(" not in sentence for sentence in written.problems.values())

    def test_amounts_are_read_as_people_write_them(self, report, ines):
        begin_report(report=report, by=ines)
        line = ReportLine.objects.first()
        save_fields(report=report, by=ines, fields={f"realized:{line.uuid}": Typed("1 050,5 €", NOTHING)})
        line.refresh_from_db()
        assert line.realized == Decimal("1050.50")

    @pytest.mark.parametrize("name", ["answer:nothing", "figure:x", "planned:x", "state:", "realized:1", ""])
    def test_a_field_that_is_not_there_is_refused(self, report, ines, name):
        fields = {name: Typed("x", NOTHING)}
        assert refused(save_fields, report=report, fields=fields, by=ines) == ["unknown_field"]

    def test_what_was_planned_here_is_not_rewritten(self, report, ines):
        begin_report(report=report, by=ines)
        fields = {f"planned:{ReportLine.objects.first().uuid}": Typed("5", NOTHING)}
        assert refused(save_fields, report=report, fields=fields, by=ines) == ["unknown_field"]

    def test_a_line_that_is_added_may_be_removed_a_planned_one_not(self, report, ines):
        begin_report(report=report, by=ines)
        added = add_line(report=report, account="62_travel", label="", realized=Decimal(5), by=ines)
        remove_line(line=added, by=ines)
        assert refused(remove_line, line=ReportLine.objects.first(), by=ines) == ["unknown_line"]
        assert ReportLine.objects.count() == 2

    @pytest.mark.parametrize("account", ["60", "99", ""])
    def test_a_total_is_not_a_line(self, report, ines, account):
        asked = {"report": report, "account": account, "label": "", "realized": None, "by": ines}
        assert refused(add_line, **asked) == ["not_a_single_line"]

    def test_other_people_do_not_write(self, territory, report, sofia, instructor):
        other = make_carrier_member(make_carrier(territory), "omar")
        for person in (sofia, instructor, other):
            assert refused(begin_report, report=report, by=person) == ["not_your_report"]


class TestDepositing:
    def test_it_is_certified_by_the_representative(self, report, ines, odile):
        report = fill_report(report, ines)
        asked = {"report": report, "function": "Présidente", "version": report.version}
        assert refused(deposit_report, by=ines, **asked) == ["representative_signs"]
        done = deposit_report(by=odile, **asked)
        assert (done.state, done.signed_by, done.is_produced) == (ReportState.DEPOSITED, odile, True)
        assert done.signatory.endswith(", Présidente")

    def test_all_that_is_missing_is_said_at_once(self, report, ines, odile):
        report = begin_report(report=report, by=ines)
        found = refused(deposit_report, report=report, function="", by=odile, version=report.version)
        assert (found.count("answer_missing"), found.count("figure_missing"), len(found)) == (7, 11, 22)

    def test_depositing_twice_does_nothing(self, report, ines, odile):
        done = deposited(report, ines, odile)
        again = deposit_report(report=done, function="", by=odile, version=done.version - 1)
        assert (again.deposited_at, ReportVersion.objects.count()) == (done.deposited_at, 1)

    def test_what_changed_since_it_was_read_is_not_certified(self, report, ines, odile):
        report = fill_report(report, ines)
        save(report, ines, answer__worked=("Autre chose.", fingerprint("Le lien avec les médiateurs.")))
        asked = {"report": report, "function": "", "by": odile, "version": report.version}
        assert refused(deposit_report, **asked) == ["changed_meanwhile"]

    def test_an_interim_bilan_is_deposited_by_whoever_writes_it(self, application, ines):
        interim = fill_report(report_of(expect_reports(application=application, by=ines), "interim"), ines)
        done = deposit_report(report=interim, function="", by=ines, version=interim.version)
        assert (done.state, ReportLine.objects.count()) == (ReportState.DEPOSITED, 0)

    def test_nothing_is_written_once_it_is_deposited(self, report, ines, odile):
        done = deposited(report, ines, odile)
        fields = {"answer:worked": Typed("x", NOTHING)}
        assert refused(save_fields, report=done, fields=fields, by=ines) == ["wrong_state"]
        file = ReportSheet(done).files[0]
        assert refused(remove_file, file=file, by=ines) == ["wrong_state"]

    def test_what_somebody_counts_is_explained_not_overwritten(self, report, ines, odile):
        register_figures("test", lambda application: {"people": ComputedFigure(18, "Émargements.")})
        try:
            report = fill_report(report, ines)
            asked = {"report": report, "function": "", "by": odile, "version": report.version}
            assert refused(deposit_report, **asked) == [
                "figure_unexplained",
                "figures_disagree",
                "figures_disagree",
            ]
            assert ReportSheet(report).figures["people"].value == 18
        finally:
            forget_figures("test")


class TestReading:
    def test_returned_then_produced_again_keeps_its_first_day(self, report, ines, odile, sofia):
        with time_machine.travel("2028-06-20 10:00+02:00", tick=False):
            done = deposited(report, ines, odile)
        with time_machine.travel("2028-07-10 10:00+02:00", tick=False):
            back = return_report(report=done, remarks={"money": "La ligne 60."}, by=sofia)
            assert (back.state, back.is_produced, back.remarks) == (
                ReportState.RETURNED,
                False,
                [["money", "La ligne 60."]],
            )
            again = deposit_report(report=back, function="", by=odile, version=back.version)
        assert (again.first_deposited_at.date(), again.deposited_at.date()) == (
            date(2028, 6, 20),
            date(2028, 7, 10),
        )
        assert list(ReportVersion.objects.values_list("number", flat=True)) == [2, 1]

    def test_a_return_says_why(self, report, ines, odile, sofia):
        done = deposited(report, ines, odile)
        assert refused(return_report, report=done, remarks={"money": " "}, by=sofia) == ["reason_needed"]

    def test_accepting_twice_does_nothing(self, report, ines, odile, sofia, instructor):
        done = deposited(report, ines, odile)
        first = accept_report(report=done, by=instructor)
        again = accept_report(report=done, by=sofia)
        assert (again.decided_by, again.version) == (instructor, first.version)

    def test_the_funders_that_still_owe_something_are_told_that_the_balance_may_be_paid(
        self, report, application, ines, odile, sofia, territory
    ):
        award = Award.objects.get()
        people = {}
        for funder, name in ((award.funder, "paul"), (make_funder(territory, "Ville fictive"), "mona")):
            member = make_member(make_partner(territory, f"Service de {name}"), name, role=Role.FUNDER)
            funder.partner = member.partner
            funder.save()
            people[name] = member.user
            make_member(member.partner, f"lecteur-{name}", role=Role.READER)
        paid = grant(application, funder, "500.00")
        make_payment(paid, sofia, amount=Decimal(500), state=PaymentState.PAID, paid_on=date(2027, 6, 1))
        make_payment(award, sofia, amount=Decimal(2000), state=PaymentState.PAID, paid_on=date(2027, 6, 1))
        interim = deposited(report_of(report.funded_action, "interim"), ines, odile)
        accept_report(report=interim, by=sofia)
        assert not Message.objects.filter(kind="grants.balance_released").exists()
        accept_report(report=deposited(report, ines, odile), by=sofia)
        told = Message.objects.filter(kind="grants.balance_released")
        address = reverse("grants:ledger", args=[application.uuid])
        assert [(m.recipient, m.link.endswith(address)) for m in told] == [(people["paul"], True)]

    def test_a_late_reader_does_not_make_it_late(self, report, ines, odile, sofia):
        with time_machine.travel("2028-06-30 23:59+02:00", tick=False):
            done = deposited(report, ines, odile)
        with time_machine.travel("2029-02-01 10:00+01:00", tick=False):
            assert accept_report(report=done, by=sofia).first_deposited_at == done.first_deposited_at

    def test_only_a_co_pilot_reopens(self, report, ines, odile, sofia, instructor):
        done = accept_report(report=deposited(report, ines, odile), by=sofia)
        asked = {"report": done, "reason": "Une facture manque."}
        assert refused(reopen_report, by=instructor, **asked) == ["co_pilots_reopen"]
        assert refused(reopen_report, report=done, reason=" ", by=sofia) == ["reason_needed"]
        assert reopen_report(by=sofia, **asked).state == ReportState.DEPOSITED

    def test_nobody_reads_her_own(self, report, ines, odile, carrier, sofia):
        make_carrier_member(carrier, "unused")
        make_member(carrier, role=Role.CARRIER, user=sofia)
        done = deposited(report, ines, odile)
        assert refused(accept_report, report=done, by=sofia) == ["desk_reads"]

    @pytest.mark.parametrize("call", [accept_report, return_report])
    def test_a_carrier_does_not_judge(self, report, ines, odile, call):
        done = deposited(report, ines, odile)
        more = {"remarks": {"money": "x"}} if call is return_report else {}
        assert refused(call, report=done, by=odile, **more) == ["desk_reads"]


class TestOlderActions:
    def test_a_bilan_deposited_here_is_noted_on_its_action(self, carrier, ines, odile, sofia):
        funded = make_imported(carrier)
        report = report_of(open_report(funded=funded, kind="final", by=ines).funded_action)
        with time_machine.travel("2027-05-02 10:00+02:00", tick=False):
            done = deposited(report, ines, odile)
        assert FundedAction.objects.get().report_received_on == date(2027, 5, 2)
        return_report(report=done, remarks={"story": "Où ?"}, by=sofia)
        assert FundedAction.objects.get().report_received_on is None
