"""The sheet of a service says what its referrals came to: the delays seen, the answers, never a person."""

from datetime import UTC, datetime, time, timedelta

import time_machine
from django.urls import reverse

from cite.core.dates import now, today
from cite.directory.enums.past import Answer, Welcome
from cite.directory.operations.indexing import catch_up_search
from cite.directory.queries.past import pasts_of
from cite.directory.rules.past import PastReferral
from cite.referrals.enums.referrals import ReferralState, RefusalReason
from cite.referrals.operations import answers, referrals
from cite.referrals.operations.answers import Answerer
from cite.referrals.operations.upkeep import erase_one
from cite.referrals.queries.past import ANSWERS, past_answers
from tests.factories.directory import make_service
from tests.factories.opening import make_in_service
from tests.factories.referrals import make_referral
from tests.scale import queries_as_they_grow

YEAR = timedelta(days=365)
SEARCH = "/offre/fiches/chercher/"


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def sheet(service):
    return reverse("directory:sheet", args=[service.uuid])


def past_rows(service):
    return past_answers(service.territory, [service.pk], today() - YEAR)[service.pk]


def welcomed(prescriber, service, days, *, sent_days_ago=60):
    """Somebody who came to her appointment, so many days after she was referred."""
    sent_on = today() - timedelta(days=sent_days_ago)
    at = datetime.combine(sent_on + timedelta(days=days), time(10), tzinfo=UTC)
    dates = {"sent_on": sent_on, "answered_on": sent_on + timedelta(days=4), "appointment_at": at}
    return make_referral(prescriber, service=service, state=ReferralState.MET, **dates)


def test_every_state_of_a_referral_is_told():
    assert set(ANSWERS) == set(ReferralState)


def test_what_really_happened_is_what_is_told(ines, yanis, service, amina):
    by = Answerer(user=yanis.user)
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)
    assert past_rows(service) == [PastReferral(Answer.WAITING)]
    with time_machine.travel(now() + timedelta(days=3), tick=False):
        answers.appoint(referral=sent, version=sent.version, by=by, at=now() + timedelta(days=7))
        assert past_rows(service) == [PastReferral(Answer.ACCEPTED, Welcome.TO_COME, "", 3, 10)]
    with time_machine.travel(now() + timedelta(days=12), tick=False):
        sent.refresh_from_db()
        sent = answers.note_presence(referral=sent, version=sent.version, by=by, came=False)
        assert past_rows(service) == [PastReferral(Answer.ACCEPTED, Welcome.MISSED, "", 3, 10)]
        answers.appoint(referral=sent, version=sent.version, by=by, at=now() + timedelta(days=20))
        assert past_rows(service) == [PastReferral(Answer.ACCEPTED, Welcome.TO_COME, "", 3, None)]


def test_a_date_moved_before_anybody_came_is_the_first(ines, yanis, service, amina):
    by = Answerer(user=yanis.user)
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)
    for days in (7, 15):
        sent = answers.appoint(
            referral=sent, version=sent.version, by=by, at=now() + timedelta(days=days), place="À l’accueil"
        )
    assert past_rows(service)[0].entry_days == 15


def test_erasing_somebody_changes_no_figure(ines, yanis, service):
    """A light referral that stays open is closed when its person is erased; it was accepted, and she did not come."""
    by, named = Answerer(user=yanis.user), {"first_name": "Zélie", "phone": "+33639980077"}
    sent = referrals.send(prescriber=ines, service=service, agreed=True, **named)
    sent = answers.appoint(referral=sent, version=sent.version, by=by, at=now() + timedelta(days=7))
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        sent = answers.note_presence(referral=sent, version=sent.version, by=by, came=False)
    before = past_rows(service)
    assert erase_one(pk=sent.pk, on=today())
    sent.refresh_from_db()
    assert sent.state == ReferralState.CANCELED
    assert past_rows(service) == before == [PastReferral(Answer.ACCEPTED, Welcome.MISSED, "", 0, 7)]


def test_what_its_sender_canceled_is_told_so(ines, service, amina):
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)
    referrals.cancel(referral=sent, by=ines.user)
    assert past_rows(service) == [PastReferral(Answer.STOPPED)]


