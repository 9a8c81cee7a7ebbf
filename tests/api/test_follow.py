"""A program follows a deposited file: what is asked of it, messages, money, documents; never more than its carrier."""

from decimal import Decimal

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.models import SaveObjection
from cite.grants.enums import ApplicationAct, ApplicationState, AwardState, Outcome, PaymentKind, ReviewAct
from cite.grants.enums.documents import DocumentAct
from cite.grants.enums.payments import PaymentAct
from cite.grants.models import Payment, Remark, ThreadMessage
from cite.grants.operations.documents import issue_document
from tests.factories.grants import (
    make_application,
    make_award,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funder,
    make_remark,
)

DEPOSITED = "2026-12-10T10:00:00+01:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DEPOSITED, tick=False):
        yield


@pytest.fixture
def edition(loaded):
    return make_edition(make_call(loaded), pieces=[])


@pytest.fixture
def file(edition, carrier, marc):
    return make_application(edition, carrier, marc, state=ApplicationState.TO_CORRECT, deposited_at=DEPOSITED)


@pytest.fixture
def here(file):
    return f"applications/{file.uuid}"


def codes(response) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def test_what_is_to_be_completed_is_read_and_answered(ask, here, file, marc):
    remark = make_remark(file, marc)
    told = ask("get", f"{here}/corrections").json()
    assert told["unanswered"] == 1
    (asked,) = told["rounds"]
    assert (asked["number"], asked["is_open"], asked["due_on"]) == (1, True, "2026-12-25")
    (seen,) = asked["remarks"]
    assert (seen["id"], seen["place"], seen["text"], seen["reply"], seen["version"]) == (
        str(remark.uuid),
        "need",
        "Précisez le besoin.",
        "",
        1,
    )
    sent = {"reply": "C’est précisé.", "version": seen["version"]}
    answers = [ask("put", f"{here}/corrections/{remark.uuid}", sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].json()["unanswered"] == 0
    assert Entry.objects.filter(action=ReviewAct.ANSWER_REMARK).count() == 1
    late = ask("put", f"{here}/corrections/{remark.uuid}", sent | {"reply": "Autrement."})
    assert (late.status_code, codes(late)) == (409, [SaveObjection.CHANGED_MEANWHILE])
    assert Remark.objects.get().reply == "C’est précisé."


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reply": "  "}, "missing"),
        ({"reply": "r" * 1001}, "too_long"),
        ({"version": "1"}, "not_a_number"),
        ({"version": -1}, "too_small"),
        ({"is_settled": True}, "unknown"),
    ],
)
def test_a_bad_reply_says_what_is_wrong(ask, here, file, marc, wrong, code):
    remark = make_remark(file, marc)
    answer = ask("put", f"{here}/corrections/{remark.uuid}", {"reply": "Oui.", "version": 1} | wrong)
    assert (answer.status_code, codes(answer)) == (422, [code])


def test_a_remark_is_that_of_the_file(ask, here, edition, loaded, marc):
    other = make_carrier(loaded, "Une autre")
    foreign = make_application(edition, other, make_carrier_member(other, "noe"), state="to_correct")
    remark = make_remark(foreign, marc)
    sent = {"reply": "Oui.", "version": 1}
    assert ask("put", f"{here}/corrections/{remark.uuid}", sent).status_code == 404
    assert ask("put", f"applications/{foreign.uuid}/corrections/{remark.uuid}", sent).status_code == 404


def test_messages_are_written_once_and_name_no_instructor(ask, here, file, make_desk):
    sent = {"text": "Le relevé a changé."}
    answers = [ask("post", f"{here}/messages", sent).json() for _time in range(2)]
    assert [answer["count"] for answer in answers] == [1, 1]
    ThreadMessage.objects.create(
        territory=file.territory,
        application=file,
        author=make_desk,
        speaker="authority",
        text="Merci.",
        sent_at=DEPOSITED,
    )
    told = ask("get", f"{here}/messages").json()
    assert told["may_write"] is True
    assert [(m["speaker"], m["speaker_label"], m["text"]) for m in told["messages"]] == [
        ("carrier", "Porteur", "Le relevé a changé."),
        ("authority", "Instruction", "Merci."),
    ]
    assert set(told["messages"][0]) == {"speaker", "speaker_label", "sent_at", "text"}


@pytest.fixture
def make_desk(loaded):
    return make_carrier_member(make_carrier(loaded, "Un service"), "bruno")


