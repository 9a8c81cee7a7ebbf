"""A carrier, her organization, a co-pilot, and a sheet that lacks nothing."""

import pytest

from cite.accounts.enums import Role
from cite.directory.operations import importing, taking_in
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
def team(territory):
    return make_partner(territory, "Mission locale des Essais")


@pytest.fixture
def ines(team):
    """A counsellor."""
    user = make_user("ines")
    make_member(team, user, role=Role.PRESCRIBER)
    return user


@pytest.fixture
def omar(team):
    """Her colleague."""
    user = make_user("omar")
    make_member(team, user, role=Role.PRESCRIBER)
    return user


@pytest.fixture
def draft(partner, yanis):
    """A draft that lacks nothing."""
    return create_sheet(partner=partner, name="Aide au permis", by=yanis, facts=WHOLE)


@pytest.fixture
def stopped_at_the_third(monkeypatch):
    """Stop a reading of the offer at the third record that it takes in; the list of them counts again once cleared."""
    real, calls = taking_in.take_in, []

    def stop_by(stop: BaseException | type[BaseException], *, at_once: int) -> list:
        monkeypatch.setattr(importing, "AT_ONCE", at_once)

        def take_in(*args):
            calls.append(args)
            if len(calls) == 3:
                raise stop
            return real(*args)

        monkeypatch.setattr(importing, "take_in", take_in)
        return calls

    return stop_by
