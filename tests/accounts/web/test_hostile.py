"""Guessing, enumerating, fixing a session, leading elsewhere: each refused."""

import re
import time
from types import SimpleNamespace
from unittest import mock

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cite.accounts.adapters.hashers import ModestArgon2Hasher
from cite.accounts.queries import demo_accounts
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

ATTEMPTS = 1_000  # `python -m bench --only log-ins` sends ten thousand
PASSWORD = "une phrase assez longue"
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil"]


@pytest.fixture
def nadia(territory):
    return make_user("nadia", password=PASSWORD)


def try_password(client, email: str, password: str, **headers):
    return client.post(
        "/compte/connexion/mot-de-passe/", {"login": email, "password": password}, headers=headers
    )


def test_a_password_opens_the_session(nadia, client):
    response = try_password(client, "Nadia@Example.org", PASSWORD)
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(nadia.pk)


def test_passwords_are_kept_by_a_modest_argon2(settings):
    settings.PASSWORD_HASHERS = ["cite.accounts.adapters.hashers.ModestArgon2Hasher"]
    encoded = ModestArgon2Hasher().encode(PASSWORD, "some-salt")
    assert "m=19456,t=2,p=1" in encoded
    assert get_hasher().verify(PASSWORD, encoded)


def test_a_flood_of_log_ins_is_refused_before_it_costs_a_hash(nadia, client, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["cite.accounts.adapters.hashers.ModestArgon2Hasher"]
    nadia.set_password(PASSWORD)
    nadia.save()
    one_moment = SimpleNamespace(time=lambda: 1e9, monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr(ratelimit, "time", one_moment)  # a slow machine must not see the next minute
    hashes = 0
    real = Argon2PasswordHasher.verify

    def counted(self, *args, **kwargs):
        nonlocal hashes
        hashes += 1
        return real(self, *args, **kwargs)

    with mock.patch.object(Argon2PasswordHasher, "verify", counted):
        answers = [
            try_password(client, "nadia@example.org", f"wrong {n}").status_code for n in range(ATTEMPTS)
        ]
    assert 0 < hashes < 40
    assert set(answers[40:]) == {429}
    page = try_password(client, "nadia@example.org", PASSWORD)
    assert page.status_code == 429
    assert "Trop d’essais" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_right_password_is_refused_too_once_an_account_is_under_attack(nadia, client):
    for number in range(6):
        try_password(Client(REMOTE_ADDR=f"10.0.0.{number}"), "nadia@example.org", "wrong")
    stranger = Client(REMOTE_ADDR="10.9.9.9")
    assert "_auth_user_id" not in stranger.session
    page = try_password(stranger, "nadia@example.org", PASSWORD)
    assert page.status_code == 200
    assert "_auth_user_id" not in stranger.session


def test_codes_are_not_sent_without_end(nadia, client, mailoutbox):
    for _turn in range(30):
        client.post("/compte/connexion/", {"email": "nadia@example.org"})
    assert len(mailoutbox) <= 3


@pytest.mark.parametrize("address", ["/compte/connexion/", "/compte/connexion/demander-un-code/"])
def test_a_known_address_and_an_unknown_one_look_the_same(nadia, address, mailoutbox):
    def ask(email: str):
        client = Client(REMOTE_ADDR=f"10.1.{len(email)}.1")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.post(address, {"email": email})
        page = client.get(response["Location"]).content.decode()
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "EMAIL")
        return response.status_code, response["Location"], page, len(queries)

    warm = ask("warmup@example.org")
    assert ask("nadia@example.org") == ask("stranger@example.org") == warm
    assert len(mailoutbox) == 3


def test_a_wrong_password_and_an_unknown_address_look_the_same(nadia):
    def sentence(email: str) -> str:
        page = try_password(Client(REMOTE_ADDR=f"10.2.{len(email)}.1"), email, "wrong").content.decode()
        return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "EMAIL")

    assert sentence("nadia@example.org") == sentence("stranger@example.org")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_door_leads_to_another_site(territory, nadia, client, wanted):
    login = client.post(
        "/compte/connexion/mot-de-passe/",
        {"login": "nadia@example.org", "password": PASSWORD, "next": wanted},
    )
    assert login["Location"] == "/"
    assert client.post("/compte/deconnexion/", {"next": wanted})["Location"] == "/"
    call_command("seed_demo", people_only=True, verbosity=0)
    (account, *_others) = demo_accounts(territory)
    demo = client.post("/compte/connexion/demonstration/", {"account": account.uuid, "next": wanted})
    assert demo["Location"] == "/"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_code_leads_nowhere_else(nadia, client, mailoutbox, wanted):
    client.post("/compte/connexion/", {"email": "nadia@example.org", "next": wanted})
    code = re.search(r"^ {4}(\S+)$", mailoutbox[-1].body, re.MULTILINE)[1]
    response = client.post("/compte/connexion/code/", {"code": code, "next": wanted})
    assert response["Location"] == "/"


def test_signing_in_changes_the_key_of_the_session(nadia, client):
    client.get("/compte/connexion/cle/", headers={"X-Requested-With": "XMLHttpRequest"})
    before = client.session.session_key
    assert before
    try_password(client, "nadia@example.org", PASSWORD)
    assert client.session.session_key != before


def test_the_cookies_are_closed_to_scripts_and_to_other_sites(nadia, client):
    response = try_password(client, "nadia@example.org", PASSWORD)
    for name in ("sessionid", "known-device"):
        cookie = response.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("value", ["\x1b[31m", "x" * 300 + "@example.org", "@", "", "a\0b@example.org"])
def test_bad_addresses_get_a_sentence(territory, client, value):
    page = client.post("/compte/connexion/", {"email": value})
    assert page.status_code == 200
    assert "à corriger" in page.content.decode()


@pytest.mark.parametrize(
    "credential", ["", "x", "{}", "[]", '{"id": 1}', "null", '{"response": {}}', "9" * 100_000]
)
def test_a_forged_passkey_opens_nothing(territory, client, credential):
    client.get("/compte/connexion/cle/", headers={"X-Requested-With": "XMLHttpRequest"})
    response = client.post("/compte/connexion/cle/", {"credential": credential})
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session
    client.force_login(make_user("nadia"))
    client.get("/compte/deuxieme-etape/cle/")
    page = client.post("/compte/deuxieme-etape/cle/", {"name": "Mine", "credential": credential})
    assert page.status_code == 200
    assert "à corriger" in page.content.decode()
