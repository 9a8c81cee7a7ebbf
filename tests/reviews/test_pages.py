"""What the pages of a review say: who sees a situation, what goes with it, what was just done."""

import pytest
from django.urls import reverse

from cite.residents.enums.sharing import Purpose
from cite.reviews.models import Situation
from tests.factories.residents import make_sharing
from tests.reviews.conftest import client_of

pytestmark = pytest.mark.django_db


def shown(member, name: str, thing, data: dict | None = None) -> str:
    """The text of a page, or of the one that follows what is sent there."""
    client, address = client_of(member.user), reverse(f"reviews:{name}", args=[thing.uuid])
    answer = client.get(address) if data is None else client.post(address, data, follow=True)
    return answer.content.decode().replace("\xa0", " ")


def test_a_situation_says_who_sees_it_and_leads_to_her_agreement_that_another_does(
    situation, samia, ines, noe
):
    give = reverse("residents:give-sharing", args=[samia.uuid])
    alone = shown(ines, "situation", situation)
    assert str(ines.user) in alone and str(noe.user) not in alone and give in alone
    make_sharing(samia, noe.partner, Purpose.REVIEW)
    assert str(noe.user) in shown(ines, "situation", situation)
    assert give not in shown(noe, "situation", situation)


def test_what_was_done_is_said(situation, ines):
    proposed = shown(ines, "situation", situation, {"text": "Une visite du jardin"})
    assert "Votre proposition est notée." in proposed
    asked = shown(ines, "remove", situation)
    assert situation.question in asked and "Une visite du jardin" in asked
    decided = {"what": "Appeler", "who": str(ines.uuid), "due_on": "2026-12-01"}
    assert "La décision est notée." in shown(ines, "decide", situation, decided)


def test_a_situation_taken_off_the_agenda_is_told(situation, ines):
    text = shown(ines, "remove", situation, {"version": situation.version})
    assert "La situation n’est plus à l’ordre du jour." in text and not Situation.objects.exists()
