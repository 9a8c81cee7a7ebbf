"""The pages of referrals: the list and its file, one referral, sending, silences, figures; who sees whom."""

import random
from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.directory.enums.callbacks import CallbackState, Ending
from cite.directory.queries.past import pasts_of
from cite.directory.rules.documents import KIND
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import ReferralOutcome, ReferralState, RefusalReason
from cite.referrals.models import Referral
from cite.referrals.operations import answers, referrals
from cite.referrals.operations.answers import Answerer
from cite.referrals.queries.figures import Cell, Reason, refusals
from cite.referrals.queries.referrals import proposed_after
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import stop
from cite.search.operations import rebuild_index
from tests.factories.accounts import make_user
from tests.factories.callbacks import make_callback, make_duty_partner, make_shift
from tests.factories.directory import make_service, make_structure
from tests.factories.referrals import make_referral
from tests.factories.residents import make_resident
from tests.factories.territories import make_commune, make_district
from tests.scale import queries_as_they_grow

LIST = "/orientations/"
LABELS = [str(each.label) for each in list(RefusalReason)[:2]]


def text(response):
    return response.content.decode()


@pytest.fixture
def sent(ines, service, amina):
    return referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)


def test_each_side_sees_what_it_may(sent, ines, yanis, relay, sign_in):
    assert "Amina Benfictif" in text(sign_in(ines).get(LIST))
    received = text(sign_in(yanis).get(LIST))
    assert "Amina" in received
    assert "Benfictif" not in received
    assert sign_in(relay).get(LIST).status_code == 403


def test_once_over_the_receiver_reads_no_name(sent, ines, yanis, sign_in):
    referrals.cancel(referral=sent, by=ines.user)
    page = reverse("referrals:referral", args=[sent.uuid])
    for address in (LIST, page):
        assert "Amina" not in text(sign_in(yanis).get(address))


def test_the_file_holds_what_the_list_shows(sent, ines, sign_in):
    lines = b"".join(sign_in(ines).get(f"{LIST}?sens=envoyees&format=csv").streaming_content).decode()
    assert "Amina Benfictif" in lines
    assert lines.count("\n") == 2


@pytest.mark.parametrize("role", [Role.CO_PILOT_STATE, Role.FUNDER, Role.INSTRUCTOR])
def test_those_who_see_numbers_see_no_referral(sent, territory, sign_in, role):
    client = sign_in(make_user("nombres", role=role, territory=territory))
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("referrals:referral", args=[sent.uuid])).status_code == 404
    assert client.get(reverse("referrals:refusals")).status_code == 200


def test_the_lists_ask_the_database_as_much_for_one_as_for_many(ines, yanis, atelier, sign_in, settings):
    def add(number):
        for _each in range(number):
            resident = make_resident(ines)
            make_referral(ines, resident=resident, receiver=atelier)
            make_referral(ines, receiver=atelier, first_name="Prénom")

    for member in (ines, yanis):
        counts = queries_as_they_grow(sign_in(member), [LIST], add, steps=(1, 2, 12))
        assert {url: len(set(found)) for url, found in counts.items()} == {LIST: 1}


def test_sending_is_one_short_page(ines, service, amina, sign_in):
    client, url = sign_in(ines), f"{reverse('referrals:send')}?service={service.uuid}"
    assert "Aide au permis" in text(client.get(url))
    refused = client.post(url, {"person": str(amina.uuid), "message": "Plutôt le matin.", "way": "told"})
    assert refused.status_code == 200
    assert "Plutôt le matin." in text(refused)
    given = {
        "person": str(amina.uuid),
        "message": "Plutôt le matin.",
        "way": "told",
        "agreed": "on",
    }
    # of somebody with a file the page hides the language, and does not send it
    assert client.post(url, given)["Location"] == client.post(url, given)["Location"]
    assert Referral.objects.get().resident == amina


def test_a_word_of_health_in_what_is_sent_is_pointed_at(ines, service, amina, sign_in):
    url = f"{reverse('referrals:send')}?service={service.uuid}"
    given = {
        "person": str(amina.uuid),
        "message": "Elle sort d’une dépression.",
        "way": "told",
        "agreed": "on",
    }
    assert "parle peut-être de santé" in text(sign_in(ines).post(url, given, follow=True))
    assert Referral.objects.get().message == given["message"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"phone": "12"}, "Nous ne pouvons pas lire ce numéro"),
        ({"first_name": ""}, "Écrivez le prénom et le téléphone"),
        ({"message": "1 85 05 78 006 084 91"}, "numéro de sécurité sociale"),
        ({"first_name": "1 85 05 78 006 084 91"}, "numéro de sécurité sociale"),
        ({"person": "x"}, "Sélectionnez un choix valide"),
    ],
)
def test_bad_input_is_told_and_kept(ines, service, sign_in, wrong, sentence):
    url = f"{reverse('referrals:send')}?service={service.uuid}"
    given = {
        "first_name": "Samira",
        "phone": "06 39 98 01 23",
        "way": "told",
        "agreed": "on",
        "language": "fr",
    }
    answered = sign_in(ines).post(url, given | wrong)
    assert answered.status_code == 200
    assert sentence in text(answered)
    assert not Referral.objects.exists()


