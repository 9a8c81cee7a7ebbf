"""Two organizations, a professional in each, and somebody fictional whom the first one accompanies."""

import pytest
import time_machine

from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident

NOON = "2026-11-27 12:00+01:00"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partner(territory):
    return make_partner(territory, **HABILITATED)


@pytest.fixture
def ines(partner):
    """A counsellor."""
    return make_member(partner, "ines")


@pytest.fixture
def omar(partner):
    """Her colleague."""
    return make_member(partner, "omar")


@pytest.fixture
def other_partner(territory):
    return make_partner(territory, "Centre social du Lac", **HABILITATED)


@pytest.fixture
def lea(other_partner):
    """A counsellor of another organization."""
    return make_member(other_partner, "lea")


@pytest.fixture
def resident(ines):
    return make_resident(ines, first_name="Nadia", last_name="Inventée")


@pytest.fixture
def pathway(resident, ines):
    return make_pathway(resident, ines)
