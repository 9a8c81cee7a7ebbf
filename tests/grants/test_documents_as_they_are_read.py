"""Documents as whoever receives them reads them: a day, ways of recourse, what was canceled, spaces that hold."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from cite.documents.gateways import render_pdf
from cite.documents.rules import Document, Paragraph, Signatory, SignatureBlock, Table
from cite.grants.enums import Outcome
from cite.grants.models import ActivityReport, FundedAction
from cite.grants.operations.documents import cancel_document, issue_document
from cite.grants.queries.documents import rendered
from cite.grants.queries.file_documents import file_document
from cite.grants.queries.report_documents import report_document
from cite.grants.queries.reports import ReportSheet
from tests.factories.reports import make_report, make_version
from tests.grants.test_operations_documents import NOON, Scene, words_of


@pytest.fixture
def scene(territory):
    return Scene(territory)


def letter(scene, kind, **fields):
    return issue_document(application=scene.file, kind=kind, award=scene.grant(**fields), by=scene.pilot)


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("grant_letter", Outcome.PARTIAL),
        ("refusal_letter", Outcome.REFUSED),
        ("refusal_letter", Outcome.REDIRECTED),
        ("waiting_letter", Outcome.WAITING_LIST),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_the_letter_of_each_outcome_says_its_day_and_the_ways_of_recourse(scene, kind, outcome):
    amount = Decimal(3000 if outcome == Outcome.PARTIAL else 0)
    said = words_of(letter(scene, kind, outcome=outcome, amount=amount))
    assert "Le 15 mai 2027 Dossier n°" in said
    assert "Si vous contestez cette décision Vous avez deux mois" in said
    assert "le tribunal administratif" in said


@time_machine.travel(NOON, tick=False)
def test_a_request_sent_elsewhere_says_why_even_without_a_motive(scene):
    said = words_of(letter(scene, "refusal_letter", outcome=Outcome.REDIRECTED, amount=Decimal(0)))
    assert "Le motif Votre demande relève d’un autre dispositif ou d’un autre financeur." in said


@time_machine.travel(NOON, tick=False)
def test_our_own_words_hold_their_spaces_and_those_of_people_stay(scene):
    scene.file.title = "Oser : le volant"
    scene.file.save()
    content = str(letter(scene, "order").content)
    assert "VU l’appel à projets «\xa0Cité de l’emploi 2027\xa0»\xa0;" in content.replace("\\xa0", "\xa0")
    assert "Oser : le volant" in content


@time_machine.travel(NOON, tick=False)
def test_a_canceled_document_says_so_on_every_page(scene):
    order = letter(scene, "order")
    canceled = cancel_document(document=order, reason="Erreur", by=scene.pilot, version=order.version)
    pages = PdfReader(BytesIO(render_pdf(rendered(canceled)))).pages
    assert len(pages) == 2
    assert ["Annulé – Arrêté n° 2027-118" in " ".join(page.extract_text().split()) for page in pages] == [
        True,
        True,
    ]


def pages_of(*blocks, title="Titre"):
    return PdfReader(BytesIO(render_pdf(Document(title=title, blocks=blocks)))).pages


def test_a_short_table_is_not_cut_by_a_page():
    table = Table(("Compte", "Montant"), [*[(f"Ligne {n}", "1 €") for n in range(8)], ("Total", "8 €")])
    before = [Paragraph(f"Paragraphe {n}.") for n in range(31)]
    found = [page.extract_text() for page in pages_of(*before, table)]
    assert [("Ligne 0" in text, "Total" in text) for text in found] == [(False, False), (True, True)]


def test_a_long_title_is_shortened_at_the_foot_and_whole_at_the_top():
    title = "Une action dont le titre est très long " * 5
    text = pages_of(Paragraph("Un."), title=title.strip())[0].extract_text()
    assert " ".join(text.split()).count("Une action dont le titre est très long") == 5 + 2


def test_the_name_of_a_signatory_takes_the_room_it_needs():
    names = ["Un nom de structure qui tient sur plusieurs lignes " * 5, "Brève"]
    page = pages_of(SignatureBlock([Signatory(name.strip(), "Présidente", "Signé") for name in names]))[0]
    assert " ".join(page.extract_text().split()).count("Signé") == 2


def test_a_whole_file_ends_with_its_attestations_without_an_empty_page(scene):
    headings = [block.text for block in file_document(scene.file).blocks if hasattr(block, "level")]
    assert headings[-3:] == ["Attestations", "Pièces jointes", "Signature"]


def funded(scene):
    action = FundedAction.objects.create(
        territory=scene.territory, partner=scene.carrier, year=2027, title="Essai", source="imported"
    )
    return ActivityReport.objects.get(pk=make_report(action).pk)


def test_a_bilan_without_a_line_says_so_rather_than_show_an_empty_table(scene):
    blocks = report_document(ReportSheet(funded(scene)), None, is_masked=False).blocks
    assert Paragraph("Aucune ligne de budget n’est encore inscrite.") in blocks
    assert [block for block in blocks if isinstance(block, Table) and not block.rows] == []


def test_a_bilan_deposited_at_night_bears_the_day_it_was_here(scene):
    report = funded(scene)
    report.deposited_at = datetime(2028, 5, 30, 22, 30, tzinfo=UTC)
    version = make_version(report, scene.writer)
    version.deposited_at = report.deposited_at
    document = report_document(ReportSheet(report), version, is_masked=False)
    signed = next(block for block in document.blocks if isinstance(block, SignatureBlock))
    assert document.date == date(2028, 5, 31)
    assert signed.signatories[0].mention == "Déposé en ligne le 31 mai 2028"
