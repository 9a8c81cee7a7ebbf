"""The proof of an action: the same content gives the same bytes, and each member is what the manifest says."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from cite.accounts.enums import Role
from cite.actors.enums import OrganizationKind
from cite.audit.models import Entry
from cite.core.journal import record
from cite.grants.enums.documents import DocumentAct
from cite.grants.enums.proof import ProofAct, ProofObjection
from cite.grants.models import Deposit, Signature
from cite.grants.operations.documents import issue_document
from cite.grants.rules.proof import BYTES_MAX, ENTRY_MAX, PDF_MAX, archive_of, count_decision, size_decision
from tests.factories import grants_money as money
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.organizations import make_partner
from tests.grants.test_operations_documents import Scene

NOON = datetime(2027, 5, 15, 10, 0, tzinfo=UTC)


@pytest.fixture
def scene(territory):
    with time_machine.travel(NOON, tick=False):
        scene = Scene(territory)
        scene.award = scene.grant()
        scene.letter = issue_document(
            application=scene.file, kind="grant_letter", award=scene.award, by=scene.pilot
        )
        scene.payment = money.make_payment(scene.award, scene.pilot)
        signature = Signature.objects.create(
            territory=territory,
            application=scene.file,
            signed_by=scene.president,
            signatory_name="Camille Exemple",
            signatory_function="présidente",
            signed_at=NOON,
            statement="Je déclare.",
            sha256="0" * 64,
        )
        Deposit.objects.create(
            territory=territory,
            application=scene.file,
            number=1,
            deposited_by=scene.president,
            deposited_at=NOON,
            signature=signature,
            content={"number": "CE-1"},
            sha256="1" * 64,
        )
    return scene


def take(client, user, scene):
    client.force_login(user)
    return client.get(reverse("grants:proof", args=[scene.file.uuid]))


def members_of(response):
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_what_was_signed_decided_and_paid_and_its_manifest_proves_it(client, scene):
    found = members_of(take(client, scene.pilot, scene))
    assert list(found) == [
        "manifest.json",
        "LISEZ-MOI.txt",
        "decisions.json",
        "depots/depot-1.json",
        f"documents/{scene.letter.number}-grant_letter.pdf",
        "financement.csv",
        "journal.csv",
        "signatures.json",
    ]
    manifest = json.loads(found.pop("manifest.json"))
    assert manifest["dossier"] == scene.file.number
    assert [(m["name"], m["bytes"], m["sha256"]) for m in manifest["members"]] == [
        (name, len(content), hashlib.sha256(content).hexdigest()) for name, content in found.items()
    ]
    assert json.loads(found["depots/depot-1.json"])["content"] == {"number": "CE-1"}
    assert [s["signatory"] for s in json.loads(found["signatures.json"])] == ["Camille Exemple"]
    decision = json.loads(found["decisions.json"])[0]
    assert (decision["amount"], decision["act"]["number"]) == ("25000.00", "2027-118")
    rows = list(csv.DictReader(io.StringIO(found["financement.csv"].decode())))
    assert [(row["financeur"], row["montant"]) for row in rows] == [("État", "100.00")]
    pdf = PdfReader(io.BytesIO(found[f"documents/{scene.letter.number}-grant_letter.pdf"]))
    assert scene.letter.number in pdf.pages[-1].extract_text()


def test_the_same_content_gives_the_same_bytes_another_day_and_reading_is_journaled(client, scene):
    with time_machine.travel(datetime(2027, 6, 1, 8, 0, tzinfo=UTC)):
        first = take(client, scene.pilot, scene).content
    with time_machine.travel(datetime(2028, 3, 9, 17, 30, tzinfo=UTC)):
        assert take(client, scene.pilot, scene).content == first
    assert Entry.objects.filter(action=ProofAct.TAKE, target_uuid=scene.file.uuid).count() == 2


def test_the_extract_of_the_journal_names_nobody(client, scene):
    typed = "Écrire à camille@exemple.org ou au 06 12 34 56 78"
    record(DocumentAct.CANCEL, by=scene.pilot, target=scene.letter, changes={"cancel_reason": (None, typed)})
    journal = members_of(take(client, scene.pilot, scene))["journal.csv"].decode()
    acts = {row["acte"] for row in csv.DictReader(io.StringIO(journal))}
    assert acts == {DocumentAct.ISSUE, DocumentAct.CANCEL}
    assert "cancel_reason" in journal
    assert re.findall(r"\S+@\S+|\b0[1-9](?: ?\d\d){4}\b", journal) == []
    people = (scene.pilot, scene.mayor, scene.writer, scene.president)
    assert [person.full_name for person in people if person.full_name in journal] == []


def test_only_those_who_answer_for_the_money_take_it(client, scene):
    scene.grant_of_town()
    coordinator = make_user("coordinatrice", role=Role.COORDINATOR, territory=scene.territory)
    instructor = make_user("instructrice", role=Role.INSTRUCTOR, territory=scene.territory)
    other = make_partner(scene.territory, "Autre ville fictive", kind=OrganizationKind.COMMUNE)
    stranger = make_member(other, "etranger", role=Role.FUNDER).user
    people = (scene.pilot, scene.mayor, coordinator, scene.writer, scene.president, instructor, stranger)
    codes = [take(client, person, scene).status_code for person in people]
    assert codes == [200, 200, 200, 403, 403, 403, 404]


def test_a_funder_has_the_letters_of_her_own_decision_only(client, scene):
    scene.grant_of_town()
    names = [name for name in members_of(take(client, scene.mayor, scene)) if name.startswith("documents/")]
    assert names == []


@pytest.mark.parametrize(("pdfs", "entries"), [(PDF_MAX + 1, 0), (0, ENTRY_MAX + 1)])
def test_too_much_is_refused_before_it_is_made(pdfs, entries):
    assert count_decision(pdfs=pdfs, entries=entries).objections == (ProofObjection.TOO_LARGE,)
    assert count_decision(pdfs=PDF_MAX, entries=ENTRY_MAX).objections == ()


def test_too_many_bytes_are_refused():
    half = bytes(BYTES_MAX // 2)
    assert size_decision({"a": half, "b": half}).objections == ()
    assert size_decision({"a": half, "b": half + b"."}).objections == (ProofObjection.TOO_LARGE,)


def test_the_order_in_which_members_come_changes_nothing():
    members = {"b": b"2", "a": b"1"}
    assert archive_of(members, {}) == archive_of(dict(reversed(members.items())), {})
