"""Sharings: given once, stopped once and at once, told without a word about whom."""

from datetime import date

import pytest
import time_machine

from cite.accounts.models import User
from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.core.decisions import Refused
from cite.notifications.enums import MessageState
from cite.notifications.models import Message, Notice
from cite.residents.enums.objections import ResidentObjection, SharingObjection
from cite.residents.enums.sharing import AgreementWay, Part, Purpose, StopWay
from cite.residents.models import Resident, Sharing
from cite.residents.operations.sharing import give, stop
from cite.residents.permissions.people import sight_of, visible_residents
from cite.residents.signals import sharing_stopped
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident, make_sharing

TOLD = {"way": AgreementWay.TOLD, "language": "fr"}


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel("2026-11-27 10:00:00+01:00", tick=False):
        yield


def fresh(membership) -> User:
    """The same account, as another request would load it."""
    return User.objects.get(pk=membership.user_id)


def test_a_structure_sees_from_the_second_she_agrees(amina, ines, noe, other_partner):
    assert not sight_of(noe.user, amina)
    sharing = give(resident=amina, partner=other_partner, purpose=Purpose.REVIEW, by=ines, **TOLD)
    assert (sharing.recorded_by, sharing.given_on) == (ines, date(2026, 11, 27))
    sight = sight_of(noe.user, amina)
    assert sight.parts == {Part.NAME, Part.SITUATION, Part.OBSTACLES, Part.STEPS}
    assert not sight.writes


def test_given_twice_it_is_once_and_its_end_may_move(amina, ines, other_partner):
    first = give(resident=amina, partner=other_partner, purpose=Purpose.REVIEW, by=ines, **TOLD)
    end = date(2026, 12, 31)
    second = give(resident=amina, partner=other_partner, purpose=Purpose.REVIEW, by=ines, ends_on=end, **TOLD)
    assert (first.pk, second.ends_on) == (second.pk, end)
    assert Sharing.objects.filter(partner=other_partner).count() == 1


def test_a_sharing_that_ended_is_another_when_it_is_given_again(amina, ines, other_partner):
    old = make_sharing(amina, other_partner, Purpose.REVIEW, ends_on=date(2026, 11, 3))
    new = give(resident=amina, partner=other_partner, purpose=Purpose.REVIEW, by=ines, **TOLD)
    old.refresh_from_db()
    assert (new.pk != old.pk, old.stopped_how) == (True, StopWay.ENDED)


def test_only_a_structure_that_accompanies_her_notes_her_agreement(amina, ines, noe, other_partner):
    make_sharing(amina, other_partner, Purpose.REVIEW)
    with pytest.raises(Refused) as refusal:
        give(resident=amina, partner=other_partner, purpose=Purpose.SUPPORT, by=noe, **TOLD)
    assert refusal.value.decision.objections == (SharingObjection.NOT_YOURS_TO_GIVE,)


@pytest.mark.parametrize(
    ("change", "purpose", "more", "objection"),
    [
        ({"state": PartnerState.SUSPENDED}, Purpose.SUPPORT, {}, SharingObjection.PARTNER_CLOSED),
        ({"legal_title": "none"}, Purpose.SUPPORT, {}, SharingObjection.NO_LEGAL_TITLE),
        ({"legal_title": "none"}, Purpose.REVIEW, {}, SharingObjection.NO_LEGAL_TITLE),
        ({}, Purpose.REVIEW, {"ends_on": date(2026, 11, 26)}, SharingObjection.ENDS_BEFORE_IT_STARTS),
        ({}, Purpose.REVIEW, {"language": "xx"}, SharingObjection.UNKNOWN_LANGUAGE),
    ],
)
def test_what_stands_against_a_sharing(amina, ines, other_partner, change, purpose, more, objection):
    Partner.objects.filter(pk=other_partner.pk).update(**change or {"state": PartnerState.ACTIVE})
    with pytest.raises(Refused) as refusal:
        give(resident=amina, partner=other_partner, purpose=purpose, by=ines, **TOLD | more)
    assert refusal.value.decision.objections == (objection,)


def test_somebody_referred_may_be_known_to_a_structure_without_title(amina, ines, other_partner):
    Partner.objects.filter(pk=other_partner.pk).update(legal_title="none")
    assert give(resident=amina, partner=other_partner, purpose=Purpose.REFERRAL, by=ines, **TOLD).pk


