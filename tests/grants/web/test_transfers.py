"""The page that hands a file over to another organization."""

import pytest

from cite.accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.actors import make_partner
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier_member,
    make_edition,
)


@pytest.fixture
def file(territory, carrier):
    return make_application(make_edition(make_call(territory)), carrier, make_carrier_member(carrier, "lea"))


def address(file) -> str:
    return f"/appels-a-projets/dossiers/{file.uuid}/transferer/"


def test_who_writes_for_one_organization_only_is_told_why_not(client, file):
    client.force_login(file.created_by)
    assert client.get(address(file)).status_code == 403
    assert "transferer" not in client.get(f"/appels-a-projets/dossiers/{file.uuid}/").content.decode()


def test_a_co_pilot_hands_over_a_file_to_complete(client, file, territory):
    file.state, file.deposited_at = "to_correct", file.created_at
    file.save()
    other = make_partner(territory, "Régie fictive")
    client.force_login(make_user("iris", role=Role.CO_PILOT_STATE, territory=territory))
    answer = client.post(address(file), {"to": str(other.uuid), "reason": "Les deux ont fusionné."})
    file.refresh_from_db()
    assert (answer.status_code, file.partner) == (302, other)


def test_a_reason_is_needed_and_what_was_chosen_is_kept(client, file, territory):
    file.state, file.deposited_at = "to_correct", file.created_at
    file.save()
    other = make_partner(territory, "Régie fictive")
    client.force_login(make_user("iris", role=Role.CO_PILOT_STATE, territory=territory))
    answer = client.post(address(file), {"to": str(other.uuid), "reason": ""})
    file.refresh_from_db()
    assert (answer.status_code, answer.context["form"].data["to"]) == (200, str(other.uuid))
    assert file.partner != other
