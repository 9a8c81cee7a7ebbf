"""A commune carries an action: its deliberation and its own commitment, not the papers of associations."""

import re

import pytest
import time_machine
from django_scopes import scopes_disabled

from cite.accounts.enums import Role
from cite.actors.enums import CommitmentKind, LegalForm, OrganizationKind
from cite.actors.models import Commitment
from cite.actors.operations.organizations import OrganizationSheet
from cite.grants.models import Attachment, Deposit
from tests.journeys.calls import ANSWERS, tells
from tests.journeys.cast import play
from tests.journeys.filing import (
    deposit_file,
    finish_file,
    publish_commitments,
    sign_commitment,
    sign_file,
    start_file,
    write_file,
)
from tests.journeys.preparing import add_organization, publish_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLERK, MAYOR = "Théo Berthier", "Odile Grandval"
TOWN = OrganizationSheet(
    name="Ville de Valbourg", kind=OrganizationKind.COMMUNE, legal_form=LegalForm.LOCAL_AUTHORITY
)
PEOPLE = {CLERK: (Role.CARRIER, "Chargé de mission"), MAYOR: (Role.LEGAL_REPRESENTATIVE, "Maire")}
TITLE = "Le bus des premiers jours"
ITS_ANSWERS = ANSWERS | {
    "title": TITLE,
    "representative_name": MAYOR,
    "representative_function": "Maire",
    "representative_email": "mairie@demo.example",
}
ASKED = ["bank_details", "mandate", "deliberation", "financing_plan", "quotes", "other"]
REQUIRED = ["bank_details", "deliberation", "financing_plan"]


def read_pieces(page, writing) -> None:
    """Read which documents are asked of a commune: its deliberation and its financing plan, no statutes."""
    page.goto(writing.replace("saisie/", "pieces/"))
    asked = page.locator('main section[id^="piece-"]').evaluate_all("all => all.map(one => one.id.slice(6))")
    required = page.locator('main section[id^="piece-"]').filter(has_text="Obligatoire")
    assert asked == ASKED
    assert required.evaluate_all("all => all.map(one => one.id.slice(6))") == REQUIRED


def commitments_offered(page) -> list[str]:
    """List the commitments that wait for one's signature, on one's home page."""
    links = page.get_by_role("main").get_by_role("link", name=re.compile("engagement", re.IGNORECASE))
    return [words.replace("\xa0", " ") for words in links.all_inner_texts()]


def test_a_commune_deposits_with_its_deliberation_and_its_own_commitment(browser, site, tmp_path):
    clock = time_machine.travel("2026-11-30T09:00:00Z", tick=True)
    with scopes_disabled(), clock as now, play(browser, site, now) as cast:
        publish_commitments(CommitmentKind.REPUBLICAN_COMMITMENT, CommitmentKind.REPUBLICAN_VALUES)
        publish_call()
        town = add_organization(TOWN, PEOPLE)

        page = cast(CLERK)
        writing = start_file(page, site)
        read_pieces(page, writing)
        page.goto(writing)
        write_file(page, writing, tmp_path, ITS_ANSWERS, "local_authority")
        joined = Attachment.objects.filter(application__partner=town).order_by("pk")
        assert [document.piece for document in joined] == REQUIRED

        page = cast(MAYOR)
        assert commitments_offered(page) == [
            "Signer « Engagement pour les valeurs de la République et la laïcité »"
        ]
        sign_commitment(page, "maire", "valeurs de la République")
        assert commitments_offered(cast(MAYOR)) == []
        signed = Commitment.objects.filter(partner=town).values_list("text__kind", flat=True)
        assert list(signed) == [CommitmentKind.REPUBLICAN_VALUES]

        finish_file(cast(CLERK), writing)
        page = cast(MAYOR)
        sign_file(page, TITLE, "maire", MAYOR)
        tells(page, "l’organe délibérant a approuvé l’action")
        assert page.get_by_text("contrat d’engagement républicain").count() == 0
        page = cast(CLERK)
        deposit_file(page, TITLE)
        assert [deposit.deposited_by.full_name for deposit in Deposit.objects.all()] == [CLERK]
        with page.expect_download() as receipt:
            page.get_by_role("link", name="Ouvrir en PDF").first.click()
        assert receipt.value.path().read_bytes().startswith(b"%PDF")
