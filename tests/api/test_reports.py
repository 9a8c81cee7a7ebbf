"""A program writes the bilans of its organization, joins their documents, deposits the interim one; never the final."""

from decimal import Decimal

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.models import SaveObjection
from cite.grants.enums import ReportAct, ReportObjection
from cite.grants.models import ActivityReport, ReportFile, ReportLine, ReportVersion
from tests.factories.api import make_key
from tests.factories.grants import make_carrier, make_carrier_member
from tests.factories.reports import FULL, fill_report, make_imported

DURING = "2027-05-20 10:00 +0200"
PDF = b"%PDF-1.4\n%fictif\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 2000


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False):
        yield


def make_report(partner, kind="final", **fields):
    funded = make_imported(partner, year=2027, title=f"Ateliers {kind}")
    return ActivityReport.objects.create(
        territory=partner.territory, funded_action=funded, kind=kind, due_on="2028-06-30", **fields
    )


@pytest.fixture
def report(carrier):
    return make_report(carrier)


@pytest.fixture
def here(report):
    return f"reports/{report.uuid}"


def codes(response) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def field(told, name):
    return next(field for field in told["fields"] if field["name"] == name)


def test_bilans_are_listed_with_their_dates(ask, report):
    told = ask("get", "reports").json()
    assert told == {
        "count": 1,
        "reports": [
            {
                "id": str(report.uuid),
                "kind": "final",
                "action": "Ateliers final",
                "year": 2027,
                "application": None,
                "state": "expected",
                "state_label": "Attendu",
                "due_on": "2028-06-30",
                "is_produced": False,
            }
        ],
    }


def test_a_bilan_tells_every_field_it_asks_and_what_it_lacks(ask, here, marc):
    told = ask("get", here).json()
    places = field(told, "answer:places")
    assert (places["kind"], places["columns"], places["text"]) == ("rows", ["when", "where"], "")
    assert field(told, "figure:people")["kind"] == "integer"
    assert {"answer_missing", "figure_missing", "no_lines"} <= {reason["code"] for reason in told["missing"]}
    assert Entry.objects.get(action=ReportAct.READ).by_uuid == marc.uuid


def test_a_program_fills_a_bilan_until_nothing_lacks(ask, send, here):
    begun = [ask("post", f"{here}/begin").json()["state"] for _time in range(2)]
    assert begun == ["drafting", "drafting"]
    sent = [{"account": "60_supplies", "label": "Papier", "realized": "100.00"}] * 2
    lines = [ask("post", f"{here}/lines", line).json()["lines"] for line in sent][1]
    assert [(line["account"], line["planned"], line["realized"]) for line in lines] == [
        ("60_supplies", "0.00", "100.00")
    ]
    ask("post", f"{here}/lines", {"account": "own", "realized": "100.00"})
    asked = {field["name"] for field in ask("get", here).json()["fields"]}
    fields = [{"name": name, "text": text} for name, text in FULL.items() if name in asked]
    saved = ask("patch", f"{here}/fields", {"fields": fields}).json()
    assert {result["result"] for result in saved["results"]} == {"saved"}
    assert [reason["code"] for reason in saved["missing"]] == ["piece_missing"]
    joined = [send(f"{here}/documents", PDF, "rapport.pdf", piece="activity_report") for _time in range(2)]
    assert [answer.status_code for answer in joined] == [200, 200]
    told = joined[1].json()
    assert [(document["piece"], document["name"]) for document in told["documents"]] == [
        ("activity_report", "rapport.pdf")
    ]
    assert told["missing"] == []


def test_nothing_of_a_colleague_is_overwritten(ask, here):
    name = "answer:worked"
    first = ask("patch", f"{here}/fields", {"fields": [{"name": name, "text": "Les ateliers."}]}).json()
    late = ask("patch", f"{here}/fields", {"fields": [{"name": name, "text": "Autre chose."}]}).json()
    (result,) = late["results"]
    assert (result["result"], result["text"]) == ("conflict", "Les ateliers.")
    assert result["seen"] == first["results"][0]["seen"]
    again = {"name": name, "text": "Autre chose.", "seen": result["seen"]}
    assert ask("patch", f"{here}/fields", {"fields": [again]}).json()["results"][0]["result"] == "saved"
    same = ask("patch", f"{here}/fields", {"fields": [again]}).json()["results"][0]["result"]
    assert same == "unchanged"


def test_what_cannot_be_read_is_refused_field_by_field(ask, here):
    fields = [
        {"name": "figure:people", "text": "beaucoup"},
        {"name": "answer:worked", "text": "Les ateliers."},
    ]
    results = ask("patch", f"{here}/fields", {"fields": fields}).json()["results"]
    assert [result["result"] for result in results] == ["refused", "saved"]
    assert results[0]["detail"]
    unknown = ask("patch", f"{here}/fields", {"fields": [{"name": "answer:secret", "text": "x"}]})
    assert (unknown.status_code, codes(unknown)) == (409, [ReportObjection.UNKNOWN_FIELD])
    twice = ask("patch", f"{here}/fields", {"fields": [fields[1], fields[1]]})
    assert (twice.status_code, codes(twice)) == (422, ["repeated"])
    long = ask("patch", f"{here}/fields", {"fields": [{"name": "answer:worked", "text": "x" * 20_001}]})
    assert (long.status_code, codes(long)) == (422, ["too_long"])


