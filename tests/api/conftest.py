"""The API over what is shipped with the product: the communes and districts of Saint-Étienne Métropole."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from cite.tenancy.models import Territory
from cite.territories.operations.reference_data import load_territory
from tests.factories.api import make_examples, make_key
from tests.factories.grants import make_carrier, make_carrier_member
from tests.undoing import undone


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    caches["throttles"].clear()


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> Iterator[Territory]:
    """Load it once for the tests of a file, within one transaction that lasts as long as they do."""
    with django_db_blocker.unblock(), undone():
        yield load_territory(folder=settings.REFERENCE_DATA_DIR).territory


@pytest.fixture
def loaded(shipped, db) -> Iterator[Territory]:
    """The territory as it was loaded, whatever the tests before this one did of it."""
    territory = Territory.objects.get(pk=shipped.pk)
    with scope(territory=territory):
        yield territory


@pytest.fixture(scope="module")
def example_key(shipped, django_db_blocker) -> Iterator[str]:
    """The key of the examples; what they are about is made once for the tests of a file."""
    with django_db_blocker.unblock(), undone():
        with scope(territory=shipped):
            key = make_examples(shipped)
        yield key


class ApiClient:
    """Asks the API as a program does: no cookie, JSON both ways."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, headers: dict | None = None, **parameters):
        return self.client.get(f"/api/v1/{path}", parameters, headers=headers)

    def post(self, path: str, body, content_type: str = "application/json", **headers):
        return self.client.post(f"/api/v1/{path}", body, content_type=content_type, headers=headers)

    def upload(self, path: str, name: str, content: bytes, headers: dict, **fields):
        sent = fields | {"upload": SimpleUploadedFile(name, content, "application/octet-stream")}
        return self.client.post(f"/api/v1/{path}", sent, headers=headers)

    def send(self, method: str, path: str, body=None, **headers):
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1/{path}", headers=headers, **given)


@pytest.fixture
def api() -> ApiClient:
    return ApiClient()


@pytest.fixture
def carrier(loaded):
    return make_carrier(loaded, "Les Glycines")


@pytest.fixture
def marc(carrier):
    return make_carrier_member(carrier, "marc")


@pytest.fixture
def token(carrier, marc):
    return make_key(carrier, marc, date(2027, 6, 1))


@pytest.fixture
def ask(api, token):
    """Ask with the key of a person who writes the files of « Les Glycines »."""

    def asking(method: str, path: str, body=None, key: str | None = token):
        return api.send(method, path, body, **({"Authorization": f"Bearer {key}"} if key else {}))

    return asking


@pytest.fixture
def send(api, token):
    """Send a file as that person's program does."""

    def sending(path: str, content: bytes, name: str = "rib.pdf", key: str = token, **fields):
        return api.upload(path, name, content, {"Authorization": f"Bearer {key}"}, **fields)

    return sending
