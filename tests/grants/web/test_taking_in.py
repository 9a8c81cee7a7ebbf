"""A form filled elsewhere is read, shown field by field, and taken in once confirmed."""

from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)
from python_calamine import CalamineWorkbook

from cite.grants.models import BudgetLine
from cite.grants.queries.budget import lines_of
from tests.factories import grants


@pytest.fixture
def file(territory):
    carrier = grants.make_carrier(territory)
    writer = grants.make_carrier_member(carrier, "autrice")
    edition = grants.make_edition(grants.make_call(territory))
    return grants.make_application(edition, carrier, writer, answers={"need": "Un besoin"})


@pytest.fixture
def carrier(client, file):
    client.force_login(file.created_by)
    return client


def page(file, name="bring-file"):
    return reverse(f"grants:{name}", args=[file.uuid])


def workbook(answers=(), amounts=(), sheets=("Réponses", "Budget")):
    output = BytesIO()
    book = xlsxwriter.Workbook(output)
    for name, rows in zip(sheets, (answers, amounts), strict=True):
        sheet = book.add_worksheet(name)
        for number, row in enumerate([("Code", "Question", "Réponse"), *rows]):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    book.close()
    return SimpleUploadedFile("dossier.xlsx", output.getvalue())


def form_pdf(fields, password=""):
    writer = PdfWriter()
    sheet = writer.add_blank_page(200, 200)
    annotations = ArrayObject()
    for name, value in fields.items():
        field = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject(name),
                NameObject("/V"): TextStringObject(value),
                NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (0, 0, 9, 9)]),
            }
        )
        annotations.append(writer._add_object(field))
    sheet[NameObject("/Annots")] = annotations
    if fields:
        form = DictionaryObject({NameObject("/Fields"): annotations})
        writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    output = BytesIO()
    writer.write(output)
    return SimpleUploadedFile("cerfa.pdf", output.getvalue(), "application/pdf")


def bring(client, file, upload):
    return client.post(page(file), {"file": upload})


def confirm(client, file, response, *, every=False):
    form = response.context["confirm"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        if name.startswith("take-"):
            if value or every:
                data[name] = "on"
        else:
            data[name] = value
    client.post(page(file, "take-in"), data)
    file.refresh_from_db()


def amounts(file):
    return {line.account: line.amount for line in lines_of(file)}


def test_a_workbook_is_shown_then_taken(carrier, file):
    brought = workbook(
        [
            ("participants_max", "", 30),
            ("priorities", "", "Lever les freins au retour à l’emploi : Linguistique"),
            ("indicators", "", "Présents | 30\nEmplois | 4"),
            ("adapts_existing", "", "Oui"),
            ("unknown", "", "x"),
        ],
        [("budget.65", "", "1 234,56"), ("budget.66", "", "")],
    )
    response = bring(carrier, file, brought)
    assert response.status_code == 200
    file.refresh_from_db()
    assert (file.answers, amounts(file)) == ({"need": "Un besoin"}, {})
    confirm(carrier, file, response)
    assert file.answers == {
        "need": "Un besoin",
        "participants_max": 30,
        "priorities": ["language"],
        "indicators": [["Présents", "30"], ["Emplois", "4"]],
        "adapts_existing": "yes",
    }
    assert amounts(file) == {"65": Decimal("1234.56")}


def test_nothing_is_replaced_without_a_tick(carrier, file):
    response = bring(carrier, file, workbook([("need", "", "Autre chose")]))
    confirm(carrier, file, response)
    assert file.answers["need"] == "Un besoin"
    confirm(carrier, file, response, every=True)
    assert file.answers["need"] == "Autre chose"


def test_what_changed_meanwhile_is_not_overwritten(carrier, file):
    response = bring(carrier, file, workbook([("need", "", "Autre chose")]))
    file.answers = {"need": "Écrit pendant ce temps"}
    file.save()
    confirm(carrier, file, response, every=True)
    assert file.answers == {"need": "Écrit pendant ce temps"}


def test_errors_are_told_cell_by_cell(carrier, file):
    brought = workbook(
        [
            ("participants_max", "", "beaucoup"),
            ("starts_on", "", "32/13/2027"),
            ("priorities", "", "Inconnue"),
        ],
        [("budget.65", "", "NaN"), ("budget.66", "", "-5"), ("budget.64", "", "=1+1")],
    )
    response = bring(carrier, file, brought)
    assert {proposal.where for proposal in response.context["errors"]} >= {
        "Réponses, C2",
        "Réponses, C3",
        "Réponses, C4",
        "Budget, C2",
        "Budget, C3",
    }


def test_the_workbook_we_give_brings_nothing_new(carrier, file, territory):
    BudgetLine.objects.create(territory=territory, application=file, account="65", amount=Decimal("12.5"))
    given = carrier.get(page(file, "workbook"))
    names = CalamineWorkbook.from_filelike(BytesIO(given.content)).sheet_names
    assert names == ["Mode d’emploi", "Réponses", "Budget"]
    response = bring(carrier, file, SimpleUploadedFile("dossier.xlsx", given.content))
    assert response.context["proposals"] == []


def test_a_cerfa_is_shown_then_taken(carrier, file):
    brought = form_pdf(
        {
            "6 Projet - Intitulé": "Ateliers",
            "Date de début": "01/02/2027",
            "Charges sociales": "4 300",
            "Autre": "x",
        }
    )
    response = bring(carrier, file, brought)
    confirm(carrier, file, response)
    assert file.answers == {"need": "Un besoin", "title": "Ateliers", "starts_on": "2027-02-01"}
    assert amounts(file) == {"64_contributions": 4300}


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (lambda: SimpleUploadedFile("a.pdf", b"hello"), "pas un PDF lisible"),
        (lambda: SimpleUploadedFile("a.pdf", b"%PDF-1.7\nbroken"), "pas un PDF lisible"),
        (lambda: form_pdf({}), "pas de champs remplis"),
        (lambda: form_pdf({"Intitulé": "x"}, password="secret"), "mot de passe"),
        (lambda: form_pdf({"Couleur": "bleu"}), "Aucun champ"),
        (lambda: SimpleUploadedFile("a.xlsx", b"hello"), "pas le nôtre"),
        (lambda: workbook(sheets=("Une", "Deux")), "pas le nôtre"),
        (lambda: SimpleUploadedFile("a.docx", b"hello"), "pas du bon type"),
    ],
)
def test_what_is_no_form_is_said(carrier, file, upload, said):
    response = bring(carrier, file, upload())
    assert said in response.content.decode()
