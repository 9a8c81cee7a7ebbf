"""The addresses of a file made one with another: they lead to the kept one, or are unknown."""

import re
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cite.residents.models import PersonDuplicate, Resident
from cite.residents.operations.doubles import note_doubles_of
from cite.residents.operations.merging import merge_people
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.residents import make_resident, make_sharing

NAMED = {"first_name": "Amina", "last_name": "Benfictif", "birth_date": date(1990, 5, 4)}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def one(ines):
    return make_resident(ines, **NAMED)


@pytest.fixture
def absorbed(one, noe, ines, partner):
    """The file of the second structure, made one with the one that is kept."""
    other = make_resident(noe, **NAMED)
    make_sharing(other, partner)
    note_doubles_of(resident=other)
    merge_people(double=PersonDuplicate.objects.get(), version=1, keep_first=True, by=ines.user)
    other.refresh_from_db()
    return other


def old_addresses(absorbed) -> list[str]:
    names = (
        "sheet",
        "edit-identity",
        "edit-contact",
        "sharings",
        "give-sharing",
        "make-link",
        "rights",
        "request-note",
    )
    return [reverse(f"residents:{name}", args=[absorbed.uuid]) for name in names]


def test_the_old_address_of_a_merged_file_leads_to_the_kept_one(as_ines, absorbed, one):
    for address in old_addresses(absorbed):
        response = as_ines.get(address, follow=True)
        assert response.redirect_chain == [(reverse("residents:sheet", args=[one.uuid]), 302)], address
        assert "Ces deux fiches ont été réunies" in response.content.decode()


def test_what_is_sent_to_a_merged_file_is_not_written_and_that_is_said(as_ines, absorbed, one):
    address = reverse("residents:edit-contact", args=[absorbed.uuid])
    response = as_ines.post(address, {"version": 1, "language": "fr", "phone": "06 39 98 00 99"}, follow=True)
    assert "rien n’a été enregistré" in response.content.decode()
    assert not Resident.objects.filter(phone="+33639980099").exists()


def shown(response) -> list[str]:
    return re.findall(r"<main.*</main>|<title>.*</title>", response.content.decode(), re.S)


def test_a_merged_file_is_unknown_to_whoever_does_not_see_the_kept_one(partner, absorbed, territory):
    stranger = make_member(make_partner(territory, "Une autre structure", **HABILITATED), "inconnue")
    client = Client()
    client.force_login(stranger.user)
    for address in old_addresses(absorbed):
        unknown = client.get(address.replace(str(absorbed.uuid), str(uuid4())))
        found = client.get(address)
        assert (found.status_code, unknown.status_code) == (404, 404)
        assert shown(found) == shown(unknown) != []


def test_a_file_merged_twice_leads_to_the_last_one(as_ines, absorbed, one, ines):
    last = make_resident(ines, first_name="Amina", last_name="Benfictif")
    Resident.objects.filter(pk=one.pk).update(state="merged", merged_into=last)
    response = as_ines.get(reverse("residents:sheet", args=[absorbed.uuid]))
    assert response.url == reverse("residents:sheet", args=[last.uuid])
