"""A person uses a right: noted, answered within a month, erased when she asks; who sees what of it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.notifications.models import Notice
from cite.residents.adapters.rights import requests_waiting
from cite.residents.enums.rights import ErasureReason, RequestState, Right
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.enums.sharing import Purpose
from cite.residents.models import Elimination, FormerResident, Resident, RightRequest, Sharing
from cite.residents.operations.rights import answer_request, note_request
from cite.residents.permissions.people import visible_residents
from cite.residents.permissions.rights import has_second_person
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.residents import make_residence, make_sharing
from tests.factories.territories import make_district

ON = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def officer(territory):
    return make_user("dpo", role=Role.DATA_PROTECTION_OFFICER, territory=territory)


def asked(resident, by, right=Right.ACCESS, **more):
    return note_request(resident=resident, right=right, asked_on=ON, by=by, **more)


def refused(work) -> set[str]:
    with pytest.raises(Refused) as found:
        work()
    return {each.value for each in found.value.decision.objections}


def test_a_request_is_noted_with_its_clock_and_leaves_a_trace(amina, ines):
    request = asked(amina, ines)
    assert (request.due_on, request.state) == (date(2026, 12, 27), RequestState.OPEN)
    entry = Entry.objects.get(action=RightsAct.NOTE_REQUEST)
    assert (entry.person_uuid, entry.target_label) == (amina.uuid, "")


def test_the_same_request_waits_once(amina, ines):
    assert asked(amina, ines) == asked(amina, ines), "pressed twice, it is once"
    assert refused(lambda: asked(amina, ines, details="Par courrier.")) == {"already_open"}
    assert asked(amina, ines, Right.OBJECTION).right == Right.OBJECTION


def test_who_does_not_follow_her_notes_nothing(amina, noe):
    assert refused(lambda: asked(amina, noe)) == {"not_shared_to_write"}


def test_an_answer_is_given_once_and_a_refusal_says_why(amina, ines):
    request = asked(amina, ines)
    give = {"request": request, "version": request.version, "outcome": RequestState.REFUSED, "by": ines}
    assert refused(lambda: answer_request(**give)) == {"why_refused"}
    answer_request(**give, answer="Remis hier en main propre.")
    assert refused(lambda: answer_request(**give, answer="Encore")) == {"changed_meanwhile"}
    request.refresh_from_db()
    assert (request.state, request.answered_on, request.answered_by) == (RequestState.REFUSED, ON, ines)


def test_an_erasure_that_is_done_erases_and_leaves_figures_and_a_line(territory, amina, ines):
    district = make_district()
    make_residence(amina, district)
    Resident.objects.filter(pk=amina.pk).update(birth_year=1990, sex="female", situations=["rsa"])
    request = asked(amina, ines, Right.ERASURE)
    answer_request(request=request, version=request.version, outcome=RequestState.DONE, by=ines)
    assert not Resident.objects.filter(pk=amina.pk).exists()
    former = FormerResident.objects.get()
    assert (former.year, former.district, former.age_band, former.sex, former.situations) == (
        2026,
        district,
        "26_39",
        "female",
        ["rsa"],
    )
    line = Elimination.objects.get()
    assert (line.reason, line.count, line.first_year, line.last_year) == (
        ErasureReason.REQUEST,
        1,
        2026,
        2026,
    )
    assert Entry.objects.get(action=RightsAct.ERASE).person_uuid == amina.uuid


def erase(request, by):
    answer_request(request=request, version=request.version, outcome=RequestState.DONE, by=by)


def test_an_erasure_takes_two_people_and_the_structures_are_told_without_a_name(amina, ines, noe):
    make_sharing(amina, noe.partner)
    request = asked(amina, ines, Right.ERASURE)
    assert refused(lambda: erase(request, ines)) == {"second_person"}
    assert Resident.objects.filter(pk=amina.pk).exists()
    erase(request, noe)
    assert not Resident.objects.filter(pk=amina.pk).exists()
    told = Notice.objects.filter(kind="residents.sharing_stopped")
    assert {each.user_id for each in told} == {ines.user_id, noe.user_id}
    assert all("Amina" not in f"{each.subject} {each.body}" for each in told)


def test_a_colleague_is_a_second_person(amina, ines, partner):
    lea = make_member(partner, "lea")
    request = asked(amina, ines, Right.ERASURE)
    assert refused(lambda: erase(request, ines)) == {"second_person"}
    erase(request, lea)
    assert not Resident.objects.filter(pk=amina.pk).exists()


def test_one_erases_alone_where_nobody_else_follows(amina, ines, noe):
    make_sharing(amina, noe.partner, "referral")
    request = asked(amina, ines, Right.ERASURE)
    erase(request, ines)
    assert not Resident.objects.filter(pk=amina.pk).exists()


def test_a_refusal_is_not_an_erasure(amina, ines, noe):
    make_sharing(amina, noe.partner)
    request = asked(amina, ines, Right.ERASURE)
    refusal = {"outcome": RequestState.REFUSED, "answer": "Une loi demande de le garder."}
    answer_request(request=request, version=request.version, by=ines, **refusal)
    assert RightRequest.objects.get().state == RequestState.REFUSED


NIR = "Mon numéro : 2 90 05 31 555 123 09"


def test_a_social_security_number_is_kept_neither_in_a_request_nor_in_its_answer(amina, ines, as_ines):
    assert refused(lambda: asked(amina, ines, details=NIR)) == {"social_security_number"}
    note = reverse("residents:request-note", args=[amina.uuid])
    page = as_ines.post(note, {"right": "access", "asked_on": "2026-11-26", "details": NIR})
    assert (page.status_code, RightRequest.objects.count()) == (200, 0)
    request = asked(amina, ines)
    give = {"request": request, "version": request.version, "outcome": RequestState.DONE, "by": ines}
    assert refused(lambda: answer_request(**give, answer=NIR)) == {"social_security_number"}
    address = reverse("residents:request", args=[request.uuid])
    as_ines.post(address, {"version": request.version, "outcome": "done", "answer": NIR})
    assert RightRequest.objects.get().state == RequestState.OPEN


def test_an_objection_that_is_done_stops_every_sharing(territory, amina, ines, noe):
    make_sharing(amina, noe.partner)
    request = asked(amina, ines, Right.OBJECTION)
    answer_request(request=request, version=request.version, outcome=RequestState.DONE, by=ines)
    assert not Sharing.objects.filter(resident=amina, stopped_at=None).exists()
    assert [visible_residents(each.user, territory).count() for each in (ines, noe)] == [0, 0]


def test_a_person_who_stops_sharing_still_gets_her_answer(amina, ines, as_ines):
    request = asked(amina, ines)
    Sharing.objects.filter(resident=amina).update(stopped_at="2026-11-27T10:00Z", stopped_how="told")
    page = as_ines.get(reverse("residents:request", args=[request.uuid]))
    assert page.status_code == 200
    answer_request(request=request, version=request.version, outcome=RequestState.DONE, by=ines)
    assert RightRequest.objects.get().state == RequestState.DONE


@pytest.mark.parametrize("role", [Role.LEGAL_REPRESENTATIVE, Role.CARRIER, Role.RELAY, Role.EMPLOYER])
def test_whoever_sees_her_own_action_only_neither_reads_nor_answers_them(
    amina, ines, partner, role, client, territory
):
    """Neither by the structure that noted it, nor by a referral that shows a first name."""
    request = asked(amina, ines, Right.ERASURE)
    make_sharing(amina, partner, Purpose.REFERRAL)
    stranger = make_member(partner, "direction", role=role)
    client.force_login(stranger.user)
    page = client.get(reverse("residents:request", args=[request.uuid]))
    assert page.status_code == 404
    assert "Benfictif" not in client.get(reverse("residents:requests")).content.decode()
    sent = {"version": request.version, "outcome": RequestState.DONE, "answer": ""}
    assert client.post(reverse("residents:request", args=[request.uuid]), sent).status_code == 404
    answering = {"request": request, "version": request.version, "outcome": RequestState.DONE}
    assert refused(lambda: answer_request(**answering, by=stranger)) == {"not_yours_to_answer"}
    assert not has_second_person(request)


def test_the_officer_follows_the_clock_without_a_name(amina, ines, officer, client):
    asked(amina, ines, details="Je veux tout lire")
    client.force_login(officer)
    body = client.get(reverse("residents:requests")).content.decode()
    assert "Mission locale des Collines" in body
    assert "Benfictif" not in body
    assert "Je veux tout lire" not in body
    assert client.get(reverse("residents:request", args=[RightRequest.objects.get().uuid])).status_code == 403


def test_what_waits_becomes_urgent_before_it_is_due(rf, territory, amina, ines, officer):
    asked(amina, ines)
    found = {}
    for day in (ON, date(2026, 12, 18)):
        with time_machine.travel(f"{day} 12:00+01:00", tick=False):
            for user in (ines.user, officer):
                request = rf.get("/")
                request.user, request.territory = user, territory
                (item,) = requests_waiting(request)
                found[day, user.username if hasattr(user, "username") else user.pk] = (
                    item.is_urgent,
                    item.due,
                )
    due = date(2026, 12, 27)
    assert sorted(found.values()) == [(False, due), (False, due), (True, due), (True, due)]


def test_a_request_is_noted_and_answered_on_its_pages(amina, as_ines):
    note = reverse("residents:request-note", args=[amina.uuid])
    wrong = as_ines.post(note, {"right": "rectification", "asked_on": "2026-11-28", "details": ""})
    assert wrong.status_code == 200
    body = wrong.content.decode()
    assert "demain ou après" in body
    assert "ce qui est à corriger" in body
    right = {"right": "rectification", "asked_on": "2026-11-26", "details": "Mon numéro a changé"}
    page = as_ines.post(note, right, follow=True)
    request = RightRequest.objects.get()
    assert "Mon numéro a changé" in page.content.decode()
    address = reverse("residents:request", args=[request.uuid])
    as_ines.post(address, {"version": request.version, "outcome": "done", "answer": "Corrigé."})
    request.refresh_from_db()
    assert (request.state, request.answer, request.asked_on) == ("done", "Corrigé.", date(2026, 11, 26))


def test_her_rights_are_for_those_who_write_in_her_file(amina, as_ines, as_noe, noe):
    address = reverse("residents:rights", args=[amina.uuid])
    assert as_ines.get(address).status_code == 200
    assert as_noe.get(address).status_code == 404
    make_sharing(amina, noe.partner, "review")
    assert as_noe.get(address).status_code == 403


def test_a_word_of_health_in_a_request_is_kept_and_pointed_at(amina, as_ines):
    given = {
        "right": "rectification",
        "asked_on": "2026-11-26",
        "details": "Je suis en dépression, corrigez.",
    }
    page = as_ines.post(reverse("residents:request-note", args=[amina.uuid]), given, follow=True)
    assert "parle peut-être de santé" in page.content.decode()
    assert RightRequest.objects.get().details == given["details"]


def test_an_erasure_says_before_and_after_that_nothing_is_left_to_reach_her(amina, ines, as_ines):
    request = asked(amina, ines, Right.ERASURE)
    address = reverse("residents:request", args=[request.uuid])
    assert "Prévenez-la avant" in as_ines.get(address).content.decode()
    answered = as_ines.post(
        address, {"version": request.version, "outcome": "done", "answer": ""}, follow=True
    )
    said = answered.content.decode()
    assert "Le dossier est effacé" in said and "Dites-la à la personne" not in said