def test_a_service_that_is_not_there_or_not_a_number(ines, sign_in, service):
    client, address = sign_in(ines), reverse("referrals:send")
    assert client.get(f"{address}?service=rien").status_code == 200
    assert client.get(f"{address}?service={service.structure.uuid}").status_code == 404


@pytest.mark.parametrize("words", ["permis", "PERMÍS", "aide permis", "Chene"])
def test_a_service_is_found_whatever_the_accents_of_what_is_typed(ines, sign_in, service, territory, words):
    rebuild_index(territory=territory, kind=KIND)
    found = sign_in(ines).get(reverse("referrals:send"), {"q": words, "rappel": "x"})
    assert f"service={service.uuid}" in text(found)


def test_words_that_no_service_has_are_told(ines, sign_in, service, territory):
    rebuild_index(territory=territory, kind=KIND)
    found = sign_in(ines).get(reverse("referrals:send"), {"q": "zzzzz"})
    assert "Aucun service publié ne porte ces mots" in text(found)


def test_two_people_of_one_name_are_told_apart_where_one_is_referred(ines, sign_in, service):
    for year in (1988, 1990):
        make_resident(ines, first_name="Lina", last_name="Fictive", birth_year=year)
    page = text(sign_in(ines).get(reverse("referrals:send"), {"service": service.uuid}))
    assert "Lina Fictive (née en 1988," in page
    assert "Lina Fictive (née en 1990," in page


def test_a_telephone_is_read_and_copied_as_people_write_it(ines, sign_in, service):
    sent = referrals.send(
        prescriber=ines, service=service, first_name="Samira", phone="+33639980123", agreed=True
    )
    client = sign_in(ines)
    assert "Téléphone\u00a0: 06 39 98 01 23" in text(
        client.get(reverse("referrals:referral", args=[sent.uuid]))
    )
    again = client.get(reverse("referrals:send"), {"service": service.uuid, "suite": sent.uuid})
    assert 'value="06 39 98 01 23"' in text(again)


def test_the_receiver_answers_on_the_site_and_the_sender_may_not(sent, ines, yanis, sign_in):
    url = reverse("referrals:answer", args=[sent.uuid])
    assert sign_in(ines).get(url).status_code == 403
    client = sign_in(yanis)
    assert "Amina" in text(client.get(url))
    stale = client.post(url, {"version": 99, "answer": "accept", "message": "Avec plaisir."})
    assert "Avec plaisir." in text(stale)
    assert client.post(url, {"version": sent.version, "answer": "accept"}).status_code == 302
    sent.refresh_from_db()
    assert sent.state == ReferralState.ACCEPTED


def test_the_hour_of_an_appointment_is_the_hour_here(sent, ines, yanis, sign_in):
    url, page = (reverse(f"referrals:{name}", args=[sent.uuid]) for name in ("answer", "referral"))
    given = {"version": sent.version, "answer": "appoint", "day": "2026-11-10", "hour": "14:30"}
    assert sign_in(yanis).post(url, given).status_code == 302
    for member in (ines, yanis):
        shown = text(sign_in(member).get(page))
        assert "14:30" in shown
        assert "13:30" not in shown
        assert "10:00" in shown  # when it was sent, and answered
        assert "09:00" not in shown


def test_once_she_is_not_shown_nothing_written_about_her_is(ines, service, amina, yanis, sign_in, monday):
    words = ("Elle garde ses enfants.", "Nous la recevons.", "Salle Lilas", "Code en janvier.", "Un vélo.")
    sent = referrals.send(
        prescriber=ines, service=service, resident=amina, agreed=True, need="childcare", message=words[0]
    )
    by, at = Answerer(user=yanis.user), now() + timedelta(days=1)
    sent = answers.appoint(
        referral=sent, version=sent.version, by=by, at=at, place=words[2], message=words[1]
    )
    monday.shift(timedelta(days=15))
    sent = answers.note_presence(referral=sent, version=sent.version, by=by, came=False, decided=words[3])
    answers.note_outcome(referral=sent, by=by, rank=1, outcome=ReferralOutcome.ONGOING, remains=words[4])
    page, answer = (reverse(f"referrals:{name}", args=[sent.uuid]) for name in ("referral", "answer"))
    shown = text(sign_in(yanis).get(page))
    assert [word for word in words if word not in shown] == []
    stop(sharing=Sharing.objects.get(purpose=Purpose.REFERRAL), how=StopWay.LINK)
    client, need = sign_in(yanis), sent.get_need_display()
    for address in (page, answer):
        hidden = text(client.get(address))
        assert [word for word in (*words, need, "Amina") if word in hidden] == []
    read_by_sender = text(sign_in(ines).get(page))
    assert [word for word in words if word not in read_by_sender] == []


