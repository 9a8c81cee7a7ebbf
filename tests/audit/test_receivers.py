"""People who fail to enter leave a trace, without the address of anybody unknown."""

import pytest
from allauth.account.signals import login_code_rejected
from django.contrib.auth import authenticate
from django.test import RequestFactory

from cite.audit.enums import AuditAct, Category
from cite.audit.models import Entry
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def attempt(email: str, territory) -> Entry:
    request = RequestFactory().post("/")
    request.territory = territory
    assert authenticate(request, email=email, password="wrong") is None
    return Entry.objects.get(action=AuditAct.FAIL_SIGN_IN)


def test_a_wrong_password_concerns_its_owner_and_accuses_nobody(territory):
    user = make_user("nadia")
    entry = attempt("Nadia@Example.org", territory)
    assert (entry.person_uuid, entry.by_uuid, entry.by_name) == (user.uuid, None, "")
    assert (entry.territory, entry.category) == (territory, Category.SECURITY)


def test_an_unknown_address_stays_out_of_the_journal(territory):
    entry = attempt("unknown@example.org", territory)
    assert entry.person_uuid is None
    assert not any("unknown" in text for text in entry.content)


def test_a_wrong_code_is_written_down(territory):
    user = make_user("nadia")
    login_code_rejected.send(sender=None, request=None, user=user, last_attempt=False)
    assert Entry.objects.get(action=AuditAct.FAIL_SIGN_IN).person_uuid == user.uuid
