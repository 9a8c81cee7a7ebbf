"""A program carries a file over HTTP in the name of a person: from nothing to the bilan, signatures apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import requests
import time_machine
from django_scopes import scopes_disabled

from cite.accounts.models import User
from cite.actors.enums import CommitmentKind, PilotSide
from cite.actors.models import CommitmentText, Partner
from cite.actors.operations.commitments import sign_text
from cite.core.dates import today
from cite.documents.gateways import render_pdf
from cite.documents.rules import Document, Paragraph
from cite.grants.enums import Conflict, Outcome, ReviewOpinion
from cite.grants.models import ActivityReport, Application, Attachment, Award, Deposit, Remark
from cite.grants.operations import admissibility, awards, reviews, signing
from cite.grants.operations.corrections import ask_correction, settle_remark
from cite.grants.operations.payments import plan_payment
from cite.grants.operations.report_deposit import deposit_report
from cite.grants.queries.applications import content_of, fingerprint_of
from cite.grants.queries.reports import RELATED
from cite.grants.rules.awards import ActDetails, Terms
from cite.grants.rules.call_content import grid_from
from cite.portals.management.demonstration_decisions import Deciders
from tests.factories.api import make_key
from tests.factories.reports import FULL
from tests.journeys.calls import ANSWERS, FUNDERS
from tests.journeys.filing import publish_commitments
from tests.journeys.preparing import PILOTS, person, publish_call

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MARC, IRENE = "Marc Olivaux", "Irène Valcourt"
INSTRUCTORS = {PilotSide.STATE: "Bruno Kessel", PilotSide.METROPOLE: "Farah Delmas"}
STATE, METROPOLE = (funder[0] for funder in FUNDERS)
DISTRICTS = [{"code": "QN04213M", "participants": 20}]


class Program:
    """A program with the key of a person: real requests, JSON both ways."""

    def __init__(self, site: str, token: str) -> None:
        self.root = f"{site}/api/v1/"
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {token}"

    def __call__(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """Ask, and give what is answered with the status that is awaited."""
        answer = self.session.request(method, self.root + path, json=body, timeout=30)
        assert answer.status_code == status, answer.text
        return answer.json()

    def send(self, path: str, content: bytes, **fields: str) -> Any:
        """Send a file with its form, and give what is answered."""
        upload = {"upload": ("document.pdf", content, "application/pdf")}
        answer = self.session.post(self.root + path, data=fields, files=upload, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()


def again(file: Application) -> Application:
    return Application.objects.select_related("call", "edition", "partner__organization").get(pk=file.pk)


def write(program: Program, call: dict[str, Any]) -> str:
    """Write all that a program writes of a file; gives its path."""
    detail = program("get", f"calls/{call['id']}")
    asked = {question["key"] for question in detail["questions"]}
    funders = {funder["label"]: funder["code"] for funder in detail["funders"]}
    path = f"applications/{program('post', 'applications', {'call': call['id']})['id']}"
    answers = [{"key": key, "value": value} for key, value in ANSWERS.items() if key in asked]
    results = program("patch", f"{path}/answers", {"answers": answers})["results"]
    assert [result for result in results if result["result"] != "saved"] == []
    assert program("put", f"{path}/districts", {"districts": DISTRICTS})["districts"] == DISTRICTS
    lines = [
        {"account": "64_wages", "amount": "12500.00"},
        {"account": "own", "amount": "2500.00"},
        {"account": "74_state", "amount": "6000.00", "funder": funders[STATE], "status": "asked"},
        {"account": "74_metropole", "amount": "4000.00", "funder": funders[METROPOLE], "status": "asked"},
    ]
    saved = program("patch", f"{path}/budget", {"lines": lines})
    assert saved == {"changed": 4, "conflicts": [], "objections": []}
    return path


def complete(program: Program, path: str) -> None:
    """Name a partner and ask it, join every document that is required; each twice, as a program that lost an answer."""
    partner = {
        "name": "Agence pour l’emploi",
        "part": "Oriente des personnes.",
        "email": "agence@emploi.example",
    }
    named = [program("post", f"{path}/partners", partner)["partners"] for _time in range(2)]
    assert [len(partners) for partners in named] == [1, 1]
    asked = program("post", f"{path}/partners/{named[1][0]['id']}/ask")
    assert [told["answer"] for told in asked["partners"]] == ["unknown"]
    content = render_pdf(Document(title="Document d’exemple", blocks=[Paragraph("Fictif.")]))
    for piece in program("get", f"{path}/documents")["pieces"]:
        if piece["is_required"]:
            for _time in range(2):
                joined = program.send(f"{path}/documents", content, piece=piece["code"], year="2026")
    required = [len(piece["documents"]) for piece in joined["pieces"] if piece["is_required"]]
    assert required == [1] * len(required)
    assert program("get", f"{path}/similar") == {"count": 0, "actions": []}


def commit(partner: Partner) -> None:
    """Sign, as the representative, what the carrier commits to."""
    publish_commitments(CommitmentKind.REPUBLICAN_COMMITMENT)
    text = CommitmentText.objects.get(kind=CommitmentKind.REPUBLICAN_COMMITMENT)
    sign_text(text=text, partner=partner, sha256=text.sha256, function="Présidente", by=person(IRENE))


def sign(file: Application) -> None:
    """Sign the file, as the representative."""
    file = again(file)
    sha256 = fingerprint_of(content_of(file))
    words = {"name": IRENE, "function": "Présidente", "place": "Saint-Étienne"}
    signing.sign_application(application=file, sha256=sha256, by=person(IRENE), **words)


def correct(program: Program, path: str, file: Application) -> None:
    """Take the file up and ask for more; the program answers, its representative signs again, it deposits again."""
    by = person(INSTRUCTORS[PilotSide.STATE])
    admissibility.take_up(application=again(file), by=by)
    ask_correction(application=again(file), remarks=[("need", "Donnez un chiffre.")], by=by)
    assert program("get", path)["state"] == "to_correct"
    asked = program("get", f"{path}/corrections")["rounds"][0]["remarks"][0]
    assert (asked["place"], asked["text"]) == ("need", "Donnez un chiffre.")
    kept = {one["key"]: one for one in program("get", path)["answers"]}["need"]
    written = {"key": "need", "value": f"{kept['value']} Quarante demandes en 2026.", "seen": kept["seen"]}
    assert program("patch", f"{path}/answers", {"answers": [written]})["results"][0]["result"] == "saved"
    refused = program("post", f"{path}/deposit", status=409)
    assert [error["code"] for error in refused["errors"]] == ["not_signed", "remarks_unanswered"]
    reply = {"reply": "Le chiffre y est.", "version": asked["version"]}
    assert program("put", f"{path}/corrections/{asked['id']}", reply)["unanswered"] == 0
    sign(file)
    assert program("post", f"{path}/deposit")["state"] == "taken_up"
    assert Deposit.objects.count() == 2
    said = program("post", f"{path}/messages", {"text": "Les compléments sont déposés."})
    assert [message["speaker"] for message in said["messages"]] == ["carrier"]


def admit(file: Application) -> None:
    """Find the documents of the file right, admit it."""
    by = person(INSTRUCTORS[PilotSide.STATE])
    for remark in Remark.objects.select_related("round"):
        settle_remark(remark=remark, by=by)
    for document in Attachment.objects.filter(application=file):
        admissibility.check_piece(attachment=document, state="compliant", by=by, version=document.version)
    admissibility.admit(application=again(file), by=by)


def review(file: Application) -> None:
    """Review the file on both sides."""
    for side, name in INSTRUCTORS.items():
        by = person(name)
        found = reviews.assign_review(application=again(file), side=side, instructor=by, by=person(PILOTS[0]))
        found = reviews.declare_conflict(review=found, conflict=Conflict.NONE, by=by)
        reviews.save_review(
            review=found,
            marks={criterion.code: 4 for criterion in grid_from(again(file).edition.grid)},
            opinion=ReviewOpinion.FAVORABLE,
            words="Le besoin est montré.",
            advice="",
            by=by,
            version=found.version,
            submit=True,
        )


def record_decision(file: Application, funder: str, amount: str, by: User) -> Award:
    """Prepare what a funder grants and record its act; the carrier is not told yet."""
    award = Award.objects.select_related("funder").get(application=file, funder__name=funder)
    terms = Terms(outcome=Outcome.PARTIAL, amount=Decimal(amount), words="Le budget peut être resserré.")
    award = awards.prepare_award(award=award, terms=terms, version=award.version, by=by)
    act = ActDetails(
        kind=award.funder.act_kind,
        number="2027-042",
        on=today(),
        signatory_name="Armelle Quintard",
        signatory_quality="Par délégation",
    )
    return awards.record_act(award=award, act=act, version=award.version, by=by)


def pay(program: Program, path: str, award: Award, by: User) -> None:
    """Plan the payment; the program reads it."""
    plan_payment(award=award, kind="single", amount=award.amount, planned_on=today(), by=by)
    (grant,) = program("get", f"{path}/money")["grants"]
    assert (grant["amount"], grant["planned"], grant["left"]) == ("4500.00", "4500.00", "4500.00")
    assert [payment["state"] for payment in grant["payments"]] == ["planned"]
    kinds = {document["kind"] for document in program("get", f"{path}/issued")["documents"]}
    assert "receipt" in kinds


def report_on(program: Program) -> None:
    """Write both bilans: the program deposits the interim one; the final one is certified on the site."""
    known = {report["kind"]: f"reports/{report['id']}" for report in program("get", "reports")["reports"]}
    for path in known.values():
        told = program("post", f"{path}/begin")
        realized = {f"realized:{line['id']}": line["planned"] for line in told["lines"]}
        typed = FULL | realized | {f"figure:district:{DISTRICTS[0]['code']}": "15"}
        fields = [{"name": f["name"], "text": typed[f["name"]]} for f in told["fields"] if f["name"] in typed]
        saved = program("patch", f"{path}/fields", {"fields": fields})
        assert [result for result in saved["results"] if result["result"] == "refused"] == []
    content = render_pdf(Document(title="Rapport", blocks=[Paragraph("Fictif.")]))
    whole = program.send(f"{known['final']}/documents", content, piece="activity_report")
    assert whole["missing"] == []
    version = program("get", known["interim"])["version"]
    certified = {"function": "Chargé de projet", "certified": True}
    interim = program("post", f"{known['interim']}/deposit", certified | {"version": version})
    assert interim["state"] == "deposited"
    refused = program(
        "post", f"{known['final']}/deposit", certified | {"version": whole["version"]}, status=403
    )
    assert [error["code"] for error in refused["errors"]] == ["representative_signs"]
    final = ActivityReport.objects.select_related(*RELATED).get(kind="final")
    deposit_report(report=final, function="Présidente", by=person(IRENE), version=final.version)
    assert {report["state"] for report in program("get", "reports")["reports"]} == {"deposited"}


def test_a_program_deposits_and_follows_a_file_over_http(site):
    clock = time_machine.travel("2026-11-30T09:00:00Z", tick=True)
    with scopes_disabled(), clock as now:
        edition = publish_call()
        marc, state, metropole = map(person, (MARC, *PILOTS))
        partner = Partner.objects.get(organization__name="Centre social Les Glycines")
        commit(partner)
        token = make_key(partner, marc, date(2027, 6, 1))
        program = Program(site, token)

        path = write(program, program("get", "calls")["calls"][0])
        file = Application.objects.get()
        assert program("post", f"{path}/finish", status=409)["code"] == "refused"
        complete(program, path)
        assert program("get", path)["missing"] == []
        assert program("post", f"{path}/finish")["state"] == "to_sign"
        unsigned = program("post", f"{path}/deposit", status=409)
        assert [error["code"] for error in unsigned["errors"]] == ["not_signed"]
        signature = program("get", f"{path}/signature")
        assert (signature["is_signed"], signature["who_may_sign"]) == (False, [IRENE])
        assert signature["page"] in unsigned["detail"]
        sign(file)
        assert program("get", f"{path}/signature")["objections"] == []
        deposited = [program("post", f"{path}/deposit") for _time in range(2)]
        assert [(told["state"], told["decisions"]) for told in deposited] == [("deposited", [])] * 2
        assert Deposit.objects.get().deposited_by == marc

        correct(program, path, file)
        admit(file)
        told = program("get", path)
        assert (told["state"], told["state_label"], told["decisions"]) == ("admissible", "Recevable", [])

        review(file)
        deciders = Deciders(edition.territory, 2027, state=state, metropole=metropole)
        deciders.committee([again(file)])
        now.move_to("2027-02-23T09:00:00Z")
        award = record_decision(file, STATE, "4500.00", state)
        assert program("get", path)["decisions"] == []  # decided, not told yet
        awards.publish_awards(call=edition.call, funder=award.funder, awards=[award], by=state)
        told = program("get", path)
        assert told["state"] == "granted"
        assert told["decisions"] == [
            {
                "funder": STATE,
                "outcome": "partial",
                "outcome_label": str(Outcome.PARTIAL.label),
                "amount": "4500.00",
                "act_number": "2027-042",
                "act_on": "2027-02-23",
                "motive": "",
                "words": "Le budget peut être resserré.",
                "conditions": "",
                "advice": "",
                "notified_at": told["decisions"][0]["notified_at"],
            }
        ]
        pay(program, path, award, state)
        report_on(program)
        assert [known["state"] for known in program("get", "applications")["files"]] == ["granted"]
