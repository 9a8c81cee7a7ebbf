"""What is done of referrals as days go by: reminded, closed unanswered, asked what came of them, erased."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cite.accounts.models import Link
from cite.actors.enums import PartnerState
from cite.notifications.models import Message
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import EventKind, ReferralOutcome, ReferralState
from cite.referrals.models import OutcomeNote, Referral, ReferralEvent
from cite.referrals.operations import answers, referrals, upkeep
from cite.referrals.operations.answers import Answerer
from cite.referrals.permissions.referrals import (
    received_referrals,
)
from cite.referrals.signals import referral_changed
from tests.factories.directory import make_service, make_structure
from tests.factories.referrals import make_referral
from tests.referrals.conftest import light, objections


def test_reminding_by_hand_waits_five_working_days_and_counts_once(ines, service, monday):
    referral = light(ines, service)
    assert objections(lambda: referrals.remind(referral=referral, by=ines.user)) == (
        ReferralObjection.TOO_SOON,
    )
    monday.shift(timedelta(days=7))
    referrals.remind(referral=referral, by=ines.user)
    referrals.remind(referral=referral, by=ines.user)
    referral.refresh_from_db()
    assert (referral.reminders_sent, referral.reminded_on) == (1, date(2026, 11, 9))
    assert Link.objects.filter(revoked_at=None).count() == 1


def test_the_machine_reminds_warns_closes_each_once(ines, service, territory, coordinator, monday):
    referral = light(ines, service)
    for on, done in [
        (date(2026, 11, 16), (0, 0, 0)),
        (date(2026, 11, 17), (1, 0, 0)),
        (date(2026, 11, 17), (0, 0, 0)),
        (date(2026, 11, 23), (0, 1, 0)),
        (date(2026, 11, 24), (1, 0, 0)),
        (date(2026, 12, 1), (1, 0, 0)),
        (date(2026, 12, 2), (0, 0, 0)),
        (date(2026, 12, 3), (0, 0, 1)),
        (date(2026, 12, 4), (0, 0, 0)),
    ]:
        monday.move_to(datetime(on.year, on.month, on.day, 9, tzinfo=UTC))
        found = (
            upkeep.remind_structures(territory=territory, on=on),
            upkeep.warn_of_silence(territory=territory, on=on),
            upkeep.close_unanswered(territory=territory, on=on),
        )
        assert found == done, on
    referral.refresh_from_db()
    assert (referral.state, referral.coordination_warned_on) == (
        ReferralState.EXPIRED,
        date(2026, 11, 23),
    )
    assert referral.refusal_reason == ""
    assert not Link.objects.filter(revoked_at=None).exists()


def test_a_structure_that_leaves_is_told_to_the_coordination_at_once(ines, service, territory, yanis):
    referral = light(ines, service)
    yanis.partner.state = PartnerState.SUSPENDED
    yanis.partner.save()
    assert upkeep.warn_of_silence(territory=territory, on=date(2026, 11, 3)) == 1
    assert upkeep.remind_structures(territory=territory, on=date(2026, 11, 20)) == 0
    assert not received_referrals(yanis.user, territory).exists()
    referral.refresh_from_db()
    assert referral.coordination_warned_on == date(2026, 11, 3)


def test_a_structure_that_left_is_not_said_to_be_reminded(ines, service, yanis, monday, sign_in):
    referral = light(ines, service)
    yanis.partner.state = PartnerState.SUSPENDED
    yanis.partner.save()
    monday.shift(timedelta(days=10))
    assert objections(lambda: referrals.remind(referral=referral, by=ines.user)) == (
        ReferralObjection.STRUCTURE_CLOSED,
    )
    page = sign_in(ines).get(reverse("referrals:referral", args=[referral.uuid])).content.decode()
    assert ("ne fait plus partie de la Cité" in page, "relancer" in page.lower()) == (True, False)


def test_both_ends_are_asked_after_15_and_60_days_and_answer(ines, service, territory, yanis, monday):
    referral, by = light(ines, service), Answerer(user=yanis.user)
    answers.accept(referral=referral, version=referral.version, by=by)
    assert upkeep.ask_outcomes(territory=territory, on=date(2026, 11, 16)) == 0
    monday.move_to(datetime(2026, 11, 17, 9, tzinfo=UTC))
    assert upkeep.ask_outcomes(territory=territory, on=date(2026, 11, 17)) == 1
    assert upkeep.ask_outcomes(territory=territory, on=date(2026, 11, 17)) == 0
    for answerer, outcome in (
        (by, ReferralOutcome.ONGOING),
        (Answerer(user=ines.user), ReferralOutcome.PARTLY),
    ):
        answers.note_outcome(referral=referral, by=answerer, rank=1, outcome=outcome)
    said = OutcomeNote.objects.order_by("by_receiver").values_list("by_receiver", "outcome")
    assert list(said) == [(False, ReferralOutcome.PARTLY), (True, ReferralOutcome.ONGOING)]
    noted = ReferralEvent.objects.filter(kind=EventKind.OUTCOME).order_by("pk")
    assert [each.by for each in noted] == [yanis, ines]
    assert objections(
        lambda: answers.note_outcome(referral=referral, by=by, rank=2, outcome=ReferralOutcome.SOLVED)
    ) == (ReferralObjection.NOT_ASKED_YET,)


def test_a_light_referral_forgets_who_it_was_after_ninety_days(ines, service, territory):
    referral = light(ines, service, message="Elle préfère le matin.")
    assert upkeep.erase_light(territory=territory, on=date(2027, 1, 30)) == 0
    assert upkeep.erase_light(territory=territory, on=date(2027, 1, 31)) == 1
    assert upkeep.erase_light(territory=territory, on=date(2027, 1, 31)) == 0
    referral.refresh_from_db()
    assert (referral.first_name, referral.phone, referral.message) == ("", "", "")
    assert (referral.need, referral.state) == ("childcare", ReferralState.EXPIRED)


def test_a_referral_with_a_file_is_not_erased_with_the_light_ones(ines, amina, territory):
    make_referral(ines, resident=amina)
    assert upkeep.erase_light(territory=territory, on=date(2028, 1, 1)) == 0


def test_nothing_more_leaves_of_a_light_referral_that_is_erased(ines, elsewhere):
    sent = referrals.send(
        prescriber=ines, service=elsewhere, agreed=True, first_name="Karima", phone="+33639980124"
    )
    upkeep.erase_one(pk=sent.pk, on=sent.sent_on)
    assert set(Message.objects.values_list("state", "body")) == {("canceled", "")}


@pytest.mark.parametrize("state", [ReferralState.SENT, ReferralState.APPOINTED])
def test_once_a_structure_left_another_service_is_proposed_at_once(ines, service, yanis, sign_in, state):
    other = make_service(make_structure(service.territory, is_nobodys=True), "Conduite accompagnée")
    sent = make_referral(ines, service=service, receiver=yanis.partner, first_name="Samira", state=state)
    client, page = sign_in(ines), reverse("referrals:referral", args=[sent.uuid])
    assert "D’autres services pour cette personne" not in client.get(page).content.decode()
    yanis.partner.state = PartnerState.SUSPENDED
    yanis.partner.save()
    shown = client.get(page).content.decode()
    assert "ne fait plus partie de la Cité" in shown
    assert other.name in shown
    waits = "1 orientation que vous suivez reste sans réponse" in client.get("/").content.decode()
    assert waits == (state == ReferralState.SENT)


def test_a_referral_that_goes_with_her_file_meanwhile_stops_none_of_the_others(
    ines, service, territory, monday
):
    """Somebody’s file is erased while the machine writes to another structure."""
    first, second = light(ines, service), make_referral(ines)

    def erase_the_second(sender, referral, **kwargs):
        Referral.objects.filter(pk=second.pk).delete()

    monday.move_to(datetime(2026, 12, 3, 9, tzinfo=UTC))
    referral_changed.connect(erase_the_second)
    try:
        assert upkeep.close_unanswered(territory=territory, on=date(2026, 12, 3)) == 1
    finally:
        referral_changed.disconnect(erase_the_second)
    first.refresh_from_db()
    assert first.state == ReferralState.EXPIRED
