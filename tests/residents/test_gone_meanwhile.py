"""Somebody’s file is erased while a page about her is open: what is sent from it is refused in words."""

from datetime import date

import pytest
import time_machine

from cite.core.models import SaveObjection
from cite.residents.enums.rights import ErasureReason, Right
from cite.residents.enums.sharing import AgreementWay, Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations import links, people, rights, sharing
from cite.residents.operations.erasing import erase_resident
from tests.refusals import objections_to

ON = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def erased(amina):
    """Whoever writes still has her file before her eyes."""
    number, shared = amina.pk, Sharing.objects.select_related("resident__territory", "partner").get()
    erase_resident(resident=amina, reason=ErasureReason.REQUEST, by=None, on=ON)
    amina.pk = number
    return amina, shared


def test_what_is_sent_is_refused_in_words(erased, ines, other_partner):
    amina, shared = erased
    fields = {"phone": "0639980013"}
    agreed = {"purpose": Purpose.SUPPORT, "way": AgreementWay.TOLD, "language": "fr"}
    sent = [
        (people.edit_contact, {"version": 1, "by": ines.user, "fields": fields}),
        (sharing.give, {"partner": other_partner, "by": ines, **agreed}),
        (links.make_link, {"by": ines.user}),
        (rights.note_request, {"right": Right.ACCESS, "asked_on": ON, "by": ines}),
    ]
    for operation, said in sent:
        assert objections_to(operation, resident=amina, **said) == (SaveObjection.GONE_MEANWHILE,), operation
    stopped = {"sharing": shared, "how": StopWay.TOLD, "by": ines}
    assert objections_to(sharing.stop, **stopped) == (SaveObjection.GONE_MEANWHILE,)
