"""Signing in by a code, or as someone of the demonstration."""

import re

import pytest
from django.core.management import call_command

from cite.accounts.queries import demo_accounts
from cite.tenancy.models import Territory
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def ask_code(client, mailoutbox, email: str) -> str:
    response = client.post("/compte/connexion/", {"email": email})
    assert response.status_code == 302
    assert "@" not in response["Location"]
    return mailoutbox[-1].body


def test_a_code_sent_by_mail_opens_the_session(territory, client, mailoutbox):
    user = make_user("nadia")
    body = ask_code(client, mailoutbox, "Nadia@example.org")
    code = re.search(r"^ {4}(\S+)$", body, re.MULTILINE)[1]
    page = client.get("/compte/connexion/code/")
    assert "nadia@example.org" in page.content.decode().lower()
    client.post("/compte/connexion/code/", {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_code_opens_nothing_and_three_end_it(territory, client, mailoutbox):
    make_user("nadia")
    ask_code(client, mailoutbox, "nadia@example.org")
    for _turn in range(2):
        page = client.post("/compte/connexion/code/", {"code": "WRONG1"})
        assert "fr-error-text" in page.content.decode() or "fr-alert--error" in page.content.decode()
    assert client.post("/compte/connexion/code/", {"code": "WRONG1"}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_an_unknown_address_is_not_told_apart_on_the_page(territory, client, mailoutbox):
    body = ask_code(client, mailoutbox, "nobody@example.org")
    assert "Il n’y a pas de compte à cette adresse" in body


def test_nobody_signs_up_alone(territory, client):
    assert 'href="/compte/inscription/"' in client.get("/compte/connexion/").content.decode()
    page = client.get("/compte/inscription/").content.decode()
    assert "La coordination de la Cité ouvre les comptes" in page
    assert 'href="/aide/#contact"' in page  # nobody to write to is a dead end
    Territory.objects.update(contact_email="cite@example.org")
    assert 'href="mailto:cite@example.org"' in client.get("/compte/inscription/").content.decode()


def test_a_demonstration_account_is_one_click_away(territory, client, settings):
    call_command("seed_demo", people_only=True, verbosity=0)
    account = demo_accounts(territory)[0]
    assert account.label.encode() in client.get("/compte/connexion/").content
    response = client.post(
        "/compte/connexion/demonstration/", {"account": account.uuid, "next": "/listes/adresses/"}
    )
    assert response["Location"] == "/listes/adresses/"
    response = client.post(
        "/compte/connexion/demonstration/", {"account": account.uuid, "next": "https://evil.example"}
    )
    assert response["Location"] == "/"


@pytest.mark.parametrize("account", ["", "not-a-uuid", "00000000-0000-0000-0000-000000000000"])
def test_a_forged_demonstration_account_opens_nothing(territory, client, account):
    call_command("seed_demo", people_only=True, verbosity=0)
    assert client.post("/compte/connexion/demonstration/", {"account": account}).status_code == 404


def test_without_demonstration_the_door_does_not_exist(territory, client, settings):
    call_command("seed_demo", people_only=True, verbosity=0)
    account = demo_accounts(territory)[0]
    settings.DEMO_ACCOUNTS = False
    assert client.post("/compte/connexion/demonstration/", {"account": account.uuid}).status_code == 404
    assert b"monstration" not in client.get("/compte/connexion/").content


def test_signing_out_is_a_button(territory, client):
    client.force_login(make_user("nadia"))
    assert client.get("/compte/deconnexion/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/compte/deconnexion/")
    assert "_auth_user_id" not in client.session
