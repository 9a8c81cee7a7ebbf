"""A program joins documents, names partners, answers about similar actions: as on the pages, and never twice."""

import hashlib

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.actors.models import AccessKey, Membership
from cite.actors.operations.keys import revoke_key
from cite.audit.models import Entry
from cite.core.dates import today
from cite.files.models import StoredFile
from cite.grants.enums import ApplicationAct, ApplicationState, SimilarSource, WritingAct, WritingObjection
from cite.grants.models import Application, Attachment, Pledge, Signature, SimilarAction
from cite.grants.operations import attachments, pledges
from cite.notifications.models import Message
from tests.factories.api import make_key
from tests.factories.grants import (
    make_application,
    make_attachment,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funded_action,
)

DURING = "2026-12-10 10:00 +0100"
PDF = b"%PDF-1.4\n%fictif\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 2000


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def edition(loaded):
    return make_edition(make_call(loaded))


@pytest.fixture
def file(edition, carrier, marc):
    return make_application(edition, carrier, marc, title="Conduire sans peur")


@pytest.fixture
def here(file):
    return f"applications/{file.uuid}"


def codes(response) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def piece(answer, code="bank_details"):
    return next(piece for piece in answer.json()["pieces"] if piece["code"] == code)


def sign(file, by):
    return Signature.objects.create(
        territory=file.territory, application=file, signed_by=by, signed_at=file.created_at, sha256="0" * 64
    )


def test_a_document_is_joined_listed_and_taken_away(ask, send, here, file, marc):
    joined = send(f"{here}/documents", PDF, piece="bank_details", year="2026")
    assert joined.status_code == 200
    (document,) = piece(joined)["documents"]
    sha256 = hashlib.sha256(PDF).hexdigest()
    known = {key: document[key] for key in ("name", "year", "size", "sha256", "state", "scan")}
    assert known == {
        "name": "rib.pdf",
        "year": 2026,
        "size": len(PDF),
        "sha256": sha256,
        "state": "unknown",
        "scan": "not_scanned",
    }
    assert piece(ask("get", f"{here}/documents"))["documents"] == [document]
    stored = Attachment.objects.get()
    assert (stored.added_by, stored.file.owner) == (marc, marc)
    removed = ask("delete", f"{here}/documents/{document['id']}")
    assert (removed.status_code, piece(removed)["documents"]) == (200, [])
    assert ask("delete", f"{here}/documents/{document['id']}").status_code == 404


def test_what_the_call_asks_is_said_with_its_limits(ask, here):
    told = ask("get", f"{here}/documents").json()
    assert (told["is_editable"], told["max_bytes"]) == (True, 20_000_000)
    assert told["kinds"] == ["document", "image", "ods", "pdf", "xlsx"]
    required = [piece["code"] for piece in told["pieces"] if piece["is_required"]]
    assert required == ["bank_details", "statutes", "officers", "accounts", "activity_report"]


