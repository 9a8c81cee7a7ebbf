"""The page of the putting in service, its banner, its documents: who sees what, who may press what."""

from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cite.accounts.enums import Role
from cite.opening import operations
from cite.opening.adapters import awaiting_co_pilots
from cite.opening.enums import ComplianceKind
from cite.opening.models import Commissioning, ComplianceItem
from tests.factories.accounts import make_user
from tests.factories.opening import note_everything

pytestmark = pytest.mark.django_db

SERVICE = "/ouverture/mise-en-service/"
HOST = f"{SERVICE}host-contract/"
PDF = b"%PDF-1.7\n%%EOF\n"
BANNER = "Cette Cité est en mode formation"


@pytest.fixture
def as_role(client, territory):
    """Sign in with a role; a second factor was proved where it is asked."""

    def sign_in(role: Role | None):
        from cite.accounts.queries import SECOND_FACTOR_KEY

        user = make_user(str(role), role=role, territory=territory)
        client.force_login(user)
        session = client.session
        session[SECOND_FACTOR_KEY] = True
        session.save()
        return user

    return sign_in


def page(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("role", "reads", "notes"),
    [
        (Role.CO_PILOT_STATE, 200, 200),
        (Role.CO_PILOT_METROPOLE, 200, 200),
        (Role.DATA_PROTECTION_OFFICER, 200, 200),
        (Role.COORDINATOR, 200, 403),  # she reads, and writes nothing
        (Role.CARRIER, 403, 403),
        (Role.PRESCRIBER, 403, 403),
        (Role.READER, 403, 403),
    ],
)
def test_who_reads_and_who_notes(client, as_role, role, reads, notes):
    as_role(role)
    assert client.get(SERVICE).status_code == reads
    assert client.get(HOST).status_code == reads
    assert client.post(HOST, {"version": 0, "reference": "x"}).status_code in {notes, 302}
    assert ComplianceItem.objects.count() == (1 if notes == 200 else 0)


def test_a_piece_is_noted_with_its_document(client, as_role):
    as_role(Role.CO_PILOT_STATE)
    upload = SimpleUploadedFile("contrat.pdf", PDF)
    typed = {"version": 0, "dated_on": "2026-01-05", "signatories": "DSI", "document": upload}
    answer = client.post(HOST, typed, follow=True)
    assert "est noté" in page(answer)
    item = ComplianceItem.objects.get()
    address = reverse("files:download", args=[item.document.uuid])
    saved = client.get(address)
    assert b"".join(saved.streaming_content) == PDF
    shown = page(client.get(HOST))
    assert "Version 1" in shown
    assert address in shown


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CO_PILOT_METROPOLE, 200), (Role.COORDINATOR, 200), (Role.CARRIER, 404), (None, 404)],
)
def test_a_document_opens_to_those_who_read_the_pieces(client, as_role, territory, role, status):
    owner = as_role(Role.CO_PILOT_STATE)
    client.post(HOST, {"version": 0, "document": SimpleUploadedFile("contrat.pdf", PDF)})
    address = reverse("files:download", args=[ComplianceItem.objects.get().document.uuid])
    as_role(role)
    answer = client.get(address)
    assert answer.status_code == status
    assert status == 404 or b"".join(answer.streaming_content) == PDF
    from cite.accounts.models import TerritoryRole

    TerritoryRole.objects.filter(user=owner).delete()
    client.force_login(owner)
    assert client.get(address).status_code == 404  # who deposited it has left


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("dated_on", "31/02/2026", "Cette date n’existe pas"),
        ("dated_on", "hier", "Cette date n’existe pas"),
        ("reference", "x" * 201, "200 caractères"),
        ("remark", "a\0b", "caractères invisibles"),
        ("document", SimpleUploadedFile("contrat.pdf", b"<html><script>"), "page web"),
        ("document", SimpleUploadedFile("logo.svg", b"<svg><script/></svg>"), "pas du bon type"),
        ("document", SimpleUploadedFile("contrat.pdf", b""), "est vide"),
        ("version", "7", "Une autre personne a modifié"),
        ("version", "x", "à corriger"),
    ],
)
def test_bad_input_is_told(client, as_role, field, value, sentence):
    as_role(Role.CO_PILOT_STATE)
    answer = client.post(HOST, {"version": 0, "signatories": "Gardé"} | {field: value})
    assert answer.status_code == 200
    assert sentence in page(answer)
    assert 'value="Gardé"' in page(answer)
    assert not ComplianceItem.objects.exists()