def test_a_refusal_has_its_reason(ines, yanis, service, amina):
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)
    no = {"reason": RefusalReason.FULL, "message": "Revenez en mars."}
    answers.refuse(referral=sent, version=sent.version, by=Answerer(user=yanis.user), **no)
    assert past_rows(service) == [PastReferral(Answer.REFUSED, None, "Plus de place", 0)]


def test_a_year_back_and_these_services_only(ines, service, elsewhere, territory):
    for days in (364, 365, 366):
        welcomed(ines, service, 30, sent_days_ago=days)
    welcomed(ines, elsewhere, 30)
    assert len(past_rows(service)) == 2


def test_people_invented_to_learn_do_not_count_once_it_is_for_real(ines, service, amina, territory):
    make_referral(ines, service=service, resident=amina)
    welcomed(ines, service, 30)
    assert len(past_rows(service)) == 2
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        make_in_service(territory)
        assert not past_rows(service)
        welcomed(ines, service, 30)
    assert [row.welcome for row in past_rows(service)] == [Welcome.CAME]


def test_the_sheet_puts_the_delay_seen_beside_the_one_announced(ines, yanis, service, sign_in):
    type(service).objects.filter(pk=service.pk).update(entry_delay_days=15)
    few = "Trop peu d’orientations pour le dire"
    assert few in text(sign_in(ines).get(sheet(service)))
    for days in (20, 25, 28, 30, 31, 32, 32, 32, 33, 34, 40, 41, 50, 60):
        welcomed(ines, service, days)
    for reader in (ines, yanis):  # whoever refers people, and the structure itself
        shown = text(sign_in(reader).get(sheet(service)))
        assert "annoncé 15 jours, constaté 32 jours sur 14 orientations" in shown
        assert "Une réponse sur deux vient en 4 jours au plus, sur 14 orientations." in shown
        assert "Un sur dix demande plus de 50 jours." in shown
        assert few not in shown


def test_a_service_that_takes_people_at_once_announces_it_in_words(ines, service, sign_in):
    type(service).objects.filter(pk=service.pk).update(entry_delay_days=0)
    for _number in range(6):
        welcomed(ines, service, 32)
    shown = text(sign_in(ines).get(sheet(service)))
    assert "annoncé tout de suite, constaté 32 jours sur 6 orientations" in shown
    assert "0 jour" in shown and "0 jours" not in shown  # the bar of what is announced


def test_small_numbers_are_masked_and_nobody_is_named(ines, service, amina, sign_in):
    for _number in range(9):
        welcomed(ines, service, 30)
    for _number in range(3):
        make_referral(
            ines, service=service, resident=amina, state=ReferralState.REFUSED, refusal_reason="full"
        )
        make_referral(ines, service=service, first_name="Zélie", phone="+33639980077")
    shown = text(sign_in(ines).get(sheet(service)))
    past = shown[shown.index('id="passe"') :]
    past = past[: past.index('id="publics"')]
    assert "masqué" in past
    assert "Plus de place" not in past
    assert "au moins 5 orientations" in past
    for name in ("Amina", "Benfictif", "Zélie", "Mission locale", "Ines"):
        assert name not in past


def test_answers_of_the_search_say_the_delay_seen(ines, service, sign_in):
    catch_up_search(territory=service.territory)
    for _number in range(6):
        welcomed(ines, service, 32)
    asked = sign_in(ines).post(SEARCH, {"mots": "permis"})
    assert "non annoncé, constaté 32 jours sur 6 orientations" in text(asked)


def test_a_hundred_services_are_asked_at_once(ines, service, territory, django_assert_num_queries):
    others = [make_service(service.structure, f"Atelier {number}") for number in range(20)]
    for each in others:
        welcomed(ines, each, 30)
    for numbers in ([service.pk], [each.pk for each in others]):
        with django_assert_num_queries(2):
            found = pasts_of(territory, numbers, on=today())
        assert set(found) == set(numbers)
    with django_assert_num_queries(0):
        assert pasts_of(territory, [], on=today()) == {}


def test_a_sheet_with_a_thousand_referrals_costs_as_much_as_one(ines, service, sign_in):
    def add(count):
        for _number in range(count):
            welcomed(ines, service, 30)

    address = sheet(service)
    counts = queries_as_they_grow(sign_in(ines), [address], add, (1, 9, 290))
    assert len(set(counts[address])) == 1, counts