def test_the_same_bytes_sent_twice_are_joined_once_and_void_a_signature_once(send, here, file, marc):
    first = piece(send(f"{here}/documents", PDF, piece="bank_details"))
    signature = sign(file, marc)
    again = piece(send(f"{here}/documents", PDF, piece="bank_details", name="autre-nom.pdf"))
    assert again == first
    assert Attachment.objects.count() == 1
    assert StoredFile.objects.filter(erased_at=None).count() == 1  # the second copy is not kept
    signature.refresh_from_db()
    assert signature.voided_at is None
    send(f"{here}/documents", PDF + b"\n", piece="bank_details")
    signature.refresh_from_db()
    assert (Attachment.objects.count(), signature.voided_at is None) == (2, False)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (PROGRAM, "statuts.pdf", ["wrong_kind", "misnamed"]),
        (b"<html><script>alert(1)</script></html>", "statuts.pdf", ["wrong_kind", "misnamed"]),
        (b"", "vide.pdf", ["empty"]),
        (PDF + b"0" * 20_000_000, "gros.pdf", ["too_large"]),
    ],
)
def test_a_file_is_examined_as_on_the_page(send, here, content, name, expected):
    answer = send(f"{here}/documents", content, name, piece="statutes")
    assert (answer.status_code, answer.json()["code"], codes(answer)) == (409, "refused", expected)
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_request_beyond_every_limit_is_read_and_thrown_away(send, here, settings):
    settings.UPLOAD_MAX_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = send(f"{here}/documents", PDF * 100, piece="statutes")
    assert (answer.status_code, codes(answer)) == (409, ["request_too_large"])
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\statuts.pdf", "statuts.pdf"),
        ("sta\u202etuts\u0007.pdf", "statuts.pdf"),
        ("é" * 300 + ".pdf", "é" * 146 + ".pdf"),
    ],
)
def test_a_hostile_name_is_made_safe(send, here, name, kept):
    (document,) = piece(send(f"{here}/documents", PDF, name, piece="statutes"), "statutes")["documents"]
    assert document["name"] == kept


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({}, "piece", "missing"),
        ({"piece": " "}, "piece", "missing"),
        ({"piece": "s" * 41}, "piece", "too_long"),
        ({"piece": "statutes", "year": "l’an passé"}, "year", "not_a_number"),
        ({"piece": "statutes", "year": "1789"}, "year", "too_small"),
        ({"piece": "statutes", "year": "9" * 5000}, "year", "too_big"),
        ({"piece": "statutes", "état": "compliant"}, "état", "unknown"),
        ({"piece": ["statutes", "officers"]}, "piece", "repeated"),
    ],
)
def test_a_bad_form_says_what_is_wrong_field_by_field(send, here, fields, field, code):
    answer = send(f"{here}/documents", PDF, **fields)
    assert answer.status_code == 422
    assert {"field": field, "code": code} in [
        {key: error[key] for key in ("field", "code")} for error in answer.json()["errors"]
    ]
    assert Attachment.objects.count() == 0


def test_a_document_that_is_not_asked_is_refused(send, here):
    answer = send(f"{here}/documents", PDF, piece="deliberation")  # asked of authorities
    assert (answer.status_code, codes(answer)) == (409, [WritingObjection.NOT_A_PIECE])


def test_a_form_is_awaited_and_a_file_in_it(api, ask, token, here):
    posted = ask("post", f"{here}/documents", {"piece": "statutes"})
    assert (posted.status_code, posted.json()["code"]) == (415, "not_a_form")
    key = {"Authorization": f"Bearer {token}"}
    empty = api.client.post(f"/api/v1/{here}/documents", {"piece": "statutes"}, headers=key)
    assert (empty.status_code, codes(empty)) == (422, ["missing"])
    broken = api.client.post(
        f"/api/v1/{here}/documents", b"--x\r\nrien", content_type="multipart/form-data", headers=key
    )
    assert broken.status_code == 400


def test_no_more_than_sixty_documents(send, here, file, marc, monkeypatch):
    monkeypatch.setattr(attachments, "MAX_ATTACHMENTS", 1)
    make_attachment(file, marc)
    answer = send(f"{here}/documents", PDF, piece="statutes")
    assert codes(answer) == [WritingObjection.TOO_MANY_DOCUMENTS]


