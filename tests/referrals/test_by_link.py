"""The link that the structure receives: scanners change nothing, nobody is named before the button."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cite.accounts.models import Link
from cite.actors.enums import PartnerState
from cite.audit.models import Entry
from cite.core.dates import today
from cite.notifications.models import Message
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import EventKind, ReferralOutcome, ReferralState, RefusalReason
from cite.referrals.models import OutcomeNote, ReferralEvent
from cite.referrals.operations import answers, referrals, upkeep
from cite.referrals.rules.delays import MOST_OPENINGS_OF_A_LINK
from tests.factories.residents import make_resident
from tests.refusals import objections_to

TELEPHONE = "06 39 98 01 23"

HERS = ("Samira", TELEPHONE, "le matin")


@pytest.fixture
def referral(ines, elsewhere):
    """Somebody without a file, referred to a structure without an account."""
    return referrals.send(
        prescriber=ines,
        service=elsewhere,
        agreed=True,
        first_name="Samira",
        phone="+33639980123",
        message="Plutôt le matin.",
    )


@pytest.fixture
def url(referral):
    body = Message.objects.get(kind="referrals.asked_by_link").body
    return re.search(r"/orientations/lien/[^\s]+", body)[0]


def text(response):
    return response.content.decode()


def open_it(url, **more):
    return Client().post(url, more)


def answer(url, referral, **fields):
    referral.refresh_from_db()
    return Client().post(url, {"version": referral.version} | fields)


def events(referral):
    return list(ReferralEvent.objects.filter(referral=referral).values_list("kind", flat=True))


def test_opening_the_page_names_nobody_and_writes_nothing(referral, url):
    for client in (Client(), Client()):  # a mail scanner, then somebody
        shown = client.get(url)
        assert shown.status_code == 200
        assert [word for word in HERS if word in text(shown)] == []
    assert events(referral) == [EventKind.SENT]
    assert (shown["Referrer-Policy"], shown["X-Robots-Tag"]) == ("same-origin", "noindex")


def test_saying_who_one_is_shows_what_it_takes_to_answer_and_no_telephone(referral, url):
    shown = text(open_it(url))
    assert [word for word in HERS if word not in shown] == [TELEPHONE]
    assert "+33639980123" not in shown
    assert events(referral) == [EventKind.SENT, EventKind.OPENED]


def test_the_telephone_comes_with_the_yes_and_not_with_a_no(referral, url):
    open_it(url)
    assert TELEPHONE in text(answer(url, referral, answer="accept"))
    assert TELEPHONE in text(open_it(url))
    refused = answer(url, referral, answer="refuse", reason=RefusalReason.FULL, message="Plus de place.")
    assert TELEPHONE not in text(refused)


def test_a_forwarded_link_says_for_whom_it_is_and_never_a_surname(ines, elsewhere, amina):
    sent = referrals.send(prescriber=ines, service=elsewhere, resident=amina, agreed=True)
    url = re.search(r"/orientations/lien/[^\s]+", Message.objects.get(kind="referrals.asked_by_link").body)[0]
    first, opened = text(Client().get(url)), text(open_it(url))
    assert "Ce lien est pour Garage solidaire, et pour personne d’autre" in first
    accepted = text(answer(url, sent, answer="accept"))
    assert "Amina" not in first and "Amina" in opened and "Amina" in accepted
    for page in (first, opened, accepted):
        assert "Benfictif" not in page
    assert [number in page for number in ("39980012", "39 98 00 12") for page in (first, opened)] == [
        False
    ] * 4
    kept = ReferralEvent.objects.filter(referral=sent, by_link=True).values_list("kind", flat=True)
    assert list(kept) == [EventKind.OPENED, EventKind.ACCEPTED]


@pytest.mark.parametrize("phone", ["", "+33639980123"])
def test_whoever_may_not_call_is_told_through_whom_she_is_reached(ines, elsewhere, phone):
    resident = make_resident(ines, first_name="Amina", phone=phone)
    sent = referrals.send(prescriber=ines, service=elsewhere, resident=resident, agreed=True)
    link = re.search(r"/orientations/lien/[^\s]+", Message.objects.get(kind="referrals.asked_by_link").body)[
        0
    ]
    through = f"joignez-la par {ines.partner}"
    opened, accepted = text(open_it(link)), text(answer(link, sent, answer="accept"))
    assert (through in opened, through in accepted) == (not phone, not phone)
    assert ("son téléphone s’affiche ensuite" in opened) == bool(phone)


def test_a_yes_at_a_date_without_the_date_asks_for_it(referral, url):
    open_it(url)
    assert "Écrivez le jour et l’heure du rendez-vous" in text(answer(url, referral, answer="appoint"))


def test_nothing_is_answered_before_somebody_says_who_she_is(referral, url):
    answered = answer(url, referral, answer="accept")
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT
    assert [word for word in HERS if word in text(answered)] == []


def test_yes_by_the_link(referral, url):
    open_it(url)
    assert answer(url, referral, answer="accept").status_code == 200
    referral.refresh_from_db()
    assert referral.state == ReferralState.ACCEPTED
    assert Message.objects.filter(kind="referrals.answered").count() == 1


def test_an_appointment_by_the_link_is_to_come(referral, url):
    open_it(url)
    late = answer(url, referral, answer="appoint", day="2026-11-01", hour="10:00")
    assert "Ce rendez-vous est déjà passé" in text(late)
    answer(url, referral, answer="appoint", day="2026-11-10", hour="10:00", place="Accueil")
    referral.refresh_from_db()
    assert (referral.state, referral.appointment_place) == (ReferralState.APPOINTED, "Accueil")


def test_an_appointment_by_the_link_is_within_twelve_months(referral, url):
    open_it(url)
    for day in ("9999-12-31", "2027-11-10"):
        far = answer(url, referral, answer="appoint", day=day, hour="10:00")
        assert "Choisissez un jour dans les douze mois." in text(far)
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_an_identifier_in_the_place_of_an_appointment_is_refused(referral, url):
    open_it(url)
    given = {"answer": "appoint", "day": "2026-11-10", "hour": "10:00"}
    refused = answer(url, referral, place="1 85 05 78 006 084 91", **given)
    assert "numéro de sécurité sociale" in text(refused)
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_a_refusal_by_the_link_needs_a_reason_then_closes_it(referral, url):
    open_it(url)
    short = answer(url, referral, answer="refuse", message="Non.")
    assert "Choisissez le motif du refus" in text(short)
    assert "Non." in text(short)
    answer(url, referral, answer="refuse", reason=RefusalReason.FULL, message="Pas avant janvier.")
    referral.refresh_from_db()
    assert referral.state == ReferralState.REFUSED
    assert Client().get(url).status_code == 410


def test_a_no_pressed_twice_reads_that_it_was_kept(referral, url):
    open_it(url)
    said = {"answer": "refuse", "reason": RefusalReason.FULL, "message": "Pas avant janvier."}
    version = referral.version
    first, second = (Client().post(url, {"version": version} | said) for _time in range(2))
    assert "Gardez ce lien" not in text(first)
    for page in (first, second, Client().get(url)):
        assert ("Réponse notée" in text(page), "Plus de place" in text(page)) == (True, True)
        assert [word for word in HERS if word in text(page)] == []
    assert "C’est déjà noté" in text(second)
    assert events(referral).count(EventKind.REFUSED) == 1


def test_a_refusal_without_a_word_asks_for_the_word(referral, url):
    open_it(url)
    asked = text(answer(url, referral, answer="refuse", reason=RefusalReason.FULL))
    assert 'href="#id_message"' in asked and 'href="#id_reason"' not in asked


def test_whoever_comes_back_reads_the_answer_given_and_notes_no_presence_before_the_hour(
    referral, url, monday
):
    open_it(url)
    answer(url, referral, answer="appoint", day="2026-11-10", hour="10:00", place="Accueil")
    again = text(open_it(url))
    assert [each in again for each in ("10 novembre 2026 10:00", "Accueil", "note_met")] == [
        True,
        True,
        False,
    ]
    monday.shift(timedelta(days=9))
    assert "note_met" in text(open_it(url))


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (lambda r, by: referrals.cancel(referral=r, by=by), "Ne l’appelez plus"),
        (
            lambda r, by: upkeep.close_unanswered(territory=r.territory, on=today() + timedelta(days=40)),
            "sans réponse",
        ),
        (lambda r, by: answers.give_back_link(referral=r, link=Link.objects.get()), "n’était pas pour lui"),
    ],
)
def test_a_closed_link_says_why_and_never_about_whom(referral, url, ines, end, sentence):
    end(referral, ines.user)
    closed = Client().get(url)
    assert closed.status_code == 410
    assert sentence in text(closed)
    assert [word for word in HERS if word in text(closed)] == []


def test_a_link_that_went_astray_is_followed_by_another_at_the_address_of_today(
    referral, url, ines, elsewhere, monday
):
    page = reverse("referrals:referral", args=[referral.uuid])
    client = Client()
    client.force_login(ines.user)
    open_it(url)
    answer(url, referral, answer="appoint", day="2026-11-10", hour="10:00")
    assert "Envoyer un nouveau lien" not in text(client.get(page))
    Client().post(f"{url}pas-pour-moi/")
    assert "Envoyer un nouveau lien" in text(client.get(page))
    elsewhere.email = "accueil@garage.example.org"
    elsewhere.save()
    monday.shift(timedelta(minutes=5))
    for _time in range(2):
        client.post(f"{page}nouveau-lien/")
    message = Message.objects.get(kind="referrals.again_by_link")
    assert message.address == "accueil@garage.example.org"
    new = re.search(r"/orientations/lien/[^\s]+", message.body)[0]
    assert "10 novembre 2026 10:00" in text(open_it(new))
    assert "n’était pas pour lui" in text(
        Client().get(url)
    )  # the wrong holder learns nothing of what follows
    assert "Envoyer un nouveau lien" not in text(client.get(page))


def test_no_new_link_while_the_structure_can_answer(referral, ines):
    assert objections_to(lambda: referrals.send_new_link(referral=referral, by=ines.user)) == (
        ReferralObjection.LINK_NOT_LACKING,
    )


def test_the_machine_does_not_remind_an_address_where_the_link_went_astray(referral, url, monday):
    Client().post(f"{url}pas-pour-moi/")
    monday.shift(timedelta(days=15))
    assert upkeep.remind_structures(territory=referral.territory, on=today()) == 0


def test_an_identifier_in_the_message_is_refused(referral, url):
    open_it(url)
    answer(url, referral, answer="accept", message="Son numéro : 1 85 05 78 006 084 91")
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_whoever_received_it_by_mistake_gives_it_back(referral, url):
    back = f"{url}pas-pour-moi/"
    assert Client().get(back).status_code == 200
    assert Link.objects.get().revoked_at is None
    assert Client().post(back).status_code == 200
    assert (Client().get(url).status_code, Client().post(back).status_code) == (410, 410)
    assert events(referral) == [EventKind.SENT, EventKind.NOT_FOR_THEM]
    assert Message.objects.filter(kind="referrals.not_for_them").count() == 1


def test_a_link_forwarded_to_everybody_stops_showing(referral, url):
    for _time in range(MOST_OPENINGS_OF_A_LINK):
        assert "Samira" in text(open_it(url))
    assert "Samira" not in text(open_it(url))


def test_a_link_opened_by_everybody_is_followed_by_another(referral, url, ines, monday):
    for _time in range(MOST_OPENINGS_OF_A_LINK):
        open_it(url)
    assert "Demandez-en un autre" in text(open_it(url))
    monday.shift(timedelta(minutes=5))
    referrals.send_new_link(referral=referral, by=ines.user)
    body = Message.objects.get(kind="referrals.again_by_link").body
    assert "Samira" in text(open_it(re.search(r"/orientations/lien/[^\s]+", body)[0]))


def test_nothing_is_asked_of_an_answer_that_is_not_offered(referral, url, monday):
    open_it(url)
    answer(url, referral, answer="appoint", day="2026-11-10", hour="10:00")
    monday.shift(timedelta(days=9))
    answer(url, referral, answer="note_missed")
    shown = text(open_it(url))
    assert ['name="day"' in shown, 'name="reason"' in shown, "Demandé avec un non" in shown] == [
        True,
        False,
        False,
    ]
    answer(url, referral, answer="note_met", message="Une place dès lundi.")
    referral.refresh_from_db()
    assert (referral.state, referral.decided) == (ReferralState.MET, "Une place dès lundi.")


def test_a_reminder_replaces_the_link(referral, url, ines, monday):
    monday.shift(timedelta(days=8))
    referrals.remind(referral=referral, by=ines.user)
    assert Client().get(url).status_code == 410


def test_whoever_holds_the_new_link_says_who_she_is_though_the_former_one_was_opened(
    referral, url, ines, monday
):
    open_it(url)
    monday.shift(timedelta(days=8))
    referrals.remind(referral=referral, by=ines.user)
    body = Message.objects.get(kind="referrals.reminded_by_link").body
    renewed = re.search(r"/orientations/lien/[^\s]+", body)[0]
    assert "Samira" not in text(answer(renewed, referral, answer=""))
    assert "Touchez d’abord le bouton" in text(answer(renewed, referral, answer="accept"))
    open_it(renewed)
    assert TELEPHONE in text(answer(renewed, referral, answer="accept"))


@pytest.mark.parametrize("days", [400])
def test_an_expired_link_opens_nothing(referral, url, monday, days):
    monday.shift(timedelta(days=days))
    assert (Client().get(url).status_code, open_it(url).status_code) == (410, 410)


def test_the_link_of_a_structure_that_left_opens_nothing(ines, service, yanis):
    sent = referrals.send(
        prescriber=ines, service=service, agreed=True, first_name="Samira", phone="+33639980123"
    )
    body = Message.objects.get(kind="referrals.asked_by_link").body
    url = re.search(r"/orientations/lien/[^\s]+", body)[0]
    yanis.partner.state = PartnerState.SUSPENDED
    yanis.partner.save()
    assert (Client().get(url).status_code, open_it(url).status_code) == (410, 410)
    assert events(sent) == [EventKind.SENT]


def test_each_opening_is_in_the_journal(referral, url):
    open_it(url)
    kept = Entry.objects.filter(action="referrals.open_link").values_list("category", flat=True)
    assert sorted(kept) == ["act", "reading"]


def test_the_outcome_is_said_by_the_link(referral, url, monday):
    open_it(url)
    answer(url, referral, answer="accept")
    monday.shift(timedelta(days=15))
    assert "Que s’est-il passé depuis" in text(open_it(url))
    Client().post(url, {"suite-outcome": ReferralOutcome.SOLVED, "suite-remains": ""})
    assert OutcomeNote.objects.get().outcome == ReferralOutcome.SOLVED


def test_an_unknown_link_opens_nothing(territory):
    assert Client().get(reverse("referrals:by-link", args=["x" * 43])).status_code == 410
