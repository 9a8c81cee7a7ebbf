"""The page of one referral: it says to each end what is asked now, and nothing about whom once nobody is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cite.core.dates import now
from cite.referrals.enums.referrals import ReferralOutcome, ReferralState, RefusalReason
from cite.referrals.operations import referrals, upkeep
from tests.factories.referrals import make_referral


def text(response):
    return response.content.decode()


@pytest.fixture
def sent(ines, service, amina):
    return referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)


def test_nothing_is_asked_of_a_structure_that_has_said_no(sent, yanis, sign_in):
    client, url = sign_in(yanis), reverse("referrals:answer", args=[sent.uuid])
    assert client.get(url).status_code == 200
    said = {
        "version": sent.version,
        "answer": "refuse",
        "reason": RefusalReason.FULL,
        "message": "Plus de place.",
    }
    assert client.post(url, said).status_code == 302
    refused = client.get(url)
    assert (refused.status_code, "Cette orientation a changé depuis" in text(refused)) == (403, True)


def test_each_end_reads_whether_what_came_of_it_is_asked_now_later_or_told(
    ines, yanis, atelier, sign_in, monday
):
    met = make_referral(
        ines, receiver=atelier, first_name="Samira", state=ReferralState.MET, answered_on=now().date()
    )
    page = reverse("referrals:referral", args=[met.uuid])
    said = {"outcome": ReferralOutcome.SOLVED, "remains": ""}
    for member in (ines, yanis):
        assert "Dans quelques semaines" in text(sign_in(member).get(page))
    monday.shift(timedelta(days=61))
    for member in (ines, yanis):
        client = sign_in(member)
        assert "Dites maintenant ce que cela a donné" in text(client.get(page))
        client.post(reverse("referrals:outcome", args=[met.uuid, 2]), said)
        assert "Vous avez tout dit" in text(client.get(page))


def test_once_erased_the_page_says_so_and_asks_nothing_about_nobody(ines, service, sign_in):
    old = make_referral(
        ines, service=service, first_name="Samira", phone="+33639980123", state=ReferralState.SENT
    )
    page = reverse("referrals:referral", args=[old.uuid])
    assert "Copier ce texte" in text(sign_in(ines).get(page))
    assert upkeep.erase_light(territory=old.territory, on=old.sent_on + timedelta(days=90)) == 1
    shown = text(sign_in(ines).get(page))
    assert "ont été effacés le 31 janvier 2027" in shown
    for said in (
        "Samira",
        "Dites-le à la personne",
        "D’autres services pour cette personne",
        "Copier ce texte",
    ):
        assert said not in shown


def test_whoever_sent_it_reads_that_the_structure_is_late_once_the_coordination_is_warned(
    ines, service, sign_in
):
    sent = make_referral(ines, service=service, first_name="Samira", phone="+33639980123")
    page, late = reverse("referrals:referral", args=[sent.uuid]), "La structure tarde à répondre"
    assert late not in text(sign_in(ines).get(page))
    assert upkeep.warn_of_silence(territory=sent.territory, on=sent.sent_on + timedelta(days=25)) == 1
    assert late in text(sign_in(ines).get(page))