def test_stopped_it_shows_nothing_from_that_second_and_its_people_are_told_once(
    amina, ines, noe, other_partner
):
    sharing = give(resident=amina, partner=other_partner, purpose=Purpose.SUPPORT, by=ines, **TOLD)
    assert sight_of(noe.user, amina).writes
    heard = []
    sharing_stopped.connect(
        lambda sharing, **kwargs: heard.append(sharing.pk), weak=False, dispatch_uid="test"
    )
    try:
        for _ in range(2):
            stop(sharing=sharing, how=StopWay.LINK)
    finally:
        sharing_stopped.disconnect(dispatch_uid="test")
    assert heard == [sharing.pk]
    assert not sight_of(noe.user, amina)
    assert not visible_residents(noe.user, amina.territory).exists()
    notice = Notice.objects.get()
    assert notice.user == noe.user
    assert "Amina" not in str(notice.__dict__) and "Benfictif" not in str(notice.__dict__)


def test_a_structure_stops_its_own_sharing_and_no_other(amina, ines, noe, partner, other_partner):
    mine = make_sharing(amina, other_partner, Purpose.REVIEW)
    hers = Sharing.objects.get(partner=partner)
    with pytest.raises(Refused) as refusal:
        stop(sharing=hers, how=StopWay.TOLD, by=noe)
    assert refusal.value.decision.objections == (SharingObjection.NOT_YOURS_TO_STOP,)
    assert stop(sharing=mine, how=StopWay.TOLD, by=noe).stopped_how == StopWay.TOLD


def test_nobody_stops_a_sharing_in_words_without_being_somebody(amina):
    with pytest.raises(Refused):
        stop(sharing=Sharing.objects.get(), how=StopWay.TOLD)


def test_a_file_that_was_erased_shares_nothing(ines, other_partner):
    resident = make_resident(ines, state="erased")
    with pytest.raises(Refused) as refusal:
        give(resident=resident, partner=other_partner, purpose=Purpose.REVIEW, by=ines, **TOLD)
    assert ResidentObjection.NO_LONGER_OPEN in refusal.value.decision.objections


@pytest.fixture
def two_stops(amina, ines, partner, other_partner):
    """She shares with both structures; the opener of her file is not her referent."""
    return Sharing.objects.get(partner=partner), make_sharing(amina, other_partner)


def test_the_structure_that_opened_the_file_leaves_the_stop_of_another_to_her(two_stops, ines):
    _own, others = two_stops
    with pytest.raises(Refused) as refusal:
        stop(sharing=others, how=StopWay.TOLD, by=ines)
    assert refusal.value.decision.objections == (SharingObjection.NOT_YOURS_TO_STOP,)
    others.refresh_from_db()
    assert others.stopped_at is None


def test_her_referent_notes_a_stop_on_her_word_and_says_so_to_both(amina, two_stops, ines, noe):
    make_pathway(amina, ines)
    Resident.objects.filter(pk=amina.pk).update(channel="email", email="amina@example.org", language="es")
    _own, others = two_stops
    stopped = stop(sharing=others, how=StopWay.TOLD, by=ines)
    assert stopped.stopped_by == ines
    notice = Notice.objects.get(user=noe.user, kind="residents.sharing_stopped")
    assert "à sa demande le 27 novembre 2026 par" in notice.body
    assert ines.user.full_name in notice.body and "Amina" not in notice.body
    told = Message.objects.get(kind="residents.resident_stopped")
    assert (
        told.address,
        "viernes, 27 de noviembre de 2026" in told.body,
        ines.user.full_name in told.body,
    ) == (
        "amina@example.org",
        True,
        True,
    )
    assert "Buenos días" in told.body
    assert str(noe.partner) not in told.body and "Amina" not in told.subject + told.body


def test_stopped_by_her_link_she_is_told_too_since_a_link_travels(amina, two_stops, noe):
    Resident.objects.filter(pk=amina.pk).update(channel="email", email="amina@example.org")
    stopped = stop(sharing=two_stops[1], how=StopWay.LINK)
    assert stopped.stopped_by is None
    assert "vous-même" in Message.objects.get(kind="residents.resident_stopped").body
    assert "Elle l’a demandé elle-même le 27 novembre 2026" in Notice.objects.get(user=noe.user).body


def test_who_chose_no_way_to_be_written_to_is_not(amina, two_stops):
    stop(sharing=two_stops[1], how=StopWay.LINK)
    assert not Message.objects.filter(kind="residents.resident_stopped").exists()


def test_of_two_stops_in_the_same_minute_she_is_told_of_both(amina, two_stops):
    Resident.objects.filter(pk=amina.pk).update(channel="email", email="amina@example.org")
    for sharing in two_stops:
        stop(sharing=sharing, how=StopWay.LINK)
    told = Message.objects.filter(kind="residents.resident_stopped")
    assert list(told.values_list("state", flat=True)) == [MessageState.QUEUED] * 2
