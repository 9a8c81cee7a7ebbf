"""The pages that close the access of a whole organization stay closed where a role there is not hers to take."""

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.models import Partner
from tests.factories.accounts import make_user
from tests.factories.actors import make_member, make_partner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("arrow", ["suspend", "leave"])
@pytest.mark.parametrize(("role", "status"), [(Role.COORDINATOR, 403), (Role.CO_PILOT_METROPOLE, 200)])
def test_the_page_says_so_before_the_button(client, territory, arrow, role, status):
    partner = make_partner(territory)
    make_member(partner, "yanis", role=Role.CO_PILOT_METROPOLE)
    client.force_login(make_user("sofia", role=role, territory=territory))
    address = reverse("actors:organization-state", args=[partner.uuid, arrow])
    assert client.get(address).status_code == status
    if status == 403:
        assert client.post(address, {"version": 1}).status_code == 403
        assert Partner.objects.get().state == "active"