def test_the_page_gives_a_text_to_copy_and_no_health(sent, ines, sign_in):
    shown = text(sign_in(ines).get(reverse("referrals:referral", args=[sent.uuid])))
    assert "Personne\u00a0: Amina Benfictif" in shown
    assert "data-copy-text" in shown


def test_a_sheet_and_a_call_lead_to_a_referral(ines, service, territory, sign_in):
    district = make_district(make_commune(epci_code=territory.epci_code), label="Montreynaud")
    make_duty_partner(ines.partner, ines.user)
    make_shift(district, ines)
    callback = make_callback(district, ines, phone="+33639980123", first_name="Samira")
    client = sign_in(ines)
    sheet = text(client.get(reverse("directory:sheet", args=[service.uuid])))
    assert f"/orientations/envoyer/?service={service.uuid}" in sheet
    call = text(client.get(reverse("directory:call", args=[callback.uuid])))
    assert f"/orientations/envoyer/?rappel={callback.uuid}" in call
    url = f"{reverse('referrals:send')}?service={service.uuid}&rappel={callback.uuid}"
    assert "Samira" in text(client.get(url))
    given = {
        "first_name": "Samira",
        "phone": "06 39 98 01 23",
        "way": "told",
        "agreed": "on",
        "language": "fr",
    }
    assert client.post(url, given).status_code == 302
    callback.refresh_from_db()
    assert (callback.state, callback.ending, callback.phone) == (CallbackState.CLOSED, Ending.ORIENTED, "")


def test_the_coordination_reads_silences_never_whom(sent, coordinator, sign_in):
    url = reverse("referrals:silent-referral", args=[sent.uuid])
    client = sign_in(coordinator)
    assert client.get(url).status_code == 404
    Referral.objects.update(coordination_warned_on=sent.sent_on)
    for address in (url, reverse("referrals:silent")):
        shown = text(client.get(address))
        assert "Aide au permis" in shown
        assert "Amina" not in shown


@pytest.mark.parametrize("state", [ReferralState.REFUSED, ReferralState.EXPIRED, ReferralState.MISSED])
def test_next_best_services_are_proposed_where_she_was_not_helped(sent, ines, elsewhere, sign_in, state):
    reason = RefusalReason.FULL if state == ReferralState.REFUSED else ""
    Referral.objects.update(state=state, refusal_reason=reason)
    shown = text(sign_in(ines).get(reverse("referrals:referral", args=[sent.uuid])))
    assert f"service={elsewhere.uuid}&amp;suite={sent.uuid}" in shown


def test_what_could_help_instead_is_where_she_lives_and_from_another_structure_first(
    sent, service, elsewhere, territory, django_assert_num_queries
):
    here = make_district(make_commune(epci_code=territory.epci_code), label="Montreynaud")
    again = make_service(service.structure, "Aide au permis, le soir", districts=(here,))
    other = make_service(
        make_structure(territory, is_nobodys=True, name="Auto-école sociale"), "Le code", districts=(here,)
    )
    Referral.objects.update(district=here)
    asked = Referral.objects.select_related("territory", "service", "district", "resident").get()
    with django_assert_num_queries(4):
        assert proposed_after(asked) == [other, elsewhere, again]


def test_each_end_reads_what_happens_next(sent, ines, yanis, sign_in):
    page = reverse("referrals:referral", args=[sent.uuid])
    assert "Sa réponse arrive dans vos messages" in text(sign_in(ines).get(page))
    assert "Appelez la personne, puis répondez" in text(sign_in(yanis).get(page))
    for days, said in ((1, "Rappelez le rendez-vous"), (-1, "Le jour du rendez-vous est passé")):
        Referral.objects.update(state=ReferralState.APPOINTED, appointment_at=now() + timedelta(days=days))
        assert said in text(sign_in(ines).get(page))
    Referral.objects.update(state=ReferralState.MISSED)
    assert "qu’est-ce qui l’a empêchée" in text(sign_in(ines).get(page)).replace("\u00a0", " ")
    assert "fixez un autre rendez-vous" in text(sign_in(yanis).get(page))


