"""A key lets a program act for a person: shown once, ended at once, worth what her rights are worth."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums.keys import KeyAct, KeyScope
from cite.actors.enums.keys import KeyObjection as O
from cite.actors.models import AccessKey
from cite.actors.operations import keys as operations
from cite.actors.queries.keys import key_of_token
from cite.actors.rules.keys import MOST, writing_decision
from cite.audit.models import Entry
from cite.core.dates import today
from cite.notifications.models import Message
from tests.factories.actors import make_administrator, make_member, make_partner
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(territory):
    return make_partner(territory)


@pytest.fixture
def marc(partner):
    return make_member(partner, "marc", role=Role.CARRIER).user


def create(partner, by, **fields):
    given = {"name": "Gestion", "ends_on": today() + timedelta(days=90)} | fields
    return operations.create_key(partner=partner, by=by, **given)


def test_a_key_is_shown_once_and_kept_as_a_fingerprint(partner, marc):
    key, token = create(partner, marc, name="  Gestion ")
    assert key_of_token(token) == key
    assert (key.name, key.hint) == ("Gestion", token[:8])
    assert token not in str(AccessKey.objects.values().get())
    assert key_of_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert key_of_token("trop court") is None
    assert Message.objects.get(recipient=marc).kind == "actors.key_created"
    assert token not in str(Message.objects.values().get())
    assert list(Entry.objects.values_list("action", flat=True)) == [KeyAct.CREATE]


@pytest.mark.parametrize(
    ("role", "is_administrator", "objections"),
    [
        (Role.CARRIER, False, ()),
        (Role.LEGAL_REPRESENTATIVE, False, ()),
        (Role.PRESCRIBER, True, ()),
        (Role.PRESCRIBER, False, ()),
        (Role.EMPLOYER, False, ()),
        (Role.READER, False, (O.ROLE_NEEDS_NONE,)),
    ],
)
def test_who_deposits_files_or_writes_sheets_may_have_keys(partner, role, is_administrator, objections):
    user = make_member(partner, "ines", role=role, is_administrator=is_administrator).user
    if objections:
        assert objections_to(create, partner, user) == objections
    else:
        assert create(partner, user)


def test_nobody_creates_a_key_for_another_organization(territory, partner):
    other = make_administrator(make_partner(territory, "Une autre"), "noe").user
    assert objections_to(create, partner, other) == (O.NOT_YOUR_MEMBERSHIP,)


def test_the_sixth_key_waits_until_one_is_revoked(partner, marc):
    keys = [create(partner, marc)[0] for _n in range(MOST)]
    assert objections_to(create, partner, marc) == (O.TOO_MANY,)
    operations.revoke_key(key=keys[0], by=marc)
    assert create(partner, marc)


def test_a_key_is_revoked_once_by_its_person_only(partner, marc):
    key, _token = create(partner, marc)
    boss = make_administrator(partner).user
    assert objections_to(operations.revoke_key, key=key, by=boss) == (O.NOT_YOUR_MEMBERSHIP,)
    first = operations.revoke_key(key=key, by=marc).revoked_at
    assert operations.revoke_key(key=key, by=User.objects.get(pk=marc.pk)).revoked_at == first
    assert Entry.objects.filter(action=KeyAct.REVOKE).count() == 1


@pytest.mark.parametrize("given", [{}, {"scope": KeyScope.READ}, {"scope": KeyScope.READ_WRITE}])
def test_a_key_reads_only_unless_she_says_that_it_writes(partner, marc, given):
    key, _token = create(partner, marc, **given)
    scope = given.get("scope", KeyScope.READ)
    assert key.scope == scope
    assert writing_decision(key.scope).objections == (() if scope == KeyScope.READ_WRITE else (O.READ_ONLY,))


def test_no_other_scope_is_stored(partner, marc):
    key, _token = create(partner, marc)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessKey.objects.filter(pk=key.pk).update(scope="anything")


def test_the_day_of_the_last_write_is_noted(partner, marc):
    key, _token = create(partner, marc)
    with time_machine.travel("2026-12-01 10:00 +0100", tick=False):
        operations.note_key_write(key=key)
    key.refresh_from_db()
    assert key.last_write_on == date(2026, 12, 1)
