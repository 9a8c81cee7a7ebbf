"""A second factor is never added without a proof: what is not a passkey is refused before it is kept."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories.accounts import make_user


@pytest.mark.parametrize("credential", ["0", "-0", "0.0", "false", '""', "[1]", '"a"', "null"])
def test_what_is_not_a_passkey_is_not_kept(client, territory, credential):
    client.force_login(make_user("anne"))
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Clé", "credential": credential})
    assert answer.status_code < 500
    assert not Authenticator.objects.exists()
