"""Two counsellors of one organization, one of another, a co-pilot of each side, and somebody fictional to look at."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from cite.accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident

NOON = "2026-11-27 12:00+01:00"
TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partner(territory):
    return make_partner(territory, **HABILITATED)


@pytest.fixture
def ines(partner):
    """Her referent."""
    return make_member(partner, "ines")


@pytest.fixture
def omar(partner):
    """A colleague."""
    return make_member(partner, "omar")


@pytest.fixture
def stranger(territory):
    """A counsellor of another organization."""
    return make_member(make_partner(territory, "Centre social du Lac", **HABILITATED), "noe")


@pytest.fixture
def claire(territory):
    """The co-pilot of the State."""
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def bruno(territory):
    """The co-pilot of the métropole."""
    return make_user("bruno", role=Role.CO_PILOT_METROPOLE, territory=territory)


@pytest.fixture
def samia(ines):
    """Somebody fictional, whom nobody has heard since the spring."""
    return make_resident(ines, first_name="Samia", last_name="Inventée")


@pytest.fixture
def pathway(samia, ines):
    return make_pathway(samia, ines, opened_on=date(2026, 6, 1), last_heard_on=date(2026, 9, 20))


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