@pytest.mark.parametrize(("text", "code"), [(" ", "missing"), ("m" * 5001, "too_long"), (None, "not_a_text")])
def test_a_bad_message_says_what_is_wrong(ask, here, text, code):
    answer = ask("post", f"{here}/messages", {"text": text})
    assert (answer.status_code, codes(answer)) == (422, [code])


def test_nothing_is_written_to_the_desk_before_the_deposit(ask, edition, carrier, marc):
    draft = make_application(edition, carrier, marc)
    answer = ask("post", f"applications/{draft.uuid}/messages", {"text": "Bonjour."})
    assert (answer.status_code, codes(answer)) == (409, ["wrong_state"])
    assert ask("get", f"applications/{draft.uuid}/messages").json()["may_write"] is False


def test_the_money_is_that_of_decisions_that_were_told(ask, here, file, loaded, marc):
    told = {"state": AwardState.PUBLISHED, "act_number": "2027-42", "act_on": "2026-12-01"}
    granted = {
        "outcome": Outcome.PARTIAL,
        "amount": Decimal(4500),
        "words": "Resserré.",
        "published_at": DEPOSITED,
    }
    award = make_award(file, make_funder(loaded), **told, **granted)
    secret = make_award(
        file, make_funder(loaded, "Métropole"), **told | {"state": AwardState.RECORDED}, **granted
    )
    for row, amount in ((award, "1500.00"), (secret, "999.00")):
        Payment.objects.create(
            territory=loaded,
            award=row,
            kind=PaymentKind.ADVANCE,
            amount=Decimal(amount),
            state="paid",
            planned_on="2026-12-02",
            paid_on="2026-12-03",
            reference="V-12",
            noted_by=marc,
        )
    (grant,) = ask("get", f"{here}/money").json()["grants"]
    figures = {
        key: grant[key] for key in ("granted", "amended", "amount", "paid", "refunded", "left", "planned")
    }
    assert figures == {
        "granted": "4500.00",
        "amended": "0.00",
        "amount": "4500.00",
        "paid": "1500.00",
        "refunded": "0.00",
        "left": "3000.00",
        "planned": "0.00",
    }
    (payment,) = grant["payments"]
    assert (payment["amount"], payment["state"], payment["paid_on"]) == ("1500.00", "paid", "2026-12-03")
    (decision,) = ask("get", here).json()["decisions"]
    assert (decision["amount"], decision["words"]) == ("4500.00", "Resserré.")
    assert Entry.objects.filter(action=PaymentAct.READ).count() == 1


def test_a_document_issued_is_listed_and_given(ask, here, file, marc):
    file.refresh_from_db()
    document = issue_document(application=file, kind="receipt", by=marc)
    (told,) = ask("get", f"{here}/issued").json()["documents"]
    assert (told["id"], told["kind"], told["is_canceled"]) == (str(document.uuid), "receipt", False)
    given = ask("get", f"{here}/issued/{document.uuid}/pdf")
    assert (given.status_code, given["Content-Type"]) == (200, "application/pdf")
    assert given["Content-Disposition"] == f'attachment; filename="{document.number}.pdf"'
    assert given.content.startswith(b"%PDF-")
    assert Entry.objects.filter(action=DocumentAct.READ).count() == 1


READ = ("corrections", "messages", "money", "issued")


@pytest.mark.parametrize("path", READ)
def test_another_organization_reads_nothing_of_it(ask, edition, loaded, path):
    other = make_carrier(loaded, "Une autre")
    noe = make_carrier_member(other, "noe", Role.LEGAL_REPRESENTATIVE)
    foreign = make_application(edition, other, noe, state="to_correct", deposited_at=DEPOSITED)
    assert ask("get", f"applications/{foreign.uuid}/{path}").status_code == 404
    assert ask("post", f"applications/{foreign.uuid}/messages", {"text": "Bonjour."}).status_code == 404


@pytest.mark.parametrize("path", READ)
def test_without_a_key_nothing_is_said(ask, here, path):
    assert ask("get", f"{here}/{path}", key=None).status_code == 401


@pytest.mark.parametrize("path", ["corrections", "messages", "issued"])
def test_what_is_read_is_journaled(ask, here, marc, path):
    ask("get", f"{here}/{path}")
    assert Entry.objects.get(action=ApplicationAct.READ).by_uuid == marc.uuid
