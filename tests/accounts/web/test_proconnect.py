"""ProConnect, against a real OpenID Connect provider on loopback; every lie of its tokens is refused."""

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptojwt.key_jar import build_keyjar

from cite.accounts.models import User
from tests.accounts.openid import CLIENT_ID, CLIENT_SECRET, KEYS, running_provider
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

LEAVE = "/compte/connexion/proconnect/"
RETURN = "/compte/connexion/proconnect/retour/"
PERSON = {"email": "Nadia@example.org", "email_verified": True, "given_name": "Nadia", "usual_name": "Perrin"}


@pytest.fixture
def provider(settings):
    logging.disable(logging.WARNING)
    with running_provider(
        return_address=f"http://testserver{RETURN}", home="http://testserver/", person=dict(PERSON)
    ) as running:
        settings.PROCONNECT = {
            "url": running.issuer,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
        }
        yield running
    logging.disable(logging.NOTSET)


def go(client, *, wanted: str = "") -> str:
    """Leave for the provider, and give the address it brings the person back to."""
    away = client.post(LEAVE, {"next": wanted})
    assert away.status_code == 302
    answer = requests.get(away["Location"], allow_redirects=False, timeout=5)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removeprefix("http://testserver")


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_button_is_shown_only_where_it_leads_somewhere(territory, client, provider, settings):
    assert "S’identifier avec ProConnect" in client.get("/compte/connexion/").content.decode()
    settings.PROCONNECT = {"url": "", "client_id": "", "client_secret": ""}
    assert "ProConnect" not in client.get("/compte/connexion/").content.decode()
    assert client.post(LEAVE).status_code == 404
    assert client.get(RETURN).status_code == 404


def test_a_known_person_enters_and_her_account_is_linked_once(territory, client, provider):
    user = make_user("nadia")
    for _turn in range(2):
        response = client.get(go(client, wanted="/listes/adresses/"))
        assert response.status_code == 302
        assert response["Location"] == "/listes/adresses/"
        assert client.session["_auth_user_id"] == str(user.pk)
        client.logout()
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.extra_data) == (user, {})
    asked = provider.authorizations[0]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) >= 22 and len(asked["state"]) >= 22


def test_the_same_person_is_known_by_her_identifier_when_her_address_changes(territory, client, provider):
    user = make_user("nadia")
    client.get(go(client))
    client.logout()
    provider.change_person(email="perrin@example.org")
    client.get(go(client))
    assert client.session["_auth_user_id"] == str(user.pk)


def spoil(kind, **changes):
    return lambda token, claims: claims | changes if token == kind else claims


@pytest.mark.parametrize(
    "change",
    [{"email": "stranger@example.org"}, {"email_verified": False}, {"email": ""}],
    ids=["unknown", "doubted", "none"],
)
def test_nobody_enters_without_an_account_of_that_address(territory, client, provider, change):
    make_user("nadia")
    provider.spoil = spoil("userinfo", **change)
    response = client.get(go(client))
    assert response.status_code == 403
    assert "ouverts par la coordination" in response.content.decode()
    assert not is_signed_in(client)
    assert User.objects.count() == 1 and not SocialAccount.objects.exists()


def test_a_suspended_account_stays_closed(territory, client, provider):
    make_user("nadia", is_active=False)
    assert client.get(go(client)).status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "lie",
    [
        spoil("id_token", nonce="n" * 43),
        spoil("id_token", aud=["another-site"]),
        spoil("id_token", iss="http://elsewhere.example"),
        spoil("id_token", exp=1),
        spoil("id_token", sub="somebody-else"),
        spoil("userinfo", sub="somebody-else"),
        spoil("userinfo", aud=["another-site"]),
        spoil("userinfo", iss="http://elsewhere.example"),
    ],
    ids=[
        "nonce",
        "audience",
        "issuer",
        "expired",
        "two persons",
        "two persons bis",
        "their audience",
        "their issuer",
    ],
)
def test_a_token_that_lies_opens_nothing(territory, client, provider, lie):
    make_user("nadia")
    provider.spoil = lie
    response = client.get(go(client))
    assert "ProConnect n’a pas abouti" in response.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("kind", ["id_token", "userinfo"])
def test_a_token_signed_by_another_opens_nothing(territory, client, provider, kind):
    make_user("nadia")
    keys = build_keyjar(KEYS)
    keys.import_jwks(keys.export_jwks(private=True), provider.issuer)
    real = provider.resign

    def resign(token_kind, token):
        provider.signing_keys = keys if token_kind == kind else None
        return real(token_kind, token)

    provider.resign = resign
    response = client.get(go(client))
    assert "ProConnect n’a pas abouti" in response.content.decode()
    assert not is_signed_in(client)


def test_an_unsigned_answer_about_the_person_is_refused(territory, client, provider):
    make_user("nadia")
    provider.userinfo_type = "application/json"
    assert "n’a pas abouti" in client.get(go(client)).content.decode()
    assert not is_signed_in(client)


def test_an_answer_serves_once_and_only_to_the_browser_that_asked(
    territory, client, provider, django_user_model
):
    make_user("nadia")
    back = go(client)
    stranger = client.__class__()
    assert "n’a pas abouti" in stranger.get(back).content.decode()
    assert not is_signed_in(stranger)
    client.get(back)
    assert is_signed_in(client)
    client.logout()
    assert "n’a pas abouti" in client.get(back).content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("query", ["", "?error=access_denied", "?code=x&state=y", "?state=&code="])
def test_a_forged_return_opens_nothing(territory, client, provider, query):
    response = client.get(RETURN + query)
    assert response.status_code == 401
    assert "n’a pas abouti" in response.content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_way_out_to_another_site(territory, client, provider, wanted):
    make_user("nadia")
    assert client.get(go(client, wanted=wanted))["Location"] == "/"


def test_what_is_asked_of_the_provider_is_ours_alone(territory, client, provider):
    client.post(f"{LEAVE}?scope=phone&auth_params=prompt%3Dnone&process=connect&action=x")
    away = client.post(f"{LEAVE}?scope=phone&auth_params=prompt%3Dnone&process=connect")["Location"]
    asked = parse_qs(urlsplit(away).query)
    assert set(asked["scope"][0].split()) == {"openid", "given_name", "usual_name", "email"}
    assert "prompt" not in asked


def test_signing_out_leaves_the_provider_too(territory, client, provider):
    make_user("nadia")
    client.get(go(client))
    away = client.post("/compte/deconnexion/")["Location"]
    assert not is_signed_in(client)
    assert away.startswith(f"{provider.issuer}/session?")
    back = requests.get(away, allow_redirects=False, timeout=5)
    assert back.headers["Location"].startswith("http://testserver/?state=")
    assert provider.signed_out[0]["id_token_hint"].count(".") == 2
    assert client.post("/compte/deconnexion/")["Location"] == "/"


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(territory, client, settings):
    settings.PROCONNECT = {"url": "http://127.0.0.1:9", "client_id": "x", "client_secret": "y"}
    response = client.post(LEAVE)
    assert response.status_code == 503
    assert "n’a pas abouti" in response.content.decode()
