"""« Mon compte »: one's name, password, factors and devices; nobody else's."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from cite.accounts.enums import AccountsAct, Role
from cite.accounts.models import User
from cite.accounts.signals import new_device_seen, second_factor_changed
from cite.core.dates import now
from cite.core.journal import act_recorded
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def nadia(territory) -> User:
    return make_user("nadia", password=PASSWORD, role=Role.CARRIER, territory=territory)


@pytest.fixture
def acts():
    heard = []

    def hear(act, **kwargs):
        heard.append(act)

    act_recorded.connect(hear)
    yield heard
    act_recorded.disconnect(hear)


@pytest.mark.parametrize(
    "address", ["/", "/compte/", "/acteurs/", "/acteurs/equipe/", "/messages/", "/nulle-part/"]
)
def test_no_cache_keeps_what_a_signed_in_person_saw(client, nadia, address):
    assert client.get("/aide/").get("Cache-Control") is None
    client.force_login(nadia)
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_a_page_says_itself_how_it_is_kept(client, nadia):
    client.force_login(nadia)
    assert client.get("/carte/donnees.json")["Cache-Control"] == "no-cache"


def enter(user: User, client: Client | None = None, password: str = PASSWORD) -> Client:
    client = client or Client(headers={"user-agent": FIREFOX})
    client.post("/compte/connexion/mot-de-passe/", {"login": user.email, "password": password})
    return client


def code() -> str:
    return f"{hotp_value(SECRET, int(now().timestamp()) // 30):06d}"


def test_the_page_says_who_one_is_and_where_one_is_signed_in(nadia, django_assert_max_num_queries):
    here, there = enter(nadia), enter(nadia)
    page = here.get("/compte/").content.decode()
    assert "Porteur de projet" in page and "nadia@example.org" in page
    assert page.count("Firefox sur Linux") == 3  # twice as a device, once in the button of the other one
    with django_assert_max_num_queries(25):
        here.get("/compte/")
    assert "Me connecter" not in there.get("/compte/").content.decode()


def test_a_session_keeps_no_address_of_the_network(nadia):
    enter(nadia)
    row = UserSession.objects.get()
    assert (row.ip, row.user_agent) == ("0.0.0.0", "Firefox sur Linux")


def test_the_list_of_sessions_makes_the_same_queries_however_many(nadia, django_assert_num_queries):
    from cite.accounts.queries import sessions_of

    for expected in (1, 3, 12):
        while UserSession.objects.count() < expected:
            enter(nadia, Client(REMOTE_ADDR=f"10.0.{expected}.{UserSession.objects.count()}"))
        with django_assert_num_queries(2):
            assert len(sessions_of(nadia, None)) == expected


def test_one_closes_her_own_sessions_and_nobody_elses(nadia, territory):
    here, there = enter(nadia), enter(nadia)
    marc = make_user("marc", password=PASSWORD)
    elsewhere = enter(marc)
    foreign = UserSession.objects.get(user=marc)
    assert here.post(f"/compte/sessions/{foreign.pk}/").status_code == 404
    other = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"/compte/sessions/{other.pk}/")["Location"] == "/compte/"
    assert there.get("/compte/").status_code == 302
    assert here.get("/compte/").status_code == 200
    assert elsewhere.get("/compte/").status_code == 200
    own = UserSession.objects.get(session_key=here.session.session_key)
    assert here.post(f"/compte/sessions/{own.pk}/")["Location"] == "/"
    assert here.get("/compte/").status_code == 302


def test_signing_out_everywhere_leaves_no_session(nadia, acts):
    clients = [enter(nadia) for _turn in range(3)]
    assert clients[0].post("/compte/sessions/")["Location"] == "/compte/connexion/"
    assert [client.get("/compte/").status_code for client in clients] == [302] * 3
    assert not Session.objects.exclude(session_key=clients[0].session.session_key).exists()
    assert AccountsAct.END_SESSIONS in [act.action for act in acts]


def test_a_get_closes_nothing(nadia):
    client = enter(nadia)
    assert client.get("/compte/sessions/").status_code == 405


def test_a_name_is_changed_and_bad_ones_get_a_sentence(nadia):
    client = enter(nadia)
    for bad in ("", "x" * 151, "Nadia\x1b"):
        assert "à corriger" in client.post("/compte/nom/", {"full_name": bad}).content.decode()
    assert client.post("/compte/nom/", {"full_name": "Nadia Perrin", "is_staff": "1"}).status_code == 302
    nadia.refresh_from_db()
    assert (nadia.full_name, nadia.is_staff) == ("Nadia Perrin", False)


@pytest.mark.parametrize("bad", ["court", "123456789012345", "password1234", "nadia@example.org"])
def test_a_weak_password_is_refused_in_french(territory, client, bad):
    client.force_login(make_user("nadia"))
    page = client.post("/compte/mot-de-passe/choisir/", {"password1": bad, "password2": bad})
    assert "à corriger" in page.content.decode()


def test_a_password_is_chosen_then_opens(territory, client, acts):
    user = make_user("nadia")
    client.force_login(user)
    new = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/compte/mot-de-passe/choisir/", new).status_code == 302
    assert "_auth_user_id" in enter(user).session
    assert AccountsAct.CHANGE_PASSWORD in [act.action for act in acts]


def test_a_password_change_closes_the_other_sessions(nadia):
    here, there = enter(nadia), enter(nadia)
    fields = {"oldpassword": PASSWORD, "password1": "une autre phrase", "password2": "une autre phrase"}
    response = here.post("/compte/mot-de-passe/", fields)
    if response["Location"].startswith("/compte/confirmer/"):
        here.post("/compte/confirmer/", {"password": PASSWORD})
        here.post("/compte/mot-de-passe/", fields)
    nadia.refresh_from_db()
    assert nadia.check_password("une autre phrase")
    assert here.get("/compte/").status_code == 200
    assert there.get("/compte/").status_code == 302


def test_an_application_is_asked_for_at_the_next_sign_in(nadia, acts, django_capture_on_commit_callbacks):
    heard = []

    def hear(user, at, **kwargs):
        heard.append(user)

    second_factor_changed.connect(hear)
    other = enter(nadia)
    client = enter(nadia)
    client.post("/compte/confirmer/", {"password": PASSWORD})
    page = client.get("/compte/deuxieme-etape/application/").content.decode()
    secret = re.search(r"<code[^>]*>(\w+)</code>", page)[1]
    value = f"{hotp_value(secret, int(now().timestamp()) // 30):06d}"
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/compte/deuxieme-etape/application/", {"code": value})
    assert response["Location"] == "/compte/deuxieme-etape/codes/"
    assert client.get("/compte/deuxieme-etape/codes/").content.decode().count("<code") == 10
    assert "attachment" in client.get("/compte/deuxieme-etape/codes/fichier/")["Content-Disposition"]
    assert heard == [nadia]
    assert other.get("/compte/").status_code == 302  # opened before the account was protected
    again = enter(nadia)
    assert "_auth_user_id" not in again.session
    page = again.get("/compte/connexion/deuxieme-etape/").content.decode()
    assert "Deuxième étape" in page and "Avec une clé d’accès" not in page
    again.post("/compte/connexion/deuxieme-etape/", {"code": "000000"})
    assert AccountsAct.FAIL_FACTOR in [act.action for act in acts]
    assert AccountsAct.ADD_FACTOR in [act.action for act in acts]
    second_factor_changed.disconnect(hear)


def test_the_second_step_is_not_guessed(nadia):
    TOTP.activate(nadia, SECRET)
    client = enter(nadia)
    for number in range(12):
        client.post("/compte/connexion/deuxieme-etape/", {"code": f"{number:06d}"})
    client.post("/compte/connexion/deuxieme-etape/", {"code": code()})
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_serves_once(nadia):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    TOTP.activate(nadia, SECRET)
    rescue = RecoveryCodes.activate(nadia).get_unused_codes()[0]
    for expected in (True, False):
        client = enter(nadia)
        client.post("/compte/connexion/deuxieme-etape/", {"code": rescue})
        client.post("/compte/connexion/appareil/", {"action": "skip"})
        assert ("_auth_user_id" in client.session) is expected


def test_a_trusted_device_is_forgotten_at_will(nadia):
    TOTP.activate(nadia, SECRET)
    client = enter(nadia)
    client.post("/compte/connexion/deuxieme-etape/", {"code": code()})
    client.post("/compte/connexion/appareil/", {"action": "trust"})
    assert client.cookies["trusted-device"]["max-age"] == 30 * 24 * 3600
    client.post("/compte/deconnexion/")
    assert "_auth_user_id" in enter(nadia, client).session
    client.post("/compte/deuxieme-etape/appareil/")
    client.post("/compte/deconnexion/")
    assert "_auth_user_id" not in enter(nadia, client).session


def test_a_required_application_is_not_removed(territory, client):
    user = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    TOTP.activate(user, SECRET)
    client.force_login(user)
    client.post("/compte/confirmer/code/", {"code": code()})
    page = client.post("/compte/deuxieme-etape/application/retirer/").content.decode()
    assert "ajoutez-en une autre" in page
    assert Authenticator.objects.filter(user=user).exists()


def test_another_persons_passkey_is_not_there(territory, client):
    key = Authenticator.objects.create(user=make_user("marc"), type=Authenticator.Type.WEBAUTHN, data={})
    client.force_login(make_user("nadia"))
    for page in ("", "retirer/"):
        assert client.get(f"/compte/deuxieme-etape/cles/{key.pk}/{page}").status_code == 404
        assert client.post(f"/compte/deuxieme-etape/cles/{key.pk}/{page}").status_code == 404


def test_a_new_device_is_announced_but_not_the_first_nor_a_known_one(nadia):
    heard = []

    def hear(user, device, at, **kwargs):
        heard.append((user, device))

    new_device_seen.connect(hear)
    first = enter(nadia)
    assert heard == []
    first.post("/compte/deconnexion/")
    enter(nadia, first)
    assert heard == []
    enter(nadia)
    assert heard == [(nadia, "Firefox sur Linux")]
    new_device_seen.disconnect(hear)


def test_signing_in_and_out_leaves_a_trace_without_values(nadia, acts):
    client = enter(nadia)
    client.post("/compte/deconnexion/")
    assert [act.action for act in acts] == [AccountsAct.SIGN_IN, AccountsAct.SIGN_OUT]
    assert all(act.is_protected and act.person == nadia for act in acts)