def test_the_law_asks_no_such_thing(client, as_role):
    as_role(Role.CO_PILOT_STATE)
    assert client.get(f"{SERVICE}bonne-humeur/").status_code == 404


def test_the_joint_act_button_by_button(client, as_role, territory):
    state = as_role(Role.CO_PILOT_STATE)
    assert "Donner l’accord" not in page(client.get(SERVICE))
    refused = client.post(f"{SERVICE}accord/", {"version": 1}, follow=True)
    assert "rien n’est encore noté" in page(refused)
    note_everything(territory, state)
    assert "Donner l’accord de mon institution" in page(client.get(SERVICE))
    client.post(f"{SERVICE}accord/", {"version": 1})
    assert "Celui de l’autre copilote est attendu" in page(client.get(SERVICE))
    as_role(Role.CO_PILOT_METROPOLE)
    assert "mettre la Cité en service" in page(client.get(SERVICE))
    assert "les fiches d’essai ne se voient plus" in page(client.get(SERVICE))
    assert "La Cité est en service" in page(client.post(f"{SERVICE}accord/", {"version": 2}, follow=True))
    shown = page(client.get(SERVICE))
    assert "En service depuis le" in shown and "mode formation" not in shown
    assert "Suspendre la mise en service" in shown
    answer = client.post(f"{SERVICE}suspension/", {"version": 3, "reason": "Faille"}, follow=True)
    assert "est suspendue" in page(answer)
    assert "Faille" in page(answer)
    client.post(f"{SERVICE}accord/", {"version": 4})
    assert "Faille" in page(client.get(SERVICE))  # whoever is asked to join reads why it was suspended
    answer = client.post(f"{SERVICE}retrait/", {"version": 5}, follow=True)
    assert "reste suspendue" in page(answer)
    assert "Les accompagnements en cours continuent" in page(answer)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_forged_version_changes_nothing(client, as_role, territory, version):
    state = as_role(Role.CO_PILOT_STATE)
    note_everything(territory, state)
    assert client.post(f"{SERVICE}accord/", {"version": version}).status_code == 302
    assert not Commissioning.objects.exclude(state="training").exists()


def test_the_banner_stands_on_professional_pages_until_then(client, as_role, territory):
    as_role(Role.CARRIER)
    assert BANNER in page(client.get("/listes/"))
    assert BANNER not in page(client.get("/carte/"))
    state = make_user("etat", role=Role.CO_PILOT_STATE, territory=territory)
    metropole = make_user("metropole", role=Role.CO_PILOT_METROPOLE, territory=territory)
    note_everything(territory, state)
    operations.agree_to_service(territory=territory, version=1, by=state)
    operations.agree_to_service(territory=territory, version=2, by=metropole)
    assert BANNER not in page(client.get("/listes/"))


def test_what_awaits_the_co_pilots(rf, territory):
    numbers = count()

    def labels(role):
        request = rf.get("/")
        request.territory, request.membership = territory, None
        request.user = make_user(f"{role}-{next(numbers)}", role=role, territory=territory)
        request.session = {}
        return [item.label for item in awaiting_co_pilots(request)]

    assert labels(Role.CARRIER) == []
    assert any("Pièces à noter" in label for label in labels(Role.CO_PILOT_STATE))
    assert any("ce rôle\u00a0: Coordination" in label for label in labels(Role.CO_PILOT_STATE))
    note_everything(territory, make_user("dpo", role=Role.DATA_PROTECTION_OFFICER, territory=territory))
    assert any("Accord à donner" in label for label in labels(Role.CO_PILOT_METROPOLE))
    assert not any("Protection des données" in label for label in labels(Role.CO_PILOT_METROPOLE))


def test_the_page_costs_the_same_whatever_was_noted(
    client, as_role, territory, django_assert_max_num_queries
):
    user = as_role(Role.CO_PILOT_STATE)
    with django_assert_max_num_queries(40):
        client.get(SERVICE)
    sheet = operations.PieceSheet(reference="x")
    operations.note_piece(
        territory=territory, kind=ComplianceKind.HOST_CONTRACT, sheet=sheet, number=0, by=user
    )
    with django_assert_max_num_queries(40) as few:
        client.get(SERVICE)
    for number in range(1, 5):
        operations.note_piece(
            territory=territory, kind=ComplianceKind.HOST_CONTRACT, sheet=sheet, number=number, by=user
        )
    with django_assert_max_num_queries(len(few)):
        client.get(SERVICE)