@pytest.mark.parametrize("rank", [1, 7])
def test_what_came_of_it_is_asked_in_its_time(sent, ines, sign_in, rank):
    Referral.objects.update(state=ReferralState.MET, answered_on=sent.sent_on)
    page = reverse("referrals:outcome", args=[sent.uuid, rank])
    refused = sign_in(ines).get(page)
    assert refused.status_code == 403
    assert str(ReferralObjection.NOT_ASKED_YET.label) in text(refused)


@pytest.mark.parametrize("state", ReferralState)
def test_every_state_says_what_happens_next(sent, ines, yanis, sign_in, state):
    reason = RefusalReason.FULL if state == ReferralState.REFUSED else ""
    Referral.objects.update(state=state, refusal_reason=reason)
    page = reverse("referrals:referral", args=[sent.uuid])
    for member in (ines, yanis):
        assert "Ce qui se passe ensuite" in text(sign_in(member).get(page))


def refused(prescriber, service, number, reason=RefusalReason.FULL, **fields):
    """A service refused somebody so many times."""
    given = {"service": service, "state": ReferralState.REFUSED, "refusal_reason": reason} | fields
    for _each in range(number):
        make_referral(prescriber, **given)


def told_refusals(territory):
    return refusals(territory, on=Referral.objects.first().sent_on)


def test_small_numbers_of_refusals_are_not_told_and_machines_are_apart(
    ines, territory, service, elsewhere, client
):
    refused(ines, service, 5)
    refused(ines, service, 5, "", state=ReferralState.EXPIRED)
    refused(ines, elsewhere, 4)
    found = told_refusals(territory)
    assert found.by_people == [Cell("Plus de place", service.name, "", 5)]
    assert found.by_machine == [Cell("", service.name, "", 5)]
    assert found.reasons == [Reason("Plus de place", 5)]  # the four that no sheet tells count nowhere
    refused(ines, elsewhere, 1)
    assert told_refusals(territory).reasons == [Reason("Plus de place", 10)]
    client.force_login(make_user("sofia", role=Role.COORDINATOR, territory=territory))
    page = text(client.get(reverse("referrals:refusals")))
    assert "Combien de fois chaque raison a été donnée" in page
    assert page.count("aucun nombre de 1 à 4") == 1


def test_no_total_nor_district_leads_below_what_sheets_tell(ines, territory, structure_services):
    """Seven, seven and eight on sheets, three on none: twenty-two in all; districts are masked two by two."""
    first, second, third, fourth = structure_services
    commune = make_commune()
    north, south = (make_district(commune, code=f"QN0000{each}", label=each) for each in ("N", "S"))
    refused(ines, first, 7)
    refused(ines, second, 7, district=north)
    refused(ines, third, 5, district=north)
    refused(ines, third, 3, district=south)
    refused(ines, fourth, 3)
    found = told_refusals(territory)
    assert found.reasons == [Reason("Plus de place", 22)]
    assert {(cell.service, cell.district, cell.number) for cell in found.by_people} == {
        (first.name, "", 7),
        (second.name, "N", 7),
    }
    # her other refusals are so few that the sheet masks both reasons: the page tells neither
    refused(ines, first, 2, RefusalReason.OUT_OF_AREA)
    found = told_refusals(territory)
    assert found.reasons == [Reason("Plus de place", 15)]
    assert first.name not in {cell.service for cell in found.by_people}


@pytest.mark.parametrize("seed", range(5))
def test_the_figures_add_up_and_divide_what_sheets_tell_and_nothing_else(
    ines, territory, structure_services, seed
):
    """Whatever the refusals: a total is a sum of numbers on sheets, a number on a sheet leaves no small remainder."""
    draw, commune = random.Random(seed), make_commune()
    districts = [None, *(make_district(commune, code=f"QN0000{each}", label=each) for each in ("N", "S"))]
    for service, reason, district in product(structure_services, list(RefusalReason)[:2], districts):
        refused(ines, service, draw.choice((0, 0, 2, 5, 6)), reason, district=district)
    on = Referral.objects.first().sent_on
    found, sheets = refusals(territory, on=on), pasts_of(territory, [s.pk for s in structure_services], on=on)
    told = {(s.name, label): sheets[s.pk].reasons.get(label) for s in structure_services for label in LABELS}
    for label in LABELS:
        total = sum(number or 0 for (_service, reason), number in told.items() if reason == label)
        assert [each.number for each in found.reasons if each.label == label] == [total] * bool(total)
    shown = Counter()
    for cell in found.by_people:
        shown[cell.service, cell.reason] += cell.number
    assert all(told[key] and not 0 < told[key] - number < 5 for key, number in shown.items())


@pytest.fixture
def structure_services(elsewhere):
    """Four services of one structure."""
    return [make_service(elsewhere.structure, f"Service {each}", shown_until=None) for each in range(4)]