def test_a_document_in_quarantine_says_so(send, here, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    (document,) = piece(send(f"{here}/documents", PDF, piece="statutes"), "statutes")["documents"]
    assert (document["scan"], document["scan_label"]) == ("waiting", "En quarantaine")


def test_a_document_of_another_file_is_taken_again_once(ask, here, edition, carrier, marc, file):
    before = make_application(edition, carrier, marc)
    offered = make_attachment(before, marc, "officers")
    assert [o["id"] for o in piece(ask("get", f"{here}/documents"), "officers")["offered"]] == [
        str(offered.uuid)
    ]
    answers = [ask("post", f"{here}/documents/{offered.uuid}/reuse") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Attachment.objects.filter(application=file).count() == 1


def test_partners_are_named_once_corrected_and_removed(ask, here, file, marc):
    sent = {"name": "  Mission  locale ", "part": "Oriente des jeunes.", "email": "Contact@Mission.example"}
    named = [ask("post", f"{here}/partners", sent) for _time in range(2)]
    assert [answer.status_code for answer in named] == [200, 200]
    (partner,) = named[1].json()["partners"]
    known = {key: partner[key] for key in ("name", "email", "answer", "answer_label", "asked_at")}
    assert known == {
        "name": "Mission locale",
        "email": "contact@mission.example",
        "answer": "unknown",
        "answer_label": "Pas encore de réponse",
        "asked_at": None,
    }
    assert Entry.objects.filter(action=WritingAct.NAME_PARTNER).count() == 1
    corrected = ask("post", f"{here}/partners", sent | {"part": "Prête une salle."}).json()
    assert [p["part"] for p in corrected["partners"]] == ["Prête une salle."]
    assert ask("delete", f"{here}/partners/{partner['id']}").json() == {"count": 0, "partners": []}
    assert ask("delete", f"{here}/partners/{partner['id']}").status_code == 404


def test_naming_the_same_partner_again_leaves_the_signature(ask, here, file, marc):
    sent = {"name": "Mission locale", "part": "Oriente."}
    ask("post", f"{here}/partners", sent)
    signature = sign(file, marc)
    ask("post", f"{here}/partners", sent)
    signature.refresh_from_db()
    assert signature.voided_at is None


def test_a_partner_is_asked_by_mail_and_its_answer_is_read(ask, here, file):
    sent = {"name": "Mission locale", "part": "Oriente.", "email": "contact@mission.example"}
    (partner,) = ask("post", f"{here}/partners", sent).json()["partners"]
    asked = ask("post", f"{here}/partners/{partner['id']}/ask")
    assert asked.json()["partners"][0]["asked_at"] is not None
    assert [message.address for message in Message.objects.exclude(address="")] == ["contact@mission.example"]
    again = ask("post", f"{here}/partners/{partner['id']}/ask")
    assert (again.status_code, codes(again)) == (409, [WritingObjection.ASKED_RECENTLY])
    Pledge.objects.update(answer="otherwise", words="Une salle.", answered_by="Rose, directrice")
    (told,) = ask("get", f"{here}/partners").json()["partners"]
    assert (told["answer"], told["words"], told["answered_by"]) == (
        "otherwise",
        "Une salle.",
        "Rose, directrice",
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "missing"),
        ({"name": "n" * 201}, "too_long"),
        ({"part": ""}, "missing"),
        ({"email": "rose arobase exemple"}, "not_an_email"),
        ({"name": "Mission\u0000"}, "control_characters"),
        ({"answer": "yes"}, "unknown"),
        ({"name": 12}, "not_a_text"),
    ],
)
def test_a_bad_partner_says_what_is_wrong(ask, here, wrong, code):
    answer = ask("post", f"{here}/partners", {"name": "Mission", "part": "Oriente."} | wrong)
    assert (answer.status_code, codes(answer)) == (422, [code])
    assert not Pledge.objects.exists()


def test_no_more_than_forty_partners(ask, here, monkeypatch):
    monkeypatch.setattr(pledges, "MAX_PLEDGES", 0)
    answer = ask("post", f"{here}/partners", {"name": "Mission", "part": "Oriente."})
    assert codes(answer) == [WritingObjection.TOO_MANY_PARTNERS]


def test_similar_actions_are_read_and_answered(ask, here, file, loaded):
    other = make_funded_action(make_carrier(loaded, "Une voisine"), year=2026, title="Conduire sans peur")
    (seen,) = ask("get", f"{here}/similar").json()["actions"]
    assert seen == {
        "source": "funded_action",
        "source_label": "Action déjà financée",
        "key": str(other.uuid),
        "title": "Conduire sans peur",
        "carrier": "Une voisine",
        "year": 2026,
        "reasons": ["Presque le même titre"],
        "is_required": True,
        "answer": "",
    }
    sent = {"source": seen["source"], "key": seen["key"], "answer": "Le matin."}
    answered = [ask("put", f"{here}/similar", sent).json()["actions"][0]["answer"] for _time in range(2)]
    assert (answered, SimilarAction.objects.get().source) == (["Le matin."] * 2, SimilarSource.FUNDED_ACTION)
    assert Entry.objects.filter(action=WritingAct.ANSWER_SIMILAR).count() == 1
    unknown = ask("put", f"{here}/similar", sent | {"key": str(file.uuid)})
    assert (unknown.status_code, codes(unknown)) == (409, [WritingObjection.NOT_SIMILAR])


def test_a_program_does_not_sign_and_is_told_where_one_does(ask, here, file, carrier, loaded):
    irene = make_carrier_member(carrier, "irene", Role.LEGAL_REPRESENTATIVE)
    told = ask("get", f"{here}/signature").json()
    assert (told["is_signed"], told["who_may_sign"]) == (False, [str(irene)])
    assert told["page"] == f"/appels-a-projets/dossiers/{file.uuid}/verifier/"
    assert len(told["attestation"]) > 3
    assert {"not_signed", "incomplete"} <= {reason["code"] for reason in told["objections"]}
    assert ask("post", f"{here}/signature").status_code == 405
    Application.objects.update(state=ApplicationState.TO_SIGN)
    refused = ask("post", f"{here}/deposit", key=make_key(carrier, irene))
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Un logiciel ne signe pas")
    assert told["page"] in refused.json()["detail"]
    assert "not_signed" in codes(refused)


