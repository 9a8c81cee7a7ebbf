"""A file beside that of last year, in Dauphin's order, and on paper."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.grants.enums import ApplicationState, CarrierKind
from cite.grants.models import BudgetLine, Pledge
from tests.factories import grants
from tests.factories.accounts import make_user


@pytest.fixture
def carrier(territory):
    return grants.make_carrier(territory, "Les Ateliers fictifs")


@pytest.fixture
def writer(carrier):
    return grants.make_carrier_member(carrier, "autrice")


@pytest.fixture
def file(territory, carrier, writer):
    call = grants.make_call(territory)
    funder = grants.make_funder(territory, dauphin_label="42-ETAT-POLITIQUE-VILLE")
    grants.make_envelope(call, funder)
    file = grants.make_application(
        grants.make_edition(call),
        carrier,
        writer,
        title="Ateliers",
        answers={
            "title": "Ateliers",
            "need": "Un besoin 😀 constaté\npar des habitants",
            "description": "Huit ateliers. " * 30,
            "participants_max": 30,
            "priorities": ["obstacles", "language"],
            "indicators": [["Présents", "30"]],
        },
    )
    rows = [("64_wages", "1000", None), ("74_state", "600", funder), ("own", "400", None)]
    for account, amount, by in rows:
        BudgetLine.objects.create(
            territory=territory, application=file, account=account, amount=Decimal(amount), funder=by
        )
    Pledge.objects.create(territory=territory, application=file, name="Maison fictive", answer="yes")
    return file


def page(file, name):
    return reverse(f"grants:{name}", args=[file.uuid])


def words(response):
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


def test_the_cerfa_has_its_sections_and_its_sentence(client, writer, file):
    client.force_login(writer)
    text = words(client.get(page(file, "cerfa-pdf")))
    for title in ("1. Identification", "5. Budget de la structure", "6. Projet", "7. Attestations"):
        assert title in text
    assert "représente 60,0 % du total des produits du projet" in text
    assert "Ce dossier n’est pas signé." in text


def test_the_whole_file_says_everything(client, writer, file):
    client.force_login(writer)
    text = words(client.get(page(file, "file-pdf")))
    for said in (
        "Maison fictive",
        "Oui, nous participons",
        "Huit ateliers",
        "Plan de financement",
        "Total des charges",
    ):
        assert said in text


def test_an_authority_has_its_own_document(client, writer, file):
    file.carrier_kind = CarrierKind.LOCAL_AUTHORITY
    file.save()
    client.force_login(writer)
    text = words(client.get(page(file, "cerfa-pdf")))
    assert "Demande de subvention d’une collectivité" in text
    assert "Délibération et pièces" in text
    assert "7. Attestations" not in text


def test_an_empty_file_prints_too(client, writer, carrier, territory):
    file = grants.make_application(
        grants.make_edition(grants.make_call(territory, year=2028)), carrier, writer
    )
    client.force_login(writer)
    assert "Ce budget n’est pas rempli." in words(client.get(page(file, "cerfa-pdf")))
    assert "Aucun partenaire n’est nommé." in words(client.get(page(file, "file-pdf")))


def test_dauphin_is_laid_out_and_its_reference_noted(client, writer, file):
    client.force_login(writer)
    response = client.get(page(file, "dauphin"))
    texts = [item.label for screen in response.context["screens"] for item in screen.items]
    assert "74 État – État (42-ETAT-POLITIQUE-VILLE)" in texts
    version = response.context["form"]["version"].value()
    client.post(page(file, "dauphin"), {"reference": "00123456-1", "version": version})
    file.refresh_from_db()
    assert file.reference_dauphin == "DA00123456-1"
    stale = client.post(page(file, "dauphin"), {"reference": "", "version": version})
    assert "modifié cette fiche" in stale.content.decode()
    wrong = client.post(page(file, "dauphin"), {"reference": "abc", "version": file.version})
    assert "huit chiffres" in wrong.content.decode()
    file.refresh_from_db()
    assert file.reference_dauphin == "DA00123456-1"


def test_those_who_review_do_not_note_it(client, territory, file):
    file.state, file.deposited_at = ApplicationState.DEPOSITED, now()
    file.save()
    client.force_login(make_user("copilote", role=Role.CO_PILOT_STATE, territory=territory))
    assert client.get(page(file, "dauphin")).status_code == 200
    response = client.post(page(file, "dauphin"), {"reference": "00123456", "version": file.version})
    file.refresh_from_db()
    assert (response.status_code, file.reference_dauphin) == (200, "")


def test_without_last_year_nothing_is_compared(client, writer, file):
    client.force_login(writer)
    assert client.get(page(file, "comparison")).context["comparison"] is None


def test_last_year_is_compared(client, writer, file, carrier, territory):
    before = grants.make_application(
        grants.make_edition(grants.make_call(territory, year=2026), state="replaced"),
        carrier,
        writer,
        answers=file.answers | {"participants_max": 24},
    )
    BudgetLine.objects.create(territory=territory, application=before, account="64", amount=Decimal("900"))
    file.previous = before
    file.save()
    client.force_login(writer)
    found = client.get(page(file, "comparison")).context["comparison"]
    assert [(d.label, d.before, d.after) for d in found.differences] == [
        ("Participants\u00a0: au plus", "24", "30"),
        ("64 Charges de personnel", "900\u00a0€", "1\u202f000\u00a0€"),
        ("État", "", "600\u00a0€"),
        ("– Ressources propres affectées à l’action", "", "400\u00a0€"),
    ]


def test_a_line_without_an_account_number_is_copied_without_a_dash(client, writer, file):
    client.force_login(writer)
    screens = client.get(page(file, "dauphin")).context["screens"]
    labels = [item.label for screen in screens for item in screen.items]
    assert [label for label in labels if label.endswith("Ressources propres affectées à l’action")] == [
        "Ressources propres affectées à l’action"
    ]
