"""A small Cité with a review: a counsellor, another of another structure, the coordination that convenes it."""

import pytest
import time_machine
from django.test import Client

from cite.accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident
from tests.factories.reviews import make_review, make_situation


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def ines(territory):
    return make_member(make_partner(territory, **HABILITATED), "ines")


@pytest.fixture
def noe(territory):
    """Somebody of another structure, invited too."""
    return make_member(make_partner(territory, "Centre social du Lac", **HABILITATED), "noe")


@pytest.fixture
def sofia(territory):
    """The coordination convenes it, and sees nobody by that."""
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def samia(ines):
    return make_resident(ines, first_name="Samia", last_name="Inventée")


@pytest.fixture
def pathway(samia, ines):
    return make_pathway(samia, ines)


@pytest.fixture
def review(territory, sofia, ines, noe):
    return make_review(territory, sofia, ines.user, noe.user)


@pytest.fixture
def situation(review, pathway, ines):
    return make_situation(review, pathway, ines)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
