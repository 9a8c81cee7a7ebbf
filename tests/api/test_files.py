"""A program deposits and follows a file in the name of a person: her rights, her organization, her journal."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django_scopes import scope

from cite.accounts.enums import Role
from cite.actors.models import AccessKey, Membership
from cite.actors.operations.keys import revoke_key
from cite.audit.models import Entry
from cite.grants.enums import ApplicationAct, ApplicationState, WritingAct, WritingObjection
from cite.grants.models import Application, BudgetLine, Deposit, ReachedDistrict
from cite.grants.rules.answers import fingerprint
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_envelope,
    make_funder,
)

DURING = "2026-12-10 10:00 +0100"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def edition(loaded):
    return make_edition(make_call(loaded), pieces=[])


def start(ask, edition):
    return ask("post", "applications", {"call": str(edition.call.uuid)}).json()


def codes(response) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def test_calls_are_read_without_a_key(loaded, api, edition):
    listed = api.get("calls").json()
    assert [call["id"] for call in listed["calls"]] == [str(edition.call.uuid)]
    detail = api.get(f"calls/{edition.call.uuid}", carrier_kind="local_authority").json()
    asked = {question["key"]: question for question in detail["questions"]}
    assert "members" not in asked
    assert {"code": "off_radar", "label": "Identifier et capter des publics « hors radars »"} in asked[
        "priorities"
    ]["choices"]


@pytest.mark.parametrize("key", [None, "", "court", "A" * 43])
def test_without_a_key_nothing_of_a_file_is_said(ask, key):
    answer = ask("get", "applications", key=key)
    assert (answer.status_code, answer.json()["code"]) == (401, "no_key")


def test_a_key_ends_with_its_day_its_person_or_its_withdrawal(loaded, ask, token, marc, carrier):
    assert ask("get", "applications").status_code == 200
    with time_machine.travel("2027-06-02 10:00 +0200", tick=False):
        assert ask("get", "applications").status_code == 401
    Membership.objects.filter(user=marc).update(state="suspended")
    assert ask("get", "applications").status_code == 401
    Membership.objects.filter(user=marc).update(state="active", role=Role.PRESCRIBER)
    assert ask("get", "applications").status_code == 401  # she deposits no file any more
    Membership.objects.filter(user=marc).update(role=Role.CARRIER)
    assert ask("get", "applications").status_code == 200
    revoke_key(key=AccessKey.objects.get(), by=marc)
    assert ask("get", "applications").status_code == 401


def test_a_file_is_started_once_when_sent_twice(ask, edition, carrier):
    first, second = start(ask, edition), start(ask, edition)
    assert first["id"] == second["id"]
    assert (first["carrier"], first["state"], first["dauphin_label"]) == (
        "Les Glycines",
        "draft",
        "En cours de saisie",
    )
    assert [file["id"] for file in ask("get", "applications").json()["files"]] == [first["id"]]
    assert AccessKey.objects.get().last_write_on == date(2026, 12, 10)


def test_answers_are_saved_one_by_one_and_nothing_is_overwritten(ask, edition):
    file = start(ask, edition)
    path = f"applications/{file['id']}/answers"
    sent = [
        {"key": "title", "value": "Conduire sans peur"},
        {"key": "participants_max", "value": 24},
        {"key": "priorities", "value": ["off_radar", "language"]},
        {"key": "representative_name", "value": "Rose Valier"},
        {"key": "starts_on", "value": "31 février"},
        {"key": "qpv_share", "value": 130},
    ]
    results = ask("patch", path, {"answers": sent}).json()["results"]
    assert [r["result"] for r in results] == ["saved", "saved", "saved", "saved", "refused", "refused"]
    assert results[4]["detail"]
    stored = Application.objects.get()
    assert (stored.title, stored.answers["participants_max"]) == ("Conduire sans peur", 24)
    late = ask("patch", path, {"answers": [{"key": "title", "value": "Autre titre"}]}).json()["results"][0]
    assert (late["result"], late["value"]) == ("conflict", "Conduire sans peur")
    sure = {"key": "title", "value": "Autre titre", "seen": late["seen"]}
    assert ask("patch", path, {"answers": [sure]}).json()["results"][0]["result"] == "saved"
    assert late["seen"] == fingerprint("Conduire sans peur")


def test_districts_and_budget_are_saved_and_what_stands_against_is_said(ask, edition, loaded):
    funder = make_funder(loaded)
    make_envelope(edition.call, funder)
    file = start(ask, edition)
    path = f"applications/{file['id']}"
    chosen = {"districts": [{"code": "QN04213M", "participants": 12}]}
    assert ask("put", f"{path}/districts", chosen).json()["districts"] == chosen["districts"]
    assert ReachedDistrict.objects.get().participants == 12
    lines = [
        {"account": "64_wages", "amount": "4000.01"},
        {"account": "74_state", "amount": "4000.00", "funder": str(funder.uuid), "status": "asked"},
    ]
    saved = ask("patch", f"{path}/budget", {"lines": lines}).json()
    assert saved["changed"] == 2
    assert saved["objections"]
    assert BudgetLine.objects.get(account="64_wages").amount == Decimal("4000.01")
    wrong = ask("patch", f"{path}/budget", {"lines": [{"account": "64_wages", "amount": 12.5}]})
    assert (wrong.status_code, codes(wrong)) == (422, ["not_an_amount"])
    assert ask("put", f"{path}/districts", {"districts": [{"code": "QN99999X"}]}).status_code == 404


def test_a_deposit_says_every_reason_why_not(ask, edition):
    file = start(ask, edition)
    finished = ask("post", f"applications/{file['id']}/finish")
    assert finished.status_code == 409
    assert len(codes(finished)) > 3
    deposited = ask("post", f"applications/{file['id']}/deposit")
    assert (deposited.status_code, codes(deposited)) == (409, [WritingObjection.NOT_SIGNED])
    assert not Deposit.objects.exists()


def test_reading_a_file_is_journaled_for_the_person_and_her_organization(ask, edition, marc, carrier):
    file = start(ask, edition)
    ask("get", f"applications/{file['id']}")
    entry = Entry.objects.get(action=ApplicationAct.READ)
    assert (entry.by_uuid, entry.organization_name) == (marc.uuid, "Les Glycines")
    started = Entry.objects.get(action=WritingAct.START)
    assert (started.by_uuid, started.organization_name) == (marc.uuid, "Les Glycines")


def test_the_file_of_another_organization_does_not_exist(ask, edition, loaded):
    other = make_carrier(loaded, "Une autre")
    noe = make_carrier_member(other, "noe", Role.LEGAL_REPRESENTATIVE)
    foreign = make_application(edition, other, noe, state=ApplicationState.DRAFT)
    for method, path, body in (
        ("get", "", None),
        ("patch", "/answers", {"answers": []}),
        ("put", "/districts", {"districts": []}),
        ("patch", "/budget", {"lines": []}),
        ("post", "/finish", None),
        ("post", "/deposit", None),
        ("post", "/withdraw", {"reason": "Plus de partenaire."}),
        ("put", "/dauphin", {"reference": "DA00123456", "version": 1}),
    ):
        assert ask(method, f"applications/{foreign.uuid}{path}", body).status_code == 404
    started = ask("post", "applications", {"call": str(edition.call.uuid), "previous": str(foreign.uuid)})
    assert started.status_code == 404


def test_the_key_of_another_cite_opens_nothing(ask, other_territory, api, token):
    with scope(territory=other_territory):
        answer = api.client.get(
            "/api/v1/applications", headers={"Authorization": f"Bearer {token}", "Host": other_territory.host}
        )
    assert answer.status_code in (400, 401)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"call": "pas un identifiant"}, 422),
        ({"call": 12}, 422),
        ({"call": "0d7c2f1e-8a44-4b6f-9a3e-5c1f2b3a4d51"}, 404),
        ({"call": "0d7c2f1e-8a44-4b6f-9a3e-5c1f2b3a4d51", "partner": 1}, 422),
    ],
)
def test_a_bad_start_says_what_is_wrong(ask, edition, body, status):
    assert ask("post", "applications", body).status_code == status


def test_a_file_is_withdrawn_once_with_a_reason(ask, edition):
    path = f"applications/{start(ask, edition)['id']}/withdraw"
    silent = ask("post", path, {"reason": " "})
    assert (silent.status_code, codes(silent)) == (409, [WritingObjection.REASON_NEEDED])
    states = [ask("post", path, {"reason": "Plus de partenaire."}).json()["state"] for _time in range(2)]
    assert states == ["withdrawn", "withdrawn"]
    assert Application.objects.get().end_reason == "Plus de partenaire."
    assert Entry.objects.filter(action=WritingAct.WITHDRAW).count() == 1


def test_the_reference_in_dauphin_is_noted_once_and_never_overwritten(ask, edition):
    file = start(ask, edition)
    path = f"applications/{file['id']}/dauphin"
    sent = {"reference": " da00123456 ", "version": file["version"]}
    noted = [ask("put", path, sent).json()["reference_dauphin"] for _time in range(2)]
    assert noted == ["DA00123456", "DA00123456"]
    late = ask("put", path, sent | {"reference": "DA00999999"})
    assert (late.status_code, codes(late)) == (409, ["changed_meanwhile"])
    wrong = ask("put", path, sent | {"reference": "n° 12", "version": file["version"] + 1})
    assert (wrong.status_code, codes(wrong)) == (409, ["not_a_reference"])
