"""Being called back, on real rows: asked once, called, reminded, erased."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.directory.enums.callbacks import (
    AskObjection,
    CallbackObjection,
    CallbackState,
    CallTime,
    Ending,
    Outcome,
)
from cite.directory.models import Callback, DutyPartner, DutyShift
from cite.directory.operations import callbacks, duty
from cite.directory.permissions.callbacks import can_answer
from cite.directory.queries.callbacks import callback_offer, colleagues, promise_figures, roster
from cite.notifications.models import Message
from cite.territories.enums import DistrictKind
from cite.territories.models import Commune
from tests.factories.accounts import make_user
from tests.factories.callbacks import make_callback, make_duty_partner, make_shift
from tests.factories.organizations import make_member, make_partner
from tests.factories.territories import make_commune, make_district

FRIDAY = datetime(2026, 11, 27, 9, tzinfo=UTC)
TUESDAY_16 = datetime(2026, 12, 1, 15, tzinfo=UTC)
PHONE, NAME = "+33639980123", "Samira"


@pytest.fixture
def montreynaud(territory):
    return make_district(make_commune(epci_code=territory.epci_code), label="Montreynaud")


@pytest.fixture
def nadia(partner):
    make_duty_partner(partner, make_user("alix"))
    return make_member(partner, make_user("nadia"))


@pytest.fixture
def rosa(partner, nadia):
    return make_member(partner, make_user("rosa"))


@pytest.fixture
def shift(montreynaud, nadia, rosa):
    return make_shift(montreynaud, nadia, deputy=rosa)


def ask(territory, district, **fields):
    given = {"phone": PHONE, "first_name": NAME, "when": CallTime.ANY, "language": "ar", "at": FRIDAY}
    return callbacks.ask_callback(territory=territory, district=district, **given | fields)


def note(callback, by, outcome=Outcome.ANSWERED, at=TUESDAY_16 - timedelta(hours=1)):
    callback.refresh_from_db()
    return callbacks.note_call(callback=callback, version=callback.version, outcome=outcome, by=by, at=at)


def test_no_roster_no_offer(territory, montreynaud):
    assert callback_offer(territory, montreynaud, FRIDAY) is None
    with pytest.raises(Refused) as refusal:
        ask(territory, montreynaud)
    assert refusal.value.decision.objections == (AskObjection.NOBODY,)


@pytest.mark.parametrize(("hours", "hour"), [(1, 15), (4, 18), (5, None)])
def test_each_cite_says_how_long_its_residents_wait(territory, montreynaud, shift, hours, hour):
    """The roster has four hours a week: five are never promised within a week."""
    territory.callback_delay_hours = hours
    territory.save()
    offer = callback_offer(territory, montreynaud, FRIDAY)
    assert (offer and offer.before) == (hour and datetime(2026, 12, 1, hour - 1, tzinfo=UTC))


def test_a_watch_district_has_no_roster(client, territory, montreynaud):
    """« Les quartiers en veille active ne sont pas éligibles » (fiche technique)."""
    watched = make_district(Commune.objects.get(), kind=DistrictKind.WATCH, label="Bel Air")
    assert [line.district for line in roster(territory, FRIDAY)] == [montreynaud]
    assert client.get(reverse("directory:ask-call", args=[watched.uuid])).status_code == 404


def test_sent_twice_it_is_asked_once(territory, montreynaud, shift):
    first, second = ask(territory, montreynaud), ask(territory, montreynaud, first_name=" samira")
    assert first == second
    assert first.before == TUESDAY_16
    assert Callback.objects.count() == 1


def test_another_name_learns_nothing_and_cancels_nothing(territory, montreynaud, shift):
    first = ask(territory, montreynaud)
    stranger = ask(territory, montreynaud, first_name="Autre")
    assert stranger.before == first.before
    assert stranger.code != first.code
    callbacks.cancel_callback(territory=territory, code=stranger.code, at=FRIDAY)
    assert Callback.objects.get().is_open


def test_the_code_cancels_and_erases(territory, montreynaud, shift):
    asked = ask(territory, montreynaud)
    callbacks.cancel_callback(territory=territory, code=asked.code, at=FRIDAY)
    callbacks.cancel_callback(territory=territory, code=asked.code, at=FRIDAY)
    gone = Callback.objects.get()
    assert (gone.phone, gone.first_name, gone.code, gone.ending, gone.kept) == (
        "",
        "",
        "",
        Ending.CANCELED,
        None,
    )


def test_the_outcome_erases_what_names_her(territory, montreynaud, shift, nadia):
    ask(territory, montreynaud)
    done = note(Callback.objects.get(), nadia.user)
    stored = Callback.objects.filter(pk=done.pk).values().get()
    assert (stored["phone"], stored["first_name"], stored["need"], stored["assigned_to_id"]) == (
        "",
        "",
        "",
        None,
    )
    assert (stored["state"], stored["ending"], stored["kept"]) == ("closed", Ending.ANSWERED, True)
    assert (stored["language"], stored["asked_on"]) == ("ar", date(2026, 11, 27))


def test_no_answer_is_called_again_twice_at_most(territory, montreynaud, shift, nadia):
    ask(territory, montreynaud)
    found = Callback.objects.get()
    states = [note(found, nadia.user, Outcome.NO_ANSWER).state for _call in range(3)]
    assert states == [CallbackState.AGAIN, CallbackState.AGAIN, CallbackState.CLOSED]
    found.refresh_from_db()
    assert (found.ending, found.phone) == (Ending.UNREACHED, "")


@pytest.mark.parametrize(
    "words", ["Son numéro : 1 85 05 2A 033 123 34", "IBAN FR76 3000 6000 0112 3456 7890 189"]
)
def test_a_note_for_the_next_call_holds_no_identifier(territory, montreynaud, shift, nadia, client, words):
    ask(territory, montreynaud)
    client.force_login(nadia.user)
    found = Callback.objects.get()
    with pytest.raises(Refused) as refusal:
        callbacks.note_call(
            callback=found,
            version=found.version,
            outcome=Outcome.NO_ANSWER,
            note=words,
            by=nadia.user,
            at=TUESDAY_16,
        )
    assert {type(each) for each in refusal.value.decision.objections} == {FreeTextObjection}
    told = {"version": found.version, "outcome": Outcome.NO_ANSWER.value, "note": words}
    html = client.post(reverse("directory:call", args=[found.uuid]), told).content.decode()
    assert "Effacez-le" in html and words in html  # refused beside its field, and left to be corrected
    found.refresh_from_db()
    assert (found.note, found.attempts) == ("", 0)


def test_a_word_of_health_in_a_note_is_pointed_at(territory, montreynaud, shift, nadia, client):
    ask(territory, montreynaud)
    client.force_login(nadia.user)
    found = Callback.objects.get()
    told = {"version": found.version, "outcome": Outcome.NO_ANSWER.value, "note": "Elle est hospitalisée."}
    url = reverse("directory:call", args=[found.uuid])
    assert "parle peut-être de santé" in client.post(url, told, follow=True).content.decode()
    found.refresh_from_db()
    assert found.note == "Elle est hospitalisée."


def test_a_late_call_breaks_the_promise(territory, montreynaud, shift, nadia):
    ask(territory, montreynaud)
    done = note(Callback.objects.get(), nadia.user, at=TUESDAY_16 + timedelta(minutes=1))
    assert done.kept is False


def test_a_stranger_notes_nothing(territory, montreynaud, shift, claire):
    ask(territory, montreynaud)
    with pytest.raises(Refused) as refusal:
        note(Callback.objects.get(), claire)
    assert refusal.value.decision.objections == (CallbackObjection.NOT_ON_DUTY,)


def test_reminders_escalate_once_each(territory, montreynaud, shift, claire):
    ask(territory, montreynaud)
    moments = [TUESDAY_16 - timedelta(minutes=m) for m in (61, 60, 59, 30, 12, 5)]
    assert [callbacks.remind_calls(territory=territory, at=at) for at in moments] == [0, 1, 0, 1, 1, 0]
    told = Message.objects.order_by("pk").values_list("kind", "recipient__email")
    assert list(told) == [
        ("directory.call_asked", "nadia@example.org"),
        ("directory.call_half", "nadia@example.org"),
        ("directory.call_deputy", "rosa@example.org"),
        ("directory.call_last", "claire@example.org"),
    ]


def test_a_reminder_that_leaves_during_the_call_does_not_refuse_what_came_of_it(
    territory, montreynaud, nadia, shift
):
    ask(territory, montreynaud)
    read = Callback.objects.get()
    callbacks.remind_calls(territory=territory, at=TUESDAY_16 - timedelta(minutes=12))
    given = {"version": read.version, "outcome": Outcome.ANSWERED, "by": nadia.user}
    noted = callbacks.note_call(callback=read, at=TUESDAY_16 - timedelta(minutes=10), **given)
    assert noted.ending == Ending.ANSWERED


def test_no_message_says_whom(territory, montreynaud, shift):
    ask(territory, montreynaud)
    callbacks.remind_calls(territory=territory, at=TUESDAY_16)
    texts = " ".join(str(row) for row in Message.objects.values())
    assert (PHONE in texts, NAME in texts) == (False, False)


def test_thirty_days_erase_whatever_happens(territory, montreynaud, nadia, shift):
    with time_machine.travel(FRIDAY, tick=False):
        old = make_callback(montreynaud, nadia)
    assert callbacks.erase_old_callbacks(territory=territory, at=FRIDAY + timedelta(days=29)) == 0
    assert callbacks.erase_old_callbacks(territory=territory, at=FRIDAY + timedelta(days=30)) == 1
    old.refresh_from_db()
    assert (old.phone, old.first_name, old.ending, old.kept) == ("", "", Ending.EXPIRED, False)


def test_it_is_handed_over_within_the_team(territory, montreynaud, shift, nadia, rosa, claire):
    ask(territory, montreynaud)
    found = callbacks.hand_over_callback(callback=Callback.objects.get(), to=rosa, by=nadia.user)
    assert found.assigned_to == rosa
    outside = make_member(make_partner(territory), make_user("dehors"))
    with pytest.raises(Refused) as refusal:
        callbacks.hand_over_callback(callback=found, to=outside, by=claire)
    assert refusal.value.decision.objections == (CallbackObjection.NOT_IN_TEAM,)


def test_where_nobody_else_is_on_duty_another_district_takes_it(
    territory, montreynaud, partner, nadia, claire
):
    make_shift(montreynaud, nadia)
    ask(territory, montreynaud)
    asked = Callback.objects.get()
    assert colleagues(asked) == ([], True)
    elsewhere, deputy = (make_member(partner, make_user(name)) for name in ("ailleurs", "relais"))
    make_member(partner, make_user("jamais"))  # of the organization, and on duty nowhere
    make_shift(make_district(code="QN04298N", label="Crêt de Roc"), elsewhere, deputy=deputy)
    assert colleagues(asked) == ([elsewhere, deputy], True)
    found = callbacks.hand_over_callback(callback=asked, to=elsewhere, by=claire)
    assert (found.assigned_to, bool(can_answer(elsewhere.user, found))) == (elsewhere, True)
    assert not can_answer(deputy.user, found)
    # nadia is on duty there: the others are asked no more
    assert colleagues(found) == ([nadia], False)


def test_an_organization_takes_part_then_leaves(territory, partner, montreynaud):
    boss = make_member(partner, make_user("boss"), is_administrator=True)
    hours = {"starts_at": time(9), "ends_at": time(12), "by": boss.user}
    place = {"district": montreynaud, "person": boss, "deputy": None, "weekdays": [0, 2]}
    with pytest.raises(Refused) as refusal:
        duty.save_shifts(**place, **hours)
    assert refusal.value.decision.objections == (CallbackObjection.NOT_TAKING_PART,)
    for _twice in range(2):
        duty.join_duty(partner=partner, by=boss.user)
        duty.save_shifts(**place, **hours)
    assert (DutyPartner.objects.count(), DutyShift.objects.count()) == (1, 2)
    with pytest.raises(Refused) as refusal:
        duty.save_shifts(**place, **hours | {"starts_at": time(10)})
    assert refusal.value.decision.objections == (CallbackObjection.OVERLAPS,)
    duty.leave_duty(partner=partner, by=boss.user)
    assert (DutyPartner.objects.count(), DutyShift.objects.count()) == (0, 0)


def test_small_numbers_are_not_told(territory, montreynaud, nadia, shift):
    for number in range(5):
        ask(territory, montreynaud, phone=f"+3363998100{number}")
    for callback in Callback.objects.all()[:4]:
        note(callback, nadia.user)
    assert promise_figures(territory, date(2026, 1, 1)).whole.rate is None
    note(Callback.objects.exclude(state="closed").get(), nadia.user, at=TUESDAY_16 + timedelta(hours=1))
    figures = promise_figures(territory, date(2026, 1, 1))
    assert (figures.whole.rate, [month.name for month in figures.months]) == (80, ["novembre 2026"])


def test_two_districts_of_the_same_name_are_counted_apart(territory, montreynaud, nadia, shift):
    commune = make_commune("42186", "Rive-de-Gier", epci_code=territory.epci_code)
    other = make_district(commune, code="QN04299M", label="Montreynaud")
    for place in (montreynaud, other):
        make_callback(place, nadia)
    names = [line.name for line in promise_figures(territory, date(2026, 1, 1)).districts]
    assert (len(names), len(set(names))) == (2, 2)
    assert [name.startswith("Montreynaud (") for name in names] == [True, True]


def send(client, district, *, after=10, language="/ar", **fields):
    reverse("portals:home")  # the addresses are read in French, whichever page is the first asked
    with time_machine.travel(FRIDAY, tick=False):
        html = client.get(f"{language}/offre/rappel/{district.uuid}/").content.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', html)[1]
    given = {"phone": "06 39 98 01 23", "first_name": NAME, "time": "any", "language": "ar", "stamp": stamp}
    with time_machine.travel(FRIDAY + timedelta(seconds=after), tick=False):
        return client.post(f"{language}/offre/rappel/{district.uuid}/", given | fields)


def test_a_resident_asks_in_arabic(client, territory, montreynaud, shift):
    page = send(client, montreynaud)
    assert page.status_code == 200
    assert page["Cache-Control"].startswith("max-age=0")
    assert re.search(r"سنتصل بكم قبل الثلاثاء 16:00", page.content.decode())
    kept = Callback.objects.get()
    assert (kept.phone, kept.first_name, kept.language) == (PHONE, NAME, "ar")
    assert kept.code in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({"website": "x"}, 10),
        ({}, 1),
        ({"stamp": "forged"}, 10),
        ({"phone": "12"}, 10),
        ({"time": "morning"}, 10),
    ],
    ids=["trapped", "too-fast", "forged-stamp", "no-number", "nobody-then"],
)
def test_a_bad_request_writes_nothing(client, territory, montreynaud, shift, fields, after):
    assert send(client, montreynaud, after=after, **fields).status_code == 200
    assert Callback.objects.count() == 0


def test_the_person_on_duty_calls_and_the_number_is_gone(client, territory, montreynaud, shift, nadia):
    ask(territory, montreynaud)
    callback = Callback.objects.get()
    address = reverse("directory:call", args=[callback.uuid])
    with time_machine.travel(TUESDAY_16 - timedelta(hours=1), tick=False):
        client.force_login(nadia.user)
        page = client.get(address).content.decode()
        assert f'href="tel:{PHONE}"' in page
        assert NAME in client.get("/offre/rappels/").content.decode()
        outcome = {"version": callback.version, "outcome": "answered"}
        client.post(address, outcome)
        assert NAME not in client.get("/offre/rappels/").content.decode()
        for closed in (client.get(address), client.post(address, outcome)):
            page = closed.content.decode()
            assert (closed.status_code, PHONE in page, NAME in page) == (410, False, False)
            assert "Le numéro et le prénom ont été effacés le" in page
            assert "Jointe, réponse donnée" in page


def test_whoever_takes_part_in_no_duty_learns_nothing_of_a_closed_request(
    client, territory, montreynaud, shift, nadia, claire
):
    ask(territory, montreynaud)
    callback = Callback.objects.get()
    with time_machine.travel(TUESDAY_16 - timedelta(hours=1), tick=False):
        client.force_login(nadia.user)
        address = reverse("directory:call", args=[callback.uuid])
        client.post(address, {"version": callback.version, "outcome": "answered"})
        client.force_login(claire)
        assert client.get(address).status_code == 404


def test_messages_name_the_district_and_its_commune(territory, montreynaud, shift):
    ask(territory, montreynaud)
    told = Message.objects.get()
    assert f"{montreynaud.label} (" in told.subject
    assert montreynaud.full_label in told.body


def test_managers_never_read_a_number(client, territory, montreynaud, shift, claire):
    ask(territory, montreynaud)
    callback = Callback.objects.get()
    client.force_login(claire)
    pages = [reverse("directory:promises"), reverse("directory:hand-over", args=[callback.uuid])]
    texts = [client.get(page).content.decode() for page in pages]
    assert [(PHONE in text, NAME in text) for text in texts] == [(False, False)] * 2
    assert client.get(reverse("directory:call", args=[callback.uuid])).status_code == 404
