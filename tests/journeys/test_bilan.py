"""A bilan from its first word to its deposit: two people write, the representative certifies, a co-pilot reads."""

from __future__ import annotations

import os
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scope

from cite.accounts.enums import Role
from cite.grants.enums import BudgetScope, ReportState
from cite.grants.models import ActivityReport, BudgetLine, ReportLine
from cite.grants.operations.report_reading import return_report
from cite.grants.operations.reports import expect_reports
from cite.tenancy.models import Territory
from tests.browser import SIZES, audit
from tests.factories.grants import (
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funder,
)
from tests.factories.meetings import make_organizer
from tests.factories.reports import FULL, fill_report, make_granted, report_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS", "")
LINES = {"60_supplies": "1200.00", "64_wages": "6800.00", "74_state": "4000.00", "own": "4000.00"}


@pytest.fixture
def cite(transactional_db):
    territory = Territory.objects.create(name="Saint-Étienne Métropole", slug="sem", epci_code="244200770")
    with scope(territory=territory):
        yield territory


@pytest.fixture
def report(cite):
    carrier = make_carrier(cite, "Association des Essais")
    ines = make_carrier_member(carrier, "ines")
    edition = make_edition(make_call(cite))
    application, _award = make_granted(edition, carrier, make_funder(cite), ines, title="Mobilité pour tous")
    for number, (account, amount) in enumerate(LINES.items()):
        BudgetLine.objects.create(
            territory=cite,
            application=application,
            scope=BudgetScope.PROJECT,
            account=account,
            amount=Decimal(amount),
            position=number,
        )
    return report_of(expect_reports(application=application, by=ines))


class Visitor:
    """One person in one window."""

    def __init__(self, browser, live_server, user, size="desk") -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context = browser.new_context(viewport=SIZES[size], locale="fr-FR", reduced_motion="reduce")
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        self.page = self.context.new_page()
        self.site, self.size = live_server.url, size

    def opens(self, report, rest="") -> None:
        self.page.goto(f"{self.site}/appels-a-projets/bilans/{report.uuid}/{rest}", wait_until="networkidle")

    def examines(self, name: str) -> None:
        if SHOTS:
            self.page.screenshot(path=f"{SHOTS}/{name}-{self.size}.png", full_page=True)
        assert audit(self.page) == [], name
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, name


def is_saved(response):
    """Whether an answer is that of a field sent: « Enregistré » may be there from the field before."""
    return response.request.method == "POST"


def test_a_bilan_is_written_by_two_certified_and_read(browser, live_server, cite, report):
    carrier = report.funded_action.partner
    ines = carrier_member = make_carrier_member(carrier, "nour")
    odile = make_carrier_member(carrier, "odile", Role.LEGAL_REPRESENTATIVE)
    sofia = make_organizer(cite)
    her = Visitor(browser, live_server, ines)
    her.opens(report)
    her.examines("home")
    her.page.get_by_role("button", name="Commencer ce bilan").click()
    her.page.get_by_label("Décrivez précisément").fill("Douze ateliers.")
    her.page.get_by_label("Dates et lieux").click()
    her.page.get_by_text("Enregistré.", exact=True).first.wait_for()
    her.examines("story")
    assert ActivityReport.objects.get(pk=report.pk).answers == {"implementation": "Douze ateliers."}

    hers = Visitor(browser, live_server, odile)
    hers.opens(report, "etapes/story/")
    hers.page.get_by_label("Décrivez précisément").fill("Treize ateliers, deux quartiers.")
    her.page.get_by_label("Décrivez précisément").fill("Treize ateliers.")
    with her.page.expect_response(is_saved):
        her.page.get_by_label("Dates et lieux").click()
    hers.page.get_by_label("Dates et lieux").click()
    hers.page.get_by_role("button", name="Garder mon texte").wait_for()
    hers.examines("conflict")
    hers.page.get_by_role("button", name="Garder mon texte").click()
    hers.page.get_by_text("Enregistré.", exact=True).first.wait_for()
    stored = ActivityReport.objects.get(pk=report.pk).answers
    assert stored == {"implementation": "Treize ateliers, deux quartiers."}

    report = fill_report(report, carrier_member)
    ReportLine.objects.filter(account="64_wages").update(realized="5200")
    for size in SIZES:
        other = Visitor(browser, live_server, odile, size)
        for rest, name in (
            ("", "home-2"),
            ("etapes/people/", "people"),
            ("etapes/money/", "money"),
            ("pieces/", "pieces"),
            ("deposer/", "deposit"),
        ):
            other.opens(report, rest)
            other.examines(name)
        other.context.close()
    hers.opens(report, "etapes/money/")
    hers.page.get_by_label("Explication de l’écart").nth(1).fill("Un poste pourvu trois mois plus tard.")
    with hers.page.expect_navigation():  # what is being kept arrives first, then the step is sent
        hers.page.get_by_role("button", name="Enregistrer et continuer").click()
    hers.opens(report, "deposer/")
    hers.page.get_by_label("En quelle qualité").fill("Présidente")
    hers.page.get_by_text("Je certifie exactes").click()
    hers.page.get_by_role("button", name="Certifier et déposer").click()
    hers.page.get_by_text("Bilan reçu, en cours de lecture : votre demande avance.").wait_for()
    hers.examines("deposited")

    for size in SIZES:
        reader = Visitor(browser, live_server, sofia, size)
        reader.opens(report)
        reader.examines("desk-home")
        reader.opens(report, "lire/")
        reader.examines("read")
        reader.opens(report, "renvoyer/")
        reader.examines("return")
        reader.page.goto(f"{live_server.url}/appels-a-projets/bilans/", wait_until="networkidle")
        reader.examines("list")
    report = ActivityReport.objects.select_related("territory").get(pk=report.pk)
    assert report.state == ReportState.DEPOSITED
    return_report(report=report, remarks={"money": "Détaillez la ligne 64."}, by=sofia)
    hers.opens(report)
    hers.page.get_by_text("Détaillez la ligne 64.").wait_for()
    hers.examines("returned")
    assert FULL["answer:worked"] == ActivityReport.objects.get(pk=report.pk).answers["worked"]
