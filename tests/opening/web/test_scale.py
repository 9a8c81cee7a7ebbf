"""What the law asks: one version or three thousand, the same number of queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.opening.enums import ComplianceKind
from tests.factories import crowds
from tests.factories.accounts import make_user
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["service", "piece"])
def test_the_versions_of_a_piece(client, territory, name):
    claire = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    client.force_login(claire)
    kind = next(iter(ComplianceKind)).value.replace("_", "-")
    url = reverse(f"opening:{name}", args=[kind] if name == "piece" else [])
    counts = queries_as_it_grows(client, url, lambda n: crowds.many_versions(territory, n, by=claire))
    assert len(set(counts)) == 1, counts
