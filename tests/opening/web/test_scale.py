"""What the law asks: one version or three thousand, the same number of queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.opening.enums import ComplianceKind
from tests.factories import crowds
from tests.factories.accounts import make_user
from tests.scale import growing, queries_as_they_grow

pytestmark = pytest.mark.django_db


def test_the_versions_of_a_piece(client, territory):
    claire = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    client.force_login(claire)
    kind = next(iter(ComplianceKind)).value.replace("_", "-")
    urls = [reverse("opening:service"), reverse("opening:piece", args=[kind])]
    counts = queries_as_they_grow(client, urls, lambda n: crowds.many_versions(territory, n, by=claire))
    assert growing(counts) == {}
