"""Home, legal pages, health, and the headers of every page."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/", "Une adresse, un quartier"),
        ("/mentions-legales/", "Mentions légales"),
        ("/donnees-personnelles/", "Données personnelles"),
        ("/cookies/", "Cookies"),
        ("/accessibilite/", "Déclaration d’accessibilité"),
    ],
)
def test_a_page_opens_under_a_strict_policy(territory, client, address, heading):
    response = client.get(address)
    assert heading in response.content.decode()
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]


def test_the_service_says_that_it_lives_and_is_ready(client, db):
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "database": True,
        "migrated": True,
        "worker": False,
    }


def test_a_page_that_does_not_exist_says_what_to_do(territory, client):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()
