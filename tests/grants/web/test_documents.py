"""The pages of documents, and the public one that proves them."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import caches
from django.urls import reverse

from cite.grants.models import IssuedDocument
from cite.grants.operations.documents import cancel_document, countersign_document, issue_document
from cite.grants.rules.documents import shown_code
from tests.grants.test_operations_documents import Scene


@pytest.fixture
def scene(territory):
    return Scene(territory)


def address(scene, name="documents", *more):
    return reverse(f"grants:{name}", args=[scene.file.uuid, *more])


def open_as(client, user, url):
    client.force_login(user)
    return client.get(url)


def test_only_what_is_true_is_offered_and_pressing_twice_issues_once(client, scene):
    award = scene.grant()
    client.force_login(scene.pilot)
    page = client.get(address(scene))
    offered = [value for value, _label in page.context["form"].fields["choice"].choices]
    assert offered == [
        "receipt",
        *(f"{kind}:{award.uuid}" for kind in ("grant_letter", "order", "agreement")),
    ]
    for _ in range(2):
        client.post(address(scene), {"choice": offered[1]})
    assert IssuedDocument.objects.count() == 1


@pytest.mark.parametrize("choice", ["", "grant_letter", "refusal_letter:x", "receipt' OR 1=1"])
def test_a_forged_choice_issues_nothing(client, scene, choice):
    client.force_login(scene.pilot)
    response = client.post(address(scene), {"choice": choice})
    assert response.status_code == 200
    assert "Choisissez" in response.content.decode() or "Sélectionnez" in response.content.decode()
    assert IssuedDocument.objects.count() == 0


def test_a_carrier_reads_her_documents_and_issues_none(client, scene):
    receipt = issue_document(application=scene.file, kind="receipt", by=scene.writer)
    page = open_as(client, scene.writer, address(scene))
    assert receipt.number in page.content.decode()
    assert not page.context["issues"]
    client.post(address(scene), {"choice": "receipt"})
    assert IssuedDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("document_pdf", "application/pdf"),
        ("document_docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_document_is_opened_as_a_file_that_nobody_caches(client, scene, name, kind):
    receipt = issue_document(application=scene.file, kind="receipt", by=scene.writer)
    response = open_as(client, scene.writer, address(scene, name, receipt.uuid))
    assert (response["Content-Type"], response["Cache-Control"]) == (kind, "private, no-store")


def test_a_letter_not_notified_does_not_exist_for_the_carrier(client, scene):
    award = scene.grant(state="recorded")
    letter = issue_document(application=scene.file, kind="grant_letter", award=award, by=scene.pilot)
    assert open_as(client, scene.writer, address(scene, "document_pdf", letter.uuid)).status_code == 404
    assert open_as(client, scene.mayor, address(scene, "document_pdf", letter.uuid)).status_code == 404


def test_the_representative_signs_on_the_page(client, scene):
    agreement = scene.agreement()
    page = open_as(client, scene.president, address(scene))
    assert address(scene, "countersign", agreement.uuid) in page.content.decode()
    url = address(scene, "countersign", agreement.uuid)
    form = {"name": "Camille Exemple", "function": "présidente", "agreed": "on"}
    assert client.post(url, form | {"agreed": ""}).context["form"].errors.keys() == {"agreed"}
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    agreement.refresh_from_db()
    assert agreement.countersigned_name == "Camille Exemple, présidente"
    assert open_as(client, scene.writer, url).status_code == 403


def test_a_document_is_canceled_with_a_reason_and_a_stale_page_says_so(client, scene):
    agreement = scene.agreement()
    url = address(scene, "document_cancel", agreement.uuid)
    client.force_login(scene.pilot)
    assert client.post(url, {"version": agreement.version, "reason": ""}).status_code == 200
    stale = client.post(url, {"version": agreement.version + 7, "reason": "Mauvais montant"})
    assert "Mauvais montant" in stale.content.decode()
    assert client.post(url, {"version": agreement.version, "reason": "Mauvais montant"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.cancel_reason == "Mauvais montant"


# The public page.


def verify(client, code):
    return client.get(reverse("grants:verify_code", args=[code]))


def test_a_document_proves_itself_without_saying_whom_it_is_about(client, scene):
    agreement = scene.agreement()
    countersign_document(
        document=agreement, name="Camille Exemple", function="présidente", by=scene.president
    )
    page = verify(client, shown_code(agreement.code).lower())
    text = page.content.decode()
    assert page.status_code == 200
    for said in ("Ce document est authentique.", agreement.number, agreement.sha256, "Convention", "État"):
        assert said in text
    assert [str(label) for label, _value in page.context["facts"]] == [
        "Document",
        "Numéro",
        "Établi le",
        "Établi par",
        "Code",
        "Empreinte SHA-256",
        "Contresigné le",
    ]
    for hidden in ("Passerelles", "Camille", "permis"):
        assert hidden not in text


def test_what_is_signed_after_midnight_is_signed_that_day(client, scene):
    agreement = scene.agreement()
    signed_at = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    IssuedDocument.objects.filter(pk=agreement.pk).update(countersigned_at=signed_at)
    facts = dict(verify(client, agreement.code).context["facts"])
    assert facts["Contresigné le"] == date(2026, 11, 28)


def test_a_canceled_document_says_so(client, scene):
    receipt = issue_document(application=scene.file, kind="receipt", by=scene.pilot)
    cancel_document(document=receipt, reason="Erreur de date", by=scene.pilot, version=receipt.version)
    text = verify(client, receipt.code).content.decode()
    assert "puis annulé" in text
    assert "Erreur de date" not in text  # written freely: it may name somebody
    assert "Ce document est authentique." not in text


@pytest.mark.parametrize("code", ["ABCDEFGHJKMN", "x", "<script>", "0" * 12, "é" * 300])
def test_an_unknown_code_says_so(client, scene, code):
    page = verify(client, code)
    assert page.status_code == 404
    assert "Aucun document n’a ce code." in page.content.decode()


def test_a_typed_code_leads_to_its_answer(client, scene):
    receipt = issue_document(application=scene.file, kind="receipt", by=scene.pilot)
    response = client.post(reverse("grants:verify"), {"code": f" {shown_code(receipt.code).lower()} "})
    assert response["Location"] == reverse("grants:verify_code", args=[receipt.code])
    wrong = client.post(reverse("grants:verify"), {"code": "abc"})
    assert wrong.context["form"].errors.keys() == {"code"}


def test_one_machine_does_not_try_many_codes(client, scene, settings):
    settings.VERIFICATIONS_PER_MINUTE = 3
    caches["throttles"].clear()
    receipt = issue_document(application=scene.file, kind="receipt", by=scene.pilot)
    statuses = [verify(client, "ABCDEFGHJKMN").status_code for _ in range(3)]
    assert statuses == [404, 404, 404]
    blocked = verify(client, receipt.code)
    assert (blocked.status_code, blocked["Retry-After"]) == (429, "60")
    assert receipt.number not in blocked.content.decode()


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_asks_as_much_of_the_database_for_one_document_as_for_many(
    client, scene, number, django_assert_max_num_queries
):
    for _ in range(number):
        award_file = scene.file
        document = issue_document(application=award_file, kind="receipt", by=scene.pilot)
        cancel_document(document=document, reason="x", by=scene.pilot, version=document.version)
    client.force_login(scene.writer)
    with django_assert_max_num_queries(22):
        assert client.get(address(scene)).status_code == 200
