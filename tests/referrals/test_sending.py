"""Somebody who works for two structures refers a person for the one that accompanies her."""

import pytest
from django.urls import reverse

from cite.audit.models import Entry
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.models import Referral
from cite.referrals.operations import introductions
from cite.residents.enums.objections import ResidentObjection
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.referrals import make_introduction
from tests.factories.residents import make_resident
from tests.referrals.conftest import objections, send


@pytest.fixture
def second(territory, ines):
    """What ines is in another structure, since later."""
    return make_member(make_partner(territory, "Centre social du Lac", **HABILITATED), user=ines.user)


def sending(service, **more):
    asked = "&".join(f"{key}={value.uuid}" for key, value in {"service": service, **more}.items())
    return f"{reverse('referrals:send')}?{asked}"


def test_she_sends_it_for_the_structure_that_accompanies_the_person(ines, second, service, amina, sign_in):
    hers = make_resident(second, first_name="Zoé")
    for person in (amina, hers):
        sign_in(ines).post(sending(service), {"person": str(person.uuid), "agreed": "on", "way": "told"})
    sent = dict(Referral.objects.values_list("resident__first_name", "prescriber"))
    assert sent == {"Amina": ines.pk, "Zoé": second.pk}


def test_no_structure_refers_somebody_whom_another_one_accompanies(second, service, amina):
    assert objections(lambda: send(second, service, resident=amina)) == (
        ResidentObjection.NOT_SHARED_TO_WRITE,
    )


def test_whom_a_structure_calls_is_referred_by_it_and_reading_her_is_told_as_such(
    ines, second, relay, service, sign_in
):
    row = make_introduction(relay, first_name="Karima")
    introductions.take(introduction=row, by=ines.user)
    row.taken_by = second
    row.save()
    address, client = sending(service, signalement=row), sign_in(ines)
    assert "Karima" in client.get(address).content.decode()
    read = Entry.objects.filter(action=ReferralAct.READ_INTRODUCTION)
    assert read.filter(target_uuid=row.uuid).exists()
    given = {"first_name": "Karima", "phone": "06 39 98 01 23", "agreed": "on", "way": "told"}
    client.post(address, given)
    assert Referral.objects.get().prescriber == second
