"""Who sees and writes which sheet."""

from datetime import date

import pytest

from cite.accounts.enums import Role
from cite.actors.enums import PartnerState
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.models import Service
from cite.directory.permissions import can_write_service, shown_services, visible_services
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_source, make_structure
from tests.factories.organizations import make_member, make_partner

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)


@pytest.fixture
def carrier(territory):
    return make_partner(territory, "Les Ateliers du Grand Chêne")


@pytest.fixture
def structure(territory, carrier):
    return make_structure(territory, partner=carrier)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, True),
        ({"shown_until": None}, True),
        ({"shown_until": ON}, True),
        ({"shown_until": date(2026, 11, 26)}, False),
        *(({"state": state}, False) for state in ServiceState if state != ServiceState.PUBLISHED),
    ],
)
def test_the_public_sees_what_is_published_and_believed(territory, structure, fields, shown):
    make_service(structure, **fields)
    assert shown_services(territory, on=ON).exists() is shown


def test_the_public_sees_one_of_two_duplicates(territory, structure):
    first = make_service(structure)
    make_service(structure, duplicate_of=first)
    assert list(shown_services(territory, on=ON)) == [first]


@pytest.mark.parametrize(
    "hidden", [{"is_sensitive": True}, {"state": PartnerState.SUSPENDED}, {"state": PartnerState.MERGED}]
)
def test_the_public_does_not_meet_hidden_organizations(territory, hidden):
    make_service(make_structure(territory, partner=make_partner(territory, **hidden)))
    assert not shown_services(territory, on=ON).exists()


def test_an_imported_sheet_has_no_organization_and_is_shown(territory):
    imported = make_service(make_structure(territory, source=make_source(territory, "dora")))
    assert list(shown_services(territory, on=ON)) == [imported]


def test_professionals_see_published_sheets_and_their_own_drafts(territory, structure, carrier):
    published, draft = make_service(structure), make_service(structure, state=ServiceState.DRAFT)
    own = make_user("yanis")
    make_member(carrier, own)
    other = make_user("ines")
    make_member(make_partner(territory), other, role=Role.PRESCRIBER)
    assert set(visible_services(own, territory)) == {published, draft}
    assert set(visible_services(other, territory)) == {published}
    assert set(visible_services(make_user("visitor"), territory)) == set()


def test_those_who_keep_the_cite_see_every_sheet(territory, structure):
    for state in ServiceState:
        make_service(structure, state=state)
    pilot = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    assert visible_services(pilot, territory).count() == len(ServiceState)


def test_people_write_the_sheets_of_their_own_organization(territory, structure, carrier):
    service = make_service(structure)
    own, other = make_user("yanis"), make_user("ines")
    make_member(carrier, own)
    make_member(make_partner(territory), other)
    assert can_write_service(own, service)
    assert can_write_service(other, service).objections == (ServiceObjection.NOT_YOUR_ORGANIZATION,)


def test_an_imported_sheet_is_corrected_at_its_source(territory):
    service = make_service(make_structure(territory, source=make_source(territory, "dora")))
    pilot = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    assert can_write_service(pilot, service).objections == (ServiceObjection.IMPORTED,)
    assert Service.objects.get() == service
