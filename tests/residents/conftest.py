"""A prescriber of a habilitated structure, a second structure, and somebody fictional who shares her file."""

import pytest
from django.test import Client

from cite.accounts.enums import Role
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.residents import make_resident


@pytest.fixture
def partner(territory):
    return make_partner(territory, "Mission locale des Collines", **HABILITATED)


@pytest.fixture
def other_partner(territory):
    return make_partner(territory, "Plan pour l’emploi du Lac", **HABILITATED)


@pytest.fixture
def ines(partner):
    """Accompanies people for the first structure."""
    return make_member(partner, "ines")


@pytest.fixture
def noe(other_partner):
    """Accompanies people for the second one."""
    return make_member(other_partner, "noe", is_administrator=True)


@pytest.fixture
def relay(other_partner):
    return make_member(other_partner, "relais", role=Role.RELAY)


@pytest.fixture
def amina(ines):
    """Somebody fictional whose file ines opened."""
    return make_resident(ines, first_name="Amina", last_name="Benfictif", phone="+33639980012")


@pytest.fixture
def as_ines(client: Client, ines):
    client.force_login(ines.user)
    return client


@pytest.fixture
def as_noe(noe):
    client = Client()
    client.force_login(noe.user)
    return client
