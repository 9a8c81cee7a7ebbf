"""Referrals on real rows: sent, answered, closed, told; two at once, double clicks, wrong roles."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cite.accounts.models import Link
from cite.actors.enums import PartnerState
from cite.core.dates import today
from cite.core.models import SaveObjection
from cite.notifications.models import Message
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import EventKind, ReferralState, RefusalReason
from cite.referrals.models import Referral
from cite.referrals.operations import answers, referrals
from cite.referrals.operations.answers import Answerer
from cite.referrals.permissions.referrals import (
    person_by_link,
    person_of,
    visible_referrals,
)
from cite.residents.enums.people import Channel
from cite.residents.enums.rights import Right
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations import rights
from cite.residents.operations.sharing import stop
from tests.factories.actors import make_member
from tests.factories.residents import make_sharing
from tests.referrals.conftest import kinds, light, messages, objections, send

AT = datetime(2026, 11, 10, 14, tzinfo=UTC)


def test_a_referral_lets_the_structure_see_her_name_and_how_to_reach_her(ines, service, amina, yanis):
    referral = send(ines, service, resident=amina, need="physical_mobility")
    sharing = Sharing.objects.get(resident=amina, purpose=Purpose.REFERRAL)
    assert (sharing.partner, sharing.recorded_by) == (yanis.partner, ines)
    assert (referral.expires_on, referral.receiver_email) == (date(2026, 12, 2), "accueil@example.org")
    seen = person_of(yanis.user, referral)
    assert (seen.first_name, seen.last_name, seen.phone) == ("Amina", "", "+33639980012")
    assert sorted(messages()) == ["referrals.asked", "referrals.asked_by_link"]


def test_no_message_holds_anything_of_her(ines, service, amina):
    amina.channel, amina.email = Channel.EMAIL, "amina@example.org"
    amina.save()
    send(ines, service, resident=amina, message="Elle préfère le matin.")
    written = Message.objects.all()
    assert {each.kind for each in written} == {
        "referrals.asked",
        "referrals.asked_by_link",
        "referrals.resident_sent",
    }
    for each in written:
        for word in ("Amina", "Benfictif", "39980012", "préfère"):
            assert word not in each.subject + each.body


def test_the_person_is_told_in_her_language(ines, service, amina):
    amina.channel, amina.email, amina.language = Channel.EMAIL, "amina@example.org", "ar"
    amina.save()
    send(ines, service, resident=amina)
    told = Message.objects.get(kind="referrals.resident_sent")
    assert told.subject == "تم إرسال طلب من أجلك"


def test_a_light_referral_has_a_first_name_and_a_telephone(ines, service):
    assert objections(lambda: light(ines, service, phone="")) == (ReferralObjection.NOBODY_NAMED,)
    referral = light(ines, service)
    assert (referral.resident, referral.first_name) == (None, "Samira")
    assert not Sharing.objects.exists()


def test_sent_twice_it_is_once(ines, service, amina):
    assert send(ines, service, resident=amina) == send(ines, service, resident=amina)
    assert light(ines, service) == light(ines, service)
    assert Referral.objects.count() == 2


def test_the_same_person_does_not_wait_twice_for_the_same_service(ines, service, amina, monday):
    send(ines, service, resident=amina)
    monday.shift(timedelta(days=2))
    assert objections(lambda: send(ines, service, resident=amina)) == (ReferralObjection.ALREADY_SENT,)


def test_without_her_agreement_nothing_leaves(ines, service, amina):
    assert objections(lambda: send(ines, service, resident=amina, agreed=False)) == (
        ReferralObjection.NOT_AGREED,
    )
    assert not Message.objects.exists()


def test_a_closed_service_and_a_structure_that_left_are_refused(ines, service, yanis):
    service.state = "archived"
    service.save()
    yanis.partner.state = PartnerState.SUSPENDED
    yanis.partner.save()
    assert objections(lambda: light(ines, service)) == (
        ReferralObjection.SERVICE_CLOSED,
        ReferralObjection.STRUCTURE_CLOSED,
    )


@pytest.mark.parametrize("who", ["yanis", "relay"])
def test_carriers_and_relays_refer_nobody(request, service, who):
    member = request.getfixturevalue(who)
    assert objections(lambda: light(member, service)) == (ReferralObjection.NOT_A_PRESCRIBER,)


def test_yes_then_a_date_then_she_came(ines, service, amina, yanis, monday):
    referral, by = send(ines, service, resident=amina), Answerer(user=yanis.user)
    referral = answers.accept(referral=referral, version=referral.version, by=by)
    referral = answers.appoint(referral=referral, version=referral.version, by=by, at=AT, place="Accueil")
    assert objections(
        lambda: answers.note_presence(referral=referral, version=referral.version, by=by, came=True)
    ) == (ReferralObjection.APPOINTMENT_TO_COME,)
    monday.move_to(AT + timedelta(hours=1))
    referral = answers.note_presence(
        referral=referral, version=referral.version, by=by, came=True, decided="Code en janvier."
    )
    assert (referral.state, referral.answered_on, referral.decided) == (
        ReferralState.MET,
        date(2026, 11, 2),
        "Code en janvier.",
    )
    assert kinds(referral) == [
        EventKind.SENT,
        EventKind.ACCEPTED,
        EventKind.APPOINTED,
        EventKind.PRESENCE,
    ]
    assert not person_of(yanis.user, referral).is_shown


def test_a_refusal_stops_the_sharing_and_closes_the_link(ines, service, amina, yanis):
    referral = send(ines, service, resident=amina)
    refused = answers.refuse(
        referral=referral,
        version=referral.version,
        by=Answerer(user=yanis.user),
        reason=RefusalReason.FULL,
        message="Pas avant janvier.",
    )
    assert refused.state == ReferralState.REFUSED
    assert Sharing.objects.get(purpose=Purpose.REFERRAL).stopped_how == StopWay.CLOSED
    assert Link.objects.get().revoked_at is not None
    assert not person_of(yanis.user, refused).is_shown


def test_the_same_answer_twice_is_once_and_two_answers_at_once_are_one(ines, service, yanis):
    referral, by = light(ines, service), Answerer(user=yanis.user)
    version = referral.version
    answers.accept(referral=referral, version=version, by=by)
    answers.accept(referral=referral, version=version, by=by)
    assert objections(
        lambda: answers.refuse(
            referral=referral, version=version, by=by, reason=RefusalReason.FULL, message="Non."
        )
    ) == (SaveObjection.CHANGED_MEANWHILE,)
    assert kinds(referral) == [EventKind.SENT, EventKind.ACCEPTED]


def test_only_the_structure_answers_and_only_the_sender_follows(ines, service, yanis, relay):
    referral = light(ines, service)
    for member in (ines, relay):
        assert objections(
            lambda member=member: answers.accept(
                referral=referral, version=referral.version, by=Answerer(user=member.user)
            )
        ) == (ReferralObjection.NOT_YOURS_TO_ANSWER,)
    for member in (yanis, relay):
        assert objections(lambda member=member: referrals.cancel(referral=referral, by=member.user)) == (
            ReferralObjection.NOT_YOURS,
        )


def test_another_structure_sees_nothing(ines, service, amina, other_structure_member):
    referral = send(ines, service, resident=amina)
    assert not visible_referrals(other_structure_member.user, referral.territory).exists()
    assert not person_of(other_structure_member.user, referral).is_shown


@pytest.fixture
def other_structure_member(territory):
    from tests.factories.actors import HABILITATED, make_partner

    return make_member(make_partner(territory, "Plan pour l’emploi du Lac", **HABILITATED), "noe")


def test_she_stops_the_sharing_and_the_referral_stops(ines, service, amina, yanis):
    referral = send(ines, service, resident=amina)
    stop(sharing=Sharing.objects.get(purpose=Purpose.REFERRAL), how=StopWay.LINK)
    referral.refresh_from_db()
    assert referral.state == ReferralState.DECLINED
    assert not person_by_link(referral).is_shown
    assert Link.objects.get().revoked_at is not None
    assert "referrals.ended" in messages()


def support_of(resident):
    return Sharing.objects.get(resident=resident, purpose=Purpose.SUPPORT)


def test_she_stops_the_structure_that_sent_it_and_what_went_outside_stops(ines, elsewhere, amina):
    referral = send(ines, elsewhere, resident=amina)
    assert person_by_link(referral).is_shown
    stop(sharing=support_of(amina), how=StopWay.LINK)
    referral.refresh_from_db()
    assert referral.state == ReferralState.DECLINED
    assert not person_by_link(referral).is_shown
    assert kinds(referral) == [EventKind.SENT, EventKind.DECLINED]
    assert Link.objects.get().revoked_at is not None
    assert "referrals.ended_by_link" in messages()


def test_her_objection_ends_what_went_outside(ines, elsewhere, amina):
    referral = send(ines, elsewhere, resident=amina)
    request = rights.note_request(resident=amina, right=Right.OBJECTION, asked_on=today(), by=ines)
    rights.answer_request(request=request, version=request.version, outcome="done", by=ines)
    referral.refresh_from_db()
    assert referral.state == ReferralState.DECLINED


def test_what_another_structure_sent_goes_on(ines, elsewhere, amina, other_structure_member):
    noe = other_structure_member
    hers, handed = make_sharing(amina, noe.partner), make_sharing(amina, noe.partner, Purpose.HANDOVER)
    referral = send(ines, elsewhere, resident=amina)
    stop(sharing=hers, how=StopWay.LINK)
    stop(sharing=handed, how=StopWay.LINK)
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_she_declines_or_the_sender_cancels_twice_is_once(ines, service):
    referral = light(ines, service)
    referrals.decline(referral=referral, by=ines.user)
    referrals.decline(referral=referral, by=ines.user)
    other = light(ines, service, phone="+33639980124")
    referrals.cancel(referral=other, by=ines.user)
    referrals.cancel(referral=other, by=ines.user)
    assert objections(lambda: referrals.decline(referral=other, by=ines.user)) == (
        ReferralObjection.NOT_IN_THIS_STATE,
    )
    assert (kinds(referral), kinds(other)) == (
        [EventKind.SENT, EventKind.DECLINED],
        [EventKind.SENT, EventKind.CANCELED],
    )


def test_the_sender_is_told_that_the_person_declines_and_the_page_by_whom(
    ines, service, amina, yanis, sign_in
):
    told, stopped = light(ines, service), send(ines, service, resident=amina)
    referrals.decline(referral=told, by=yanis.user)
    stop(sharing=Sharing.objects.get(resident=amina, purpose=Purpose.REFERRAL), how=StopWay.LINK)
    by = {told: f"{yanis.user.full_name}, {yanis.partner}", stopped: "la personne"}
    for referral, author in by.items():
        page = sign_in(ines).get(reverse("referrals:referral", args=[referral.uuid])).content.decode()
        assert (author in page, "la machine" in page) == (True, False)
    declined = Message.objects.filter(kind="referrals.declined")
    assert [each.recipient for each in declined] == [ines.user, ines.user]


def test_who_notes_it_herself_is_told_nothing_of_it(ines, service):
    referrals.decline(referral=light(ines, service), by=ines.user)
    assert "referrals.declined" not in messages()


def test_what_has_not_left_about_a_referral_that_ends_is_withdrawn_its_end_is_told(ines, elsewhere, amina):
    sent = referrals.send(prescriber=ines, service=elsewhere, resident=amina, agreed=True)
    other = referrals.send(
        prescriber=ines, service=elsewhere, agreed=True, first_name="Karima", phone="+33639980124"
    )
    referrals.decline(referral=sent, by=ines.user)
    asked = Message.objects.filter(kind="referrals.asked_by_link")
    assert dict(asked.values_list("concerns", "state")) == {
        amina.uuid: "canceled",
        other.uuid: "queued",
    }
    assert Message.objects.get(kind="referrals.ended_by_link").state == "queued"


def test_whoever_she_stopped_is_told_no_answer_any_more(ines, service, amina, yanis):
    """The structure that answers still sees her by its own sharing; the one that sent it sees nothing."""
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)
    stop(sharing=support_of(amina), how=StopWay.LINK)
    answers.accept(referral=sent, version=sent.version, by=Answerer(user=yanis.user))
    assert not Message.objects.filter(kind="referrals.answered").exists()
