"""A prescriber, a structure that receives, a relay, a coordinator, and a service that answers."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from cite.accounts.enums import Role
from cite.core.decisions import Refused
from cite.notifications.models import Message
from cite.referrals.models import ReferralEvent
from cite.referrals.operations import referrals
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.directory import make_service, make_structure
from tests.factories.residents import make_resident

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    """A working day; tests travel from it."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def partner(territory):
    return make_partner(territory, "Mission locale des Collines", **HABILITATED)


@pytest.fixture
def ines(partner):
    """Refers people."""
    return make_member(partner, "ines")


@pytest.fixture
def atelier(territory):
    """A structure of the Cité that receives people; it has no habilitation."""
    return make_partner(territory, "Les Ateliers du Grand Chêne")


@pytest.fixture
def yanis(atelier):
    """Answers for the structure."""
    return make_member(atelier, "yanis", role=Role.CARRIER)


@pytest.fixture
def relay(atelier):
    return make_member(atelier, "relais", role=Role.RELAY)


@pytest.fixture
def coordinator(territory):
    return make_user("coline", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def amina(ines):
    """Somebody fictional whose file ines opened."""
    return make_resident(ines, first_name="Amina", last_name="Benfictif", phone="+33639980012")


@pytest.fixture
def service(atelier, yanis):
    """A service of the structure, which reads its mail."""
    structure = make_structure(atelier.territory, partner=atelier)
    return make_service(structure, "Aide au permis", email="accueil@example.org", shown_until=None)


@pytest.fixture
def elsewhere(territory):
    """A service of a structure that has no account here."""
    structure = make_structure(territory, is_nobodys=True, name="Garage solidaire")
    return make_service(structure, "Location de voitures", email="garage@example.org", shown_until=None)


@pytest.fixture
def sign_in():
    """A browser in which somebody is signed in."""

    def enter(member):
        client = Client()
        client.force_login(getattr(member, "user", member))
        return client

    return enter


def send(prescriber, service, **fields):
    return referrals.send(prescriber=prescriber, service=service, **{"agreed": True} | fields)


def light(prescriber, service, **fields):
    given = {"first_name": "Samira", "phone": "+33639980123", "need": "childcare"}
    return send(prescriber, service, **given | fields)


def objections(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.objections


def kinds(referral):
    return list(ReferralEvent.objects.filter(referral=referral).values_list("kind", flat=True))


def messages():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))
