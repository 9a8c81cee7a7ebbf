"""Bilans are expected from the first notified award; those of older actions are begun by their carrier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cite.accounts.enums import Role
from cite.grants.enums import FundedSource, ReportKind, ReportState
from cite.grants.models import ActivityReport, FundedAction
from cite.grants.operations.reports import expect_reports, open_report
from tests.factories.grants import (
    make_application,
    make_carrier,
    make_carrier_member,
    make_funder,
)
from tests.factories.reports import grant, make_granted, make_imported, refused, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Association des Essais")


@pytest.fixture
def ines(carrier):
    return make_carrier_member(carrier, "ines")


@pytest.fixture
def funder(territory):
    return make_funder(territory)


class TestExpecting:
    def test_a_first_award_makes_the_action_and_its_two_bilans(self, edition, carrier, ines, funder):
        application, _award = make_granted(edition, carrier, funder, ines, title="Mobilité pour tous")
        funded = expect_reports(application=application, by=ines)
        assert (funded.partner, funded.year, funded.title, funded.source, funded.amount) == (
            carrier,
            2027,
            "Mobilité pour tous",
            FundedSource.HERE,
            Decimal("4000.00"),
        )
        dates = ActivityReport.objects.filter(funded_action=funded).values_list("kind", "state", "due_on")
        assert list(dates) == [
            ("interim", ReportState.EXPECTED, date(2027, 11, 30)),
            ("final", ReportState.EXPECTED, date(2028, 6, 30)),
        ]

    def test_a_second_award_adds_its_amount_and_nothing_else(self, territory, edition, carrier, ines, funder):
        application, _award = make_granted(edition, carrier, funder, ines)
        first = expect_reports(application=application, by=ines)
        grant(application, make_funder(territory, "Métropole", kind="metropole"), "1500.50")
        again = expect_reports(application=application, by=ines)
        assert (again.pk, again.amount) == (first.pk, Decimal("5500.50"))
        assert (FundedAction.objects.count(), ActivityReport.objects.count()) == (1, 2)

    def test_due_dates_follow_the_edition_in_force_until_the_deposit(self, edition, carrier, ines, funder):
        application, _award = make_granted(edition, carrier, funder, ines)
        funded = expect_reports(application=application, by=ines)
        ActivityReport.objects.filter(funded_action=funded, kind="interim").update(state="deposited")
        type(edition).objects.filter(pk=edition.pk).update(
            interim_report_on=date(2027, 12, 15), report_due_on=date(2028, 7, 15)
        )
        expect_reports(application=application, by=ines)
        assert [report_of(funded, kind).due_on for kind in ("interim", "final")] == [
            date(2027, 11, 30),
            date(2028, 7, 15),
        ]

    def test_nothing_is_expected_of_a_file_that_nobody_granted(self, edition, carrier, ines):
        application = make_application(edition, carrier, ines)
        assert refused(expect_reports, application=application, by=ines) == ["not_funded"]

    def test_two_files_of_the_same_name_are_two_actions(self, edition, carrier, ines, funder):
        for _time in range(2):
            application, _award = make_granted(edition, carrier, funder, ines, title="Ateliers")
            expect_reports(application=application, by=ines)
        titles = set(FundedAction.objects.values_list("title", flat=True))
        assert titles == {"Ateliers", f"Ateliers ({application.number})"}


class TestOlderActions:
    def test_its_carrier_begins_the_bilan_once(self, carrier, ines):
        funded = make_imported(carrier)
        first = open_report(funded=funded, kind=ReportKind.FINAL, by=ines)
        assert (first.due_on, first.state) == (date(2027, 6, 30), ReportState.EXPECTED)
        assert open_report(funded=funded, kind=ReportKind.FINAL, by=ines) == first

    def test_nobody_else_does(self, territory, carrier):
        other = make_carrier_member(make_carrier(territory), "omar", Role.LEGAL_REPRESENTATIVE)
        funded = make_imported(carrier)
        assert refused(open_report, funded=funded, kind="final", by=other) == ["not_your_report"]

    def test_an_action_funded_here_has_its_own(self, edition, carrier, ines, funder):
        application, _award = make_granted(edition, carrier, funder, ines)
        funded = expect_reports(application=application, by=ines)
        assert refused(open_report, funded=funded, kind="final", by=ines) == ["has_its_own"]