@pytest.mark.parametrize(
    ("content", "name", "piece", "status", "expected"),
    [
        (PROGRAM, "rapport.pdf", "activity_report", 409, ["wrong_kind", "misnamed"]),
        (b"", "rapport.pdf", "activity_report", 409, ["empty"]),
        (PDF + b"0" * 20_000_000, "rapport.pdf", "proof", 409, ["too_large"]),
        (PDF, "rapport.pdf", "statutes", 422, ["not_in_list"]),
    ],
)
def test_a_document_is_examined_as_on_the_page(send, here, content, name, piece, status, expected):
    answer = send(f"{here}/documents", content, name, piece=piece)
    assert (answer.status_code, codes(answer)) == (status, expected)
    assert not ReportFile.objects.exists()


def test_a_document_and_an_added_line_are_taken_away(ask, send, here):
    told = send(f"{here}/documents", PDF, "../preuve.pdf", piece="proof").json()
    (document,) = told["documents"]
    assert document["name"] == "preuve.pdf"
    assert ask("delete", f"{here}/documents/{document['id']}").json()["documents"] == []
    assert ask("delete", f"{here}/documents/{document['id']}").status_code == 404
    (line,) = ask("post", f"{here}/lines", {"account": "60_supplies"}).json()["lines"]
    assert ask("delete", f"{here}/lines/{line['id']}").json()["lines"] == []
    total = ask("post", f"{here}/lines", {"account": "60", "realized": "1.00"})
    assert (total.status_code, codes(total)) == (409, [ReportObjection.NOT_A_SINGLE_LINE])
    assert ReportLine.objects.count() == 0


def test_an_interim_bilan_is_deposited_by_whoever_writes_it_once(ask, carrier, marc):
    report = make_report(carrier, "interim")
    path = f"reports/{report.uuid}/deposit"
    sent = {"version": report.version, "function": "Chargée de projet", "certified": True}
    begun = ask("post", f"reports/{report.uuid}/begin").json()
    empty = ask("post", path, sent | {"version": begun["version"]})
    assert (empty.status_code, set(codes(empty))) == (409, {"answer_missing", "figure_missing"})
    report = fill_report(report, marc)
    stale = ask("post", path, sent)
    assert codes(stale) == [SaveObjection.CHANGED_MEANWHILE]
    fresh = sent | {"version": report.version}
    told = [ask("post", path, fresh).json() for _time in range(2)]
    assert [(one["state"], one["is_produced"], one["is_editable"]) for one in told] == [
        ("deposited", True, False)
    ] * 2
    assert told[0]["signatory"] == f"{marc.full_name}, Chargée de projet"
    assert ReportVersion.objects.count() == 1


@pytest.mark.parametrize("certified", [False, "true", None])
def test_nothing_is_deposited_without_saying_it_is_exact(ask, carrier, certified):
    report = make_report(carrier, "interim")
    sent = {"version": report.version, "function": "Chargée", "certified": certified}
    assert ask("post", f"reports/{report.uuid}/deposit", sent).status_code == 422


def test_a_final_bilan_is_certified_in_person_even_with_the_key_of_who_signs(
    ask, here, report, carrier, marc
):
    irene = make_carrier_member(carrier, "irene", Role.LEGAL_REPRESENTATIVE)
    hers = make_key(carrier, irene)
    report = fill_report(report, marc)
    sent = {"version": report.version, "function": "Présidente", "certified": True}
    for key in ({}, {"key": hers}):
        answer = ask("post", f"{here}/deposit", sent, **key)
        assert (answer.status_code, codes(answer)) == (403, [ReportObjection.REPRESENTATIVE_SIGNS])
        assert answer.json()["detail"].startswith("Un logiciel ne signe pas")
    assert not ReportVersion.objects.exists()


def test_a_deposited_bilan_is_read_and_no_longer_written(ask, send, carrier, marc):
    report = fill_report(make_report(carrier, "interim"), marc)
    ActivityReport.objects.update(state="deposited")
    here = f"reports/{report.uuid}"
    assert ask("get", here).json()["is_editable"] is False
    writing = (
        ask("post", f"{here}/begin"),
        ask("patch", f"{here}/fields", {"fields": []}),
        ask("post", f"{here}/lines", {"account": "60_supplies"}),
        send(f"{here}/documents", PDF, piece="proof"),
    )
    assert [codes(answer) for answer in writing] == [[ReportObjection.WRONG_STATE]] * 4


def test_the_bilan_of_another_organization_does_not_exist(ask, send, loaded):
    other = make_carrier(loaded, "Une autre")
    foreign = make_report(other)
    line = ReportLine.objects.create(territory=loaded, report=foreign, account="own", planned=Decimal(0))
    here = f"reports/{foreign.uuid}"
    certified = {"version": 1, "function": "Présidente", "certified": True}
    for method, path, body in (
        ("get", "", None),
        ("post", "/begin", None),
        ("patch", "/fields", {"fields": []}),
        ("post", "/lines", {"account": "60_supplies"}),
        ("delete", f"/lines/{line.uuid}", None),
        ("delete", f"/documents/{line.uuid}", None),
        ("post", "/deposit", certified),
    ):
        assert ask(method, f"{here}{path}", body).status_code == 404
        assert ask(method, f"{here}{path}", body, key=None).status_code == 401
    assert send(f"{here}/documents", PDF, piece="proof").status_code == 404
    assert ask("get", "reports").json()["count"] == 0
