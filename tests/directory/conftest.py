"""A carrier, her organization, a co-pilot, and a sheet that lacks nothing."""

import pytest

from cite.accounts.enums import Role
from cite.directory.operations.writing import create_sheet
from tests.factories.accounts import make_user
from tests.factories.directory import WHOLE
from tests.factories.organizations import make_member, make_partner


@pytest.fixture
def partner(territory):
    return make_partner(territory, "Les Ateliers du Grand Chêne")


@pytest.fixture
def yanis(partner):
    """Writes for the organization."""
    user = make_user("yanis")
    make_member(partner, user)
    return user


@pytest.fixture
def claire(territory):
    """A co-pilot: reads sheets before the public."""
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def draft(partner, yanis):
    """A draft that lacks nothing."""
    return create_sheet(partner=partner, name="Aide au permis", by=yanis, facts=WHOLE)
