"""Delays: between bounds, agreed to by both co-pilots, kept in versions, followed by what erases and reminds."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.decisions import Refused
from cite.core.working_days import after_working_days
from cite.directory.enums.needs import Need
from cite.referrals.enums.referrals import ReferralOutcome
from cite.referrals.models import Referral
from cite.referrals.operations.answers import Answerer, note_outcome
from cite.referrals.operations.introductions import erase_old_introductions
from cite.referrals.operations.upkeep import ask_outcomes, close_unanswered, erase_light, remind_structures
from cite.referrals.queries.referrals import outcome_due
from cite.residents.enums.delays import Delay, DelayObjection
from cite.residents.enums.rights import Right
from cite.residents.models import DelaySet, Resident
from cite.residents.operations.delays import abandon_delays, agree_to_delays, write_delays
from cite.residents.operations.erasing import forget_files, warn_of_ends
from cite.residents.operations.links import make_link
from cite.residents.operations.rights import note_request
from cite.residents.queries.delays import delays_of
from cite.residents.rules.delays import BOUNDS, FIRST, delays_decision, months_kept, read
from cite.residents.web.forms.delays import GROUPS
from tests.at_once import DONE, at_once
from tests.factories.accounts import make_user
from tests.factories.referrals import make_introduction, make_referral
from tests.factories.residents import make_delays, make_resident

ON = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def state(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def metropole(territory):
    return make_user("yanis", role=Role.CO_PILOT_METROPOLE, territory=territory)


def write(territory, by, read=None, **changed):
    values = FIRST | {Delay(name): value for name, value in changed.items()}
    return write_delays(territory=territory, values=values, why="Plus court.", by=by, **as_read(read))


def as_read(draft: DelaySet | None) -> dict:
    return {"uuid": draft.uuid, "version": draft.version} if draft else {}


def refused(work) -> set[str]:
    with pytest.raises(Refused) as refusal:
        work()
    return {objection.value for objection in refusal.value.decision.objections}


def test_the_first_values_are_those_of_before_and_hold_together():
    assert delays_decision(FIRST)
    assert (FIRST[Delay.KEPT_MONTHS], FIRST[Delay.LIGHT_DAYS], FIRST[Delay.EXPIRY]) == (24, 90, 30)
    assert all(least <= first <= most for first, least, most in BOUNDS.values())
    assert read({"kept_months": 18, "gone": 3}) == FIRST | {Delay.KEPT_MONTHS: 18}


@pytest.mark.parametrize(
    ("changed", "objection"),
    [
        ({"kept_months": 25}, DelayObjection.OUT_OF_BOUNDS),
        ({"light_days": 91}, DelayObjection.OUT_OF_BOUNDS),
        ({"most_reminders": 0}, DelayObjection.OUT_OF_BOUNDS),
        ({"coordination": 30}, DelayObjection.NOT_RISING),
        ({"first_reminder": 20, "coordination": 10}, DelayObjection.NOT_RISING),
        ({"first_reminder": 20, "coordination": 21, "expiry": 22}, DelayObjection.NOT_RISING),
        ({"first_reminder": 20, "coordination": 34, "expiry": 35}, DelayObjection.NOT_RISING),
        ({"outcome_soon": 45, "outcome_later": 40}, DelayObjection.NOT_RISING),
        ({"expiry": 60, "light_days": 45}, DelayObjection.NOT_RISING),
    ],
)
def test_what_makes_no_sense_is_refused(territory, state, changed, objection):
    assert refused(lambda: write(territory, state, **changed)) == {objection}
    assert not DelaySet.objects.exists()


def test_a_structure_is_reminded_before_the_coordination_whatever_the_holidays():
    values = FIRST | {Delay.FIRST_REMINDER: 20, Delay.COORDINATION: 35, Delay.EXPIRY: 36}
    assert delays_decision(values)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(3000)]
    assert all(after_working_days(on, 20) < on + timedelta(days=35) for on in days)
    assert any(after_working_days(on, 20) == on + timedelta(days=34) for on in days)


def test_nobody_is_asked_what_came_of_a_referral_whose_person_is_erased(territory, ines):
    given = {"state": "accepted", "answered_on": date(2026, 9, 20)}
    make_referral(ines, sent_on=date(2026, 8, 25), erased_on=date(2026, 11, 23), **given)
    assert ask_outcomes(territory=territory, on=ON) == 0
    make_referral(ines, sent_on=date(2026, 9, 10), **given)
    assert ask_outcomes(territory=territory, on=ON) == 2


def test_they_are_in_force_once_both_sides_agree_and_the_former_ones_are_kept(territory, state, metropole):
    for number, months in enumerate((18, 20), start=1):
        draft = write(territory, state, kept_months=months)
        agreed = agree_to_delays(draft=draft, version=draft.version, by=state)
        assert agreed.in_force_on is None
        assert refused(
            lambda agreed=agreed: agree_to_delays(draft=agreed, version=agreed.version, by=state)
        ) == {"already_agreed"}
        agree_to_delays(draft=agreed, version=agreed.version, by=metropole)
        assert delays_of(territory)[Delay.KEPT_MONTHS] == months
        assert DelaySet.objects.exclude(in_force_on=None).count() == number


def test_changing_them_takes_the_agreements_back(territory, state, metropole):
    draft = write(territory, state, kept_months=18)
    agreed = agree_to_delays(draft=draft, version=draft.version, by=state)
    assert refused(lambda: write(territory, metropole, kept_months=20)) == {"draft_exists"}
    changed = write(territory, metropole, read=agreed, kept_months=20)
    assert changed.agreed_by_state_on is None
    assert refused(lambda: agree_to_delays(draft=changed, version=agreed.version, by=state)) == {
        "changed_meanwhile"
    }


def test_what_was_filled_in_for_a_draft_that_was_given_up_does_not_overwrite_the_next(
    territory, state, metropole
):
    read = write(territory, metropole, kept_months=18)
    abandon_delays(draft=read, version=read.version, by=state)
    other = write(territory, state, light_days=60)
    assert other.version == read.version
    assert refused(lambda: write(territory, metropole, read=read, kept_months=20)) == {"not_a_draft"}
    other.refresh_from_db()
    assert other.values["light_days"] == 60
    client = Client()
    client.force_login(metropole)
    shown = page(client, "delays-write")
    assert str(other.uuid) in shown and "kept_months" in shown


def test_given_up_they_leave_those_in_force(territory, state):
    assert refused(lambda: write(territory, state)) == {"nothing_changes"}
    draft = write(territory, state, kept_months=18)
    abandon_delays(draft=draft, version=draft.version, by=state)
    assert delays_of(territory) == FIRST
    assert not DelaySet.objects.exists()


def test_only_those_who_steer_prepare_and_only_co_pilots_agree(territory, state, ines):
    assert "managers_only" in refused(lambda: write(territory, ines.user, kept_months=18))
    coordinator = make_user("coline", role=Role.COORDINATOR, territory=territory)
    draft = write(territory, coordinator, kept_months=18)
    assert refused(lambda: agree_to_delays(draft=draft, version=draft.version, by=coordinator)) == {
        "co_pilots_only"
    }


def test_a_shorter_time_erases_nobody_before_her_professionals_could_be_warned():
    short, long = FIRST | {Delay.KEPT_MONTHS: 12}, FIRST
    since = date(2026, 11, 1)
    assert months_kept([], ON) == 24
    assert months_kept([(since, short)], ON) == 24
    assert months_kept([(since, short)], date(2026, 12, 31)) == 12
    assert months_kept([(since, long), (date(2026, 1, 1), short)], ON) == 24
    again = [(date(2026, 11, 2), short), (since, short)]  # another delay was changed the day after
    assert (months_kept(again, ON), months_kept(again, date(2027, 1, 1))) == (24, 12)


def test_files_follow_the_time_that_was_set(territory, ines, state, at_noon):
    resident = make_resident(ines, is_training=False, last_heard_on=date(2025, 9, 1))
    assert (warn_of_ends(territory=territory, on=ON), forget_files(territory=territory, on=ON)) == (0, 0)
    make_delays(territory, state, values={"kept_months": 12}, in_force_on=ON)
    assert warn_of_ends(territory=territory, on=ON) == 1
    assert forget_files(territory=territory, on=ON) == 0
    assert forget_files(territory=territory, on=date(2027, 1, 26)) == 1
    assert not Resident.objects.filter(pk=resident.pk).exists()


def test_referrals_follow_the_delays_that_were_set(territory, ines, state):
    values = {"first_reminder": 4, "coordination": 8, "expiry": 14, "light_days": 30, "outcome_soon": 8}
    sent = make_referral(ines, sent_on=date(2026, 11, 20), first_name="Samira", phone="+33639980123")
    accepted = make_referral(
        ines,
        sent_on=date(2026, 11, 16),
        state="accepted",
        answered_on=date(2026, 11, 18),
        need=Need.values[0],
    )
    assert remind_structures(territory=territory, on=ON) == ask_outcomes(territory=territory, on=ON) == 0
    make_delays(territory, state, values=values, in_force_on=ON)
    assert remind_structures(territory=territory, on=ON) == 1
    assert ask_outcomes(territory=territory, on=ON) == 1
    Referral.objects.filter(pk__in=[sent.pk, accepted.pk]).update(sent_on=date(2026, 10, 28))
    assert erase_light(territory=territory, on=ON) == 2
    assert close_unanswered(territory=territory, on=ON) == 0  # erased, it is over


def test_what_came_of_a_referral_is_asked_once_by_rank_whatever_the_delays_become(territory, ines, state):
    answered = [date(2026, 9, 1), date(2026, 10, 20), date(2026, 11, 12)]  # 87, 38 and 15 days ago
    sent = [make_referral(ines, sent_on=on, state="accepted", answered_on=on) for on in answered]
    assert ask_outcomes(territory=territory, on=ON) == 4
    make_delays(territory, state, values={"outcome_soon": 14, "outcome_later": 61}, in_force_on=ON)
    assert ask_outcomes(territory=territory, on=ON) == 0
    make_delays(territory, state, number=2, values={"outcome_soon": 16, "outcome_later": 30}, in_force_on=ON)
    assert ask_outcomes(territory=territory, on=ON) == 1
    assert outcome_due(sent[2], by_receiver=False, on=ON) == 1  # asked after 15 days, she still answers
    by = Answerer(user=ines.user)
    note_outcome(referral=sent[2], by=by, rank=1, outcome=ReferralOutcome.ONGOING)
    assert outcome_due(sent[2], by_receiver=False, on=ON) is None


def test_every_delay_is_asked_once_under_what_it_is_about():
    assert sorted(delay for _title, some in GROUPS for delay in some) == sorted(Delay) == sorted(BOUNDS)


def test_her_link_opens_as_long_as_was_set(territory, ines, amina, state, at_noon):
    make_delays(territory, state, values={"link_days": 40}, in_force_on=ON)
    mine = reverse("residents:my-sharings", args=[make_link(resident=amina, by=ines.user)])
    for days, status in ((39, 200), (41, 410)):
        with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC) + timedelta(days=days)):
            assert Client().get(mine).status_code == status


def test_whom_nothing_was_heard_of_for_long_is_what_was_set(as_ines, territory, amina, state):
    Resident.objects.filter(pk=amina.pk).update(last_heard_on=ON - timedelta(days=30))

    def silent() -> str:
        return as_ines.get(reverse("residents:people"), {"nouvelles": "anciennes"}).content.decode()

    assert "Amina" not in silent()
    make_delays(territory, state, values={"silent": 21}, in_force_on=ON)
    assert "Amina" in silent() and "Aucune depuis 21 jours" in silent().replace("\u00a0", " ")


def test_an_answer_about_her_rights_is_urgent_as_early_as_was_set(as_ines, territory, ines, amina, state):
    note_request(resident=amina, right=Right.ACCESS, asked_on=date(2026, 11, 12), by=ines)

    def answers() -> str:
        return as_ines.get(reverse("residents:requests")).content.decode().replace("\u00a0", " ")

    assert "Bientôt due" not in answers()
    make_delays(territory, state, values={"right_near": 15}, in_force_on=ON)
    assert "Bientôt due" in answers()


def page(client, name, *args):
    return client.get(reverse(f"residents:{name}", args=args)).content.decode().replace("\u00a0", " ")


def test_a_co_pilot_prepares_and_the_other_agrees_on_their_pages(territory, state, metropole):
    hers, his = Client(), Client()
    hers.force_login(state)
    his.force_login(metropole)
    assert "n’a pas encore fixé ses délais" in page(hers, "delays")
    filled = {str(delay): value for delay, value in FIRST.items()}
    bad = hers.post(reverse("residents:delays-write"), filled | {"kept_months": 36, "why": "Plus long."})
    assert bad.status_code == 200 and not DelaySet.objects.exists()
    hers.post(reverse("residents:delays-write"), filled | {"kept_months": 18, "why": "Assez long."})
    draft = DelaySet.objects.get()
    assert "Assez long." in page(his, "delays")
    home = his.get("/").content.decode().replace("\u00a0", " ")
    asked = home.index(
        "Des délais attendent votre accord"
    )  # among what is near, not folded with what has no day
    assert home.index("Dans les 7 jours") < asked < home.index("avant le 4 décembre")
    for client in (hers, his):
        draft.refresh_from_db()
        client.post(reverse("residents:delays-agree", args=[draft.uuid]), {"version": draft.version})
    assert "Version 1, en vigueur depuis le 27 novembre 2026" in page(hers, "delays")
    assert "18 mois après vos dernières nouvelles" in page(Client(), "supported-data")


def test_a_shorter_time_for_introductions_erases_at_once_as_the_pages_say(territory, ines, state):
    introduction = make_introduction(ines, first_name="Samira", introduced_on=date(2026, 10, 18))
    assert erase_old_introductions(territory=territory, on=ON) == 0
    make_delays(territory, state, values={"light_days": 31}, in_force_on=ON)
    assert erase_old_introductions(territory=territory, on=ON) == 1
    introduction.refresh_from_db()
    assert introduction.first_name == ""
    client = Client()
    client.force_login(state)
    assert "sans dossier qui la dépassent s’effacent dans les vingt-quatre heures" in page(client, "delays")
    assert "n’efface personne" not in page(client, "delays")
    assert "sans dossier s’efface, sans prévenir" in page(client, "delays-write")


def test_a_professional_does_not_open_them(as_ines):
    assert as_ines.get(reverse("residents:delays")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_prepared_at_once_one_is_kept(territory, state, metropole):
    ends = at_once(
        territory,
        lambda: write(territory, state, kept_months=18),
        lambda: write(territory, metropole, kept_months=20),
    )
    assert sorted(ends) == [DONE, "draft_exists"]