ROUTES = (
    ("get", "/documents", None),
    ("delete", "/documents/{document}", None),
    ("post", "/documents/{document}/reuse", None),
    ("get", "/partners", None),
    ("post", "/partners", {"name": "Mission", "part": "Oriente."}),
    ("delete", "/partners/{partner}", None),
    ("post", "/partners/{partner}/ask", None),
    ("get", "/similar", None),
    ("put", "/similar", {"source": "application", "key": "k", "answer": "Ensemble."}),
    ("get", "/signature", None),
)


def paths(file, marc):
    document = make_attachment(file, marc)
    partner = Pledge.objects.create(territory=file.territory, application=file, name="A", email="a@b.example")
    for method, path, body in ROUTES:
        yield method, path.format(document=document.uuid, partner=partner.uuid), body


def test_the_file_of_another_organization_does_not_exist(ask, send, edition, loaded):
    other = make_carrier(loaded, "Une autre")
    noe = make_carrier_member(other, "noe")
    foreign = make_application(edition, other, noe)
    for method, path, body in paths(foreign, noe):
        assert ask(method, f"applications/{foreign.uuid}{path}", body).status_code == 404
    assert send(f"applications/{foreign.uuid}/documents", PDF, piece="statutes").status_code == 404
    assert (Attachment.objects.count(), Pledge.objects.count(), StoredFile.objects.count()) == (1, 1, 1)


def test_a_document_and_a_partner_are_those_of_the_file(ask, here, edition, carrier, marc, loaded):
    other = make_carrier(loaded, "Une autre")
    foreign = make_application(edition, other, make_carrier_member(other, "noe"))
    mine = [path for path in paths(foreign, marc) if "{" not in path[1] and path[1].count("/") > 1]
    assert len(mine) == 4
    for method, path, body in mine:
        assert ask(method, f"{here}{path}", body).status_code == 404


@pytest.mark.parametrize("key", [None, "A" * 43])
def test_without_a_key_nothing_is_read_nor_written(ask, api, here, file, marc, key):
    for method, path, body in paths(file, marc):
        assert ask(method, f"{here}{path}", body, key=key).status_code == 401
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    sent = api.upload(f"{here}/documents", "rib.pdf", PDF, headers, piece="statutes")
    assert (sent.status_code, StoredFile.objects.count()) == (401, 1)


def test_a_key_withdrawn_or_a_role_lost_writes_nothing_more(send, here, marc):
    Membership.objects.filter(user=marc).update(role=Role.PRESCRIBER)
    assert send(f"{here}/documents", PDF, piece="statutes").status_code == 401
    Membership.objects.filter(user=marc).update(role=Role.CARRIER)
    revoke_key(key=AccessKey.objects.get(), by=marc)
    assert send(f"{here}/documents", PDF, piece="statutes").status_code == 401


def test_a_deposited_file_is_read_and_no_longer_written(ask, send, here, file, marc):
    listed = [(method, path, body) for method, path, body in paths(file, marc) if not path.endswith("/ask")]
    Application.objects.update(state=ApplicationState.DEPOSITED, deposited_at=file.created_at)
    for method, path, body in listed:
        answer = ask(method, f"{here}{path}", body)
        if method == "get":
            assert answer.status_code == 200
        else:
            assert (answer.status_code, codes(answer)) == (409, [WritingObjection.NOT_EDITABLE])
    sent = send(f"{here}/documents", PDF, piece="statutes")
    assert codes(sent) == [WritingObjection.NOT_EDITABLE]
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("path", ["documents", "partners", "similar", "signature"])
def test_what_is_read_is_journaled(ask, here, marc, path):
    ask("get", f"{here}/{path}")
    entry = Entry.objects.get(action=ApplicationAct.READ)
    assert (entry.by_uuid, entry.organization_name) == (marc.uuid, "Les Glycines")


def test_what_is_written_is_noted_on_the_key(send, here):
    send(f"{here}/documents", PDF, piece="statutes")
    assert AccessKey.objects.get().last_write_on == today()
