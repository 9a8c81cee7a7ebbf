"""Links in messages: secret, dated, used once, and silent when opened."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope, scopes_disabled

from cite.accounts.enums import LinkObjection
from cite.accounts.models import Link
from cite.accounts.operations import create_link, revoke_links, use_link
from cite.accounts.queries import open_link
from cite.accounts.rules import expiry_decision, link_decision, token_fingerprint
from cite.core.dates import now
from cite.core.decisions import Refused
from tests.factories.accounts import make_user

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER, BEFORE = NOON + timedelta(hours=1), NOON - timedelta(hours=1)


@pytest.mark.parametrize(
    ("expires", "used", "revoked", "objections"),
    [
        (LATER, None, None, ()),
        (NOON, None, None, (LinkObjection.EXPIRED,)),
        (BEFORE, None, None, (LinkObjection.EXPIRED,)),
        (LATER, BEFORE, None, (LinkObjection.USED,)),
        (LATER, None, BEFORE, (LinkObjection.REVOKED,)),
        (BEFORE, BEFORE, BEFORE, (LinkObjection.USED,)),
    ],
)
def test_a_link_serves_once_in_its_time(expires, used, revoked, objections):
    assert link_decision(expires, used, revoked, NOON).objections == objections


@pytest.mark.parametrize(
    ("days", "allowed"), [(-1, False), (0, False), (1, True), (366, True), (367, False), (100_000, False)]
)
def test_a_link_expires_within_a_year(days, allowed):
    assert bool(expiry_decision(NOON + timedelta(days=days), NOON)) is allowed


@pytest.mark.parametrize(
    "token", ["", "x", "a" * 42, "a" * 44, "a" * 42 + "/", "é" * 43, "a" * 43 + "\n", "a\0" * 21]
)
def test_what_is_not_a_token_is_not_even_looked_up(token):
    assert token_fingerprint(token) is None


def make_link(territory, **fields):
    chosen = {
        "purpose": "invitation",
        "territory": territory,
        "target_uuid": uuid4(),
        "by": None,
        "expires_at": now() + timedelta(days=7),
    }
    return create_link(**chosen | fields)


def test_only_the_fingerprint_of_the_token_is_kept(territory):
    link, token = make_link(territory, by=make_user())
    assert len(token) == 43
    stored = Link.objects.values().get()
    assert token not in str(stored)
    assert stored["token_sha256"] == sha256(token.encode()).hexdigest()
    assert make_link(territory)[1] != token


def test_opening_a_link_writes_nothing_and_using_it_ends_it(territory, django_assert_num_queries):
    link, token = make_link(territory)
    with django_assert_num_queries(1):
        assert open_link(token=token, purpose="invitation") == link
    assert open_link(token=token, purpose="invitation").used_at is None
    assert use_link(link=link).used_at is not None
    assert open_link(token=token, purpose="invitation") is None
    with pytest.raises(Refused, match="déjà servi"):
        use_link(link=link)


def test_a_link_opens_nothing_else(territory, other_territory):
    link, token = make_link(territory)
    assert open_link(token=token, purpose="password") is None
    assert open_link(token=token[::-1], purpose="invitation") is None
    with scope(territory=other_territory):
        assert open_link(token=token, purpose="invitation") is None
    with scopes_disabled():
        assert open_link(token=token, purpose="invitation") == link


def test_a_link_for_every_cite_opens_in_each(territory, other_territory):
    link, token = make_link(None)
    with scope(territory=other_territory):
        assert open_link(token=token, purpose="invitation") == link


def test_cancelled_links_open_nothing(territory):
    target = uuid4()
    one, token = make_link(territory, target_uuid=target)
    used, _token = make_link(territory, target_uuid=target)
    use_link(link=used)
    other, other_token = make_link(territory)
    assert revoke_links(purpose="invitation", target_uuid=target) == 1
    assert open_link(token=token, purpose="invitation") is None
    assert open_link(token=other_token, purpose="invitation") == other
    with pytest.raises(Refused, match="annulé"):
        use_link(link=one)


@pytest.mark.parametrize("expires", [now() - timedelta(seconds=1), now() + timedelta(days=400)])
def test_a_link_without_a_sensible_end_is_refused(territory, expires):
    with pytest.raises(Refused, match="avant un an"):
        make_link(territory, expires_at=expires)


@pytest.mark.parametrize("purpose", ["", "x" * 41])
def test_a_link_says_what_for(territory, purpose):
    with pytest.raises(ValidationError):
        make_link(territory, purpose=purpose)
