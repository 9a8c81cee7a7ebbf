"""The API over what is shipped with the product: the communes and districts of Saint-Étienne Métropole."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django_scopes import scope

from cite.tenancy.models import Territory
from cite.territories.operations.reference_data import load_territory


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    caches["throttles"].clear()


@pytest.fixture
def loaded(db) -> Territory:
    territory = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
    with scope(territory=territory):
        yield territory


class ApiClient:
    """Asks the API as a program does: no cookie, JSON both ways."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, headers: dict | None = None, **parameters):
        return self.client.get(f"/api/v1/{path}", parameters, headers=headers)

    def post(self, path: str, body, content_type: str = "application/json", **headers):
        return self.client.post(f"/api/v1/{path}", body, content_type=content_type, headers=headers)

    def send(self, method: str, path: str, body=None, **headers):
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1/{path}", headers=headers, **given)


@pytest.fixture
def api() -> ApiClient:
    return ApiClient()
