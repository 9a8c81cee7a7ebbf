"""From what is to be looked at to the agenda of a review, and what its table reads first."""

import re

import pytest
from django.urls import reverse

from cite.core.dates import now
from cite.meetings.enums import MeetingState
from cite.residents.enums.sharing import StopWay
from cite.residents.models import Sharing
from cite.reviews.models import Situation
from tests.factories.dropout import make_alert
from tests.factories.pathways import make_finding
from tests.factories.reviews import make_review, make_situation
from tests.reviews.conftest import client_of

pytestmark = pytest.mark.django_db


def alert_page(member, alert) -> str:
    answer = client_of(member.user).get(reverse("dropout:alert", args=[alert.uuid]))
    return answer.content.decode().replace("\xa0", " ")


def test_an_alert_leads_to_the_agenda_of_the_next_review_then_to_its_situation(review, pathway, ines):
    alert = make_alert(pathway)
    address = f"{reverse('reviews:add', args=[review.uuid])}?alerte={alert.uuid}"
    assert address in alert_page(ines, alert)
    client = client_of(ines.user)
    form = client.get(address).content.decode().replace("\xa0", " ")
    assert "Pas de nouvelles depuis 68 jours." in form
    summary = re.search(r'<textarea name="summary"[^>]*>(.*?)</textarea>', form, re.S)[1].strip()
    client.post(address, {"pathway": str(pathway.uuid), "question": "Qui l’appelle ?", "summary": summary})
    added = Situation.objects.get()
    assert added.alert == alert
    page = client.get(reverse("reviews:situation", args=[added.uuid])).content.decode().replace("\xa0", " ")
    assert page.count("Pas de nouvelles depuis 68 jours") == 1
    text = alert_page(ines, alert)
    assert "Déjà à l’ordre du jour" in text and reverse("reviews:situation", args=[added.uuid]) in text


def test_a_review_to_which_she_is_not_invited_or_that_is_over_is_not_offered(territory, sofia, pathway, ines):
    alert = make_alert(pathway)
    make_review(territory, sofia)
    make_review(territory, sofia, ines.user, state=MeetingState.CLOSED)
    assert "à l’ordre du jour de la revue du" not in alert_page(ines, alert)


def test_the_telephone_is_shown_only_while_she_shares_it(pathway, samia, ines):
    samia.phone, samia.reachable_hours = "+33639980042", "le matin"
    samia.save()
    alert = make_alert(pathway)
    text = alert_page(ines, alert)
    assert "tel:+33639980042" in text and "le matin" in text
    Sharing.objects.update(stopped_at=now(), stopped_how=StopWay.TOLD)
    answer = client_of(ines.user).get(reverse("dropout:alert", args=[alert.uuid]))
    assert answer.status_code == 404


def test_a_situation_says_who_follows_her_why_and_what_holds_her_back(review, pathway, ines):
    make_finding(pathway, ines)
    make_finding(pathway, ines, obstacle="childcare", level="none")
    situation = make_situation(review, pathway, ines, alert=make_alert(pathway))
    answer = client_of(ines.user).get(reverse("reviews:situation", args=[situation.uuid]))
    text = answer.content.decode().replace("\xa0", " ")
    assert str(ines.user) in text and "Pas de nouvelles depuis 68 jours" in text
    assert "Pas de frein" not in text and "Frein partiel</li>" in text


def test_before_the_review_is_convened_the_page_says_why_nothing_is_decided(territory, sofia, pathway, ines):
    draft = make_review(territory, sofia, ines.user, state=MeetingState.DRAFT)
    address = reverse("reviews:situation", args=[make_situation(draft, pathway, ines).uuid])
    text = client_of(ines.user).get(address).content.decode()
    assert "Noter une décision" not in text
    assert "convoqu" in text
