"""Second factors: of whom they are required, what they open, how they are kept."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from django.test import Client

from cite.accounts.adapters.mfa import SecondFactorAdapter
from cite.accounts.enums import SECOND_FACTOR_ROLES, FactorObjection, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_remove_factor, has_second_factor, needs_second_factor
from cite.accounts.queries import factors_of
from cite.core.dates import now
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("role", list(Role))
def test_those_who_see_residents_need_a_second_factor(territory, role):
    user = make_user(role=role, territory=territory)
    assert needs_second_factor(user, territory) is (role in SECOND_FACTOR_ROLES)
    assert needs_second_factor(make_user("admin", is_staff=True), territory)


def test_recovery_codes_alone_are_no_second_factor(territory):
    user = make_user()
    RecoveryCodes.activate(user)
    assert not has_second_factor(user)
    TOTP.activate(user, SECRET)
    assert has_second_factor(user)


def test_the_last_required_factor_stays(territory):
    nadia = make_user("nadia", role=Role.PRESCRIBER, territory=territory)
    factor = TOTP.activate(nadia, SECRET).instance
    assert can_remove_factor(nadia, territory, factor).objections == (FactorObjection.LAST_REQUIRED,)
    Authenticator.objects.create(user=nadia, type=Authenticator.Type.WEBAUTHN, data={})
    assert can_remove_factor(nadia, territory, factor)
    marc = make_user("marc", role=Role.CARRIER, territory=territory)
    assert can_remove_factor(marc, territory, TOTP.activate(marc, SECRET).instance)


def test_secrets_are_unreadable_in_the_database(settings):
    user = make_user()
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not any(code in stored for code in codes)
    adapter = SecondFactorAdapter()
    kept = adapter.encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert adapter.decrypt(kept) == SECRET


def test_the_list_of_factors_makes_one_query(territory, django_assert_num_queries):
    user = make_user()
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    with django_assert_num_queries(1):
        factors = factors_of(user)
    assert (factors.has_application, factors.recovery_codes_left, factors.has_any) == (True, 10, True)


@pytest.fixture
def unproved(client) -> Client:
    """A client whose sessions have passed no second step."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        session = client.session
        session.pop("second_factor")
        session.save()
        return client

    return sign_in


@pytest.mark.parametrize("role", list(Role))
def test_without_it_no_professional_page_opens(territory, unproved, role):
    client = unproved(make_user(role=role, territory=territory))
    for path in ("/", "/listes/adresses/"):
        response = client.get(path)
        sent = response.status_code == 302 and response["Location"].startswith("/compte/deuxieme-etape/")
        assert sent is (role in SECOND_FACTOR_ROLES)
    assert client.post("/listes/adresses/").status_code in (
        {302} if role in SECOND_FACTOR_ROLES else {200, 403, 422}
    )


@pytest.mark.parametrize(
    "path",
    ["/compte/", "/compte/deuxieme-etape/", "/compte/nom/", "/adresse/", "/mentions-legales/", "/healthz"],
)
def test_public_pages_and_those_of_the_account_stay_open(territory, unproved, path):
    client = unproved(make_user(role=Role.COORDINATOR, territory=territory))
    assert client.get(path).status_code == 200


def test_a_session_opened_elsewise_proves_the_factor_again(territory, unproved):
    user = make_user(role=Role.COORDINATOR, territory=territory)
    TOTP.activate(user, SECRET)
    response = unproved(user).get("/listes/adresses/?x=1")
    assert response["Location"] == "/compte/confirmer/code/?next=%2Flistes%2Fadresses%2F%3Fx%3D1"


def test_htmx_is_led_too(territory, unproved):
    client = unproved(make_user(role=Role.COORDINATOR, territory=territory))
    response = client.get("/listes/adresses/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/compte/deuxieme-etape/")


def test_a_factor_one_has_chosen_is_asked_for_by_whatever_door(territory, client, settings):
    user = make_user(role=Role.CARRIER, territory=territory)
    TOTP.activate(user, SECRET)
    client._login(user, settings.AUTHENTICATION_BACKENDS[0])  # a door that knows nothing of factors
    assert client.get("/listes/adresses/")["Location"].startswith("/compte/confirmer/code/")
    value = f"{hotp_value(SECRET, int(now().timestamp()) // 30):06d}"
    assert client.post("/compte/confirmer/code/?next=/listes/adresses/", {"code": value}).status_code == 302
    assert client.get("/listes/adresses/").status_code == 200
