"""What operations and pages say, before anybody keeps it."""

from datetime import date

import pytest
from django.test import RequestFactory

from cite.accounts.enums import AccessObjection, AccountsAct
from cite.core.decisions import Decision, about_access, lacks_a_right
from cite.core.journal import (
    ActingFor,
    act_recorded,
    acting_for,
    all_acts,
    differences,
    label_of,
    note_reading,
    note_refusal,
    record,
    snapshot,
)
from cite.imports.enums import ImportObjection
from tests.factories.accounts import make_user


@pytest.fixture
def heard():
    acts = []

    def hear(act, **kwargs):
        acts.append(act)

    act_recorded.connect(hear)
    yield acts
    act_recorded.disconnect(hear)


def test_an_act_is_told_by_its_label_even_after_it_left_the_code():
    assert label_of(AccountsAct.OPEN_ACCOUNT) == "a ouvert un compte"
    assert label_of("old.gone") == "old.gone"
    assert all_acts()["accounts.open_account"] == "a ouvert un compte"


@pytest.mark.django_db
def test_an_operation_says_who_for_whom_and_what_changed(heard):
    user = make_user()
    token = acting_for.set(ActingFor(user.uuid, "Association fictive"))
    try:
        record(AccountsAct.RENAME_ACCOUNT, by=user, target=user, changes={"full_name": ("A", "B")})
    finally:
        acting_for.reset(token)
    (act,) = heard
    assert (act.by, act.organization.name, act.changes) == (
        user,
        "Association fictive",
        {"full_name": ("A", "B")},
    )
    assert act.is_protected
    assert not act.is_reading


def test_a_page_notes_what_it_shows_and_whom_it_refuses():
    request = RequestFactory().get("/")
    request.user = None
    note_reading(request, "x.read")
    note_refusal(request, Decision((AccessObjection.CO_PILOTS_ONLY,)))
    assert [act.is_reading for act in request.readings] == [True]
    assert request.refused_for == ["co_pilots_only"]
    note_refusal(request, None)
    assert request.refused_for == []


@pytest.mark.django_db
def test_a_snapshot_keeps_what_json_can_and_no_secret():
    user = make_user()
    before = snapshot(user)
    assert {"password", "last_login", "id", "uuid"}.isdisjoint(before)
    assert snapshot(user, ["uuid"]) == {"uuid": str(user.uuid)}
    user.full_name = "Autre"
    assert differences(before, snapshot(user)) == {"full_name": ("Someone", "Autre")}
    user.last_login = date(2026, 1, 2)
    assert snapshot(user, ["last_login"]) == {"last_login": "2026-01-02"}


def test_only_some_objections_are_about_rights():
    assert lacks_a_right(Decision((AccessObjection.CO_PILOTS_ONLY,)))
    assert not lacks_a_right(Decision((ImportObjection.TOO_MANY_DRAFTS,)))
    assert not lacks_a_right(Decision())
    assert not lacks_a_right(Decision((AccessObjection.NO_TERRITORY,)))
    assert about_access("CO_PILOTS_ONLY")(AccessObjection) is AccessObjection
