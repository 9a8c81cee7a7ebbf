"""Work killed at each of its writes, in a process of its own: begun again, it ends as if nobody had killed it."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.apps import apps
from django.db import connection, connections, transaction
from django_scopes import scopes_disabled

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.directory.operations import callbacks, freshness
from cite.dropout.operations.alerts import look
from cite.notifications.models import Message
from cite.notifications.operations import gather_digests
from cite.referrals.operations import introductions, upkeep
from cite.residents.models import PersonDuplicate
from cite.residents.operations import erasing
from cite.residents.operations.doubles import note_all_doubles
from cite.residents.operations.merging import merge_people
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.callbacks import make_callback
from tests.factories.directory import make_service, make_structure
from tests.factories.notifications import make_message
from tests.factories.pathways import make_pathway
from tests.factories.referrals import make_introduction, make_referral
from tests.factories.residents import make_resident
from tests.factories.territories import make_district

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NOW = datetime(2026, 12, 8, 9, tzinfo=UTC)
ON = NOW.date()
LONG_AGO = date(2024, 6, 3)
SEVERAL = range(3)

_NO_WRITES = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "SET")


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch):
    """A working day, in the morning; files are forgotten one by one, so that some are gone when the rest is not."""
    monkeypatch.setattr(erasing, "AT_ONCE", 1)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ines(territory):
    """A prescriber; somebody coordinates, and is told of what nobody answers."""
    make_user("coline", role=Role.COORDINATOR, territory=territory)
    return make_member(make_partner(territory, "Mission locale des Collines", **HABILITATED), "ines")


def killed(work: Callable[[], object], at_write: int) -> bool:
    """Do work in another process, killed when it comes to this write; says whether it came there."""
    connections.close_all()  # none is shared with the other process
    child = os.fork()
    if child == 0:
        status = 1
        try:
            writes = count(1)

            def kill(execute, sql, params, many, context):
                if not sql.lstrip("( ").startswith(_NO_WRITES) and next(writes) == at_write:
                    os.kill(os.getpid(), signal.SIGKILL)
                return execute(sql, params, many, context)

            with connection.execute_wrapper(kill):
                work()
            status = 0
        finally:
            os._exit(status)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "the work failed"
    return os.WIFSIGNALED(status)


def traces() -> dict[str, object]:
    """Everything that work leaves: rows and their versions, acts of the journal, messages and to whom."""
    with scopes_disabled():
        found: dict[str, object] = {
            "acts": Counter(Entry.objects.values_list("action", flat=True)),
            "messages": Counter(Message.objects.values_list("kind", "state", "recipient", "address")),
        }
        for model in apps.get_models():
            rows = model._base_manager.order_by()
            names = {each.name for each in model._meta.get_fields()}
            kept = [name for name in ("version", "state", "count") if name in names]
            found[model._meta.label] = Counter(rows.values_list(*kept)) if kept else rows.count()
    return found


def changed(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    return {name: after[name] for name in after if after[name] != before[name]}


def silent_pathways(territory, ines):
    for _each in SEVERAL:
        opened = {"opened_on": date(2026, 6, 1), "last_heard_on": date(2026, 9, 1)}
        make_pathway(make_resident(ines), ines, **opened)
    return lambda: look(territory=territory, on=ON)


def waiting_referrals(work):
    def prepare(territory, ines):
        atelier = make_partner(territory, "Les Ateliers du Grand Chêne")
        make_member(atelier, "yanis", role=Role.CARRIER)
        sent = {"receiver": atelier, "first_name": "Karima", "phone": "+33639980124"}
        for _each in SEVERAL:
            make_referral(ines, sent_on=date(2026, 11, 16), **sent)  # to be reminded of, and told
            make_referral(ines, sent_on=date(2026, 11, 3), **sent)  # nobody answers any more
            make_referral(ines, sent_on=date(2026, 8, 3), **sent)  # to be forgotten
            answered = {"state": "accepted", "answered_on": date(2026, 11, 20)}
            make_referral(ines, sent_on=date(2026, 11, 16), **sent, **answered)
        return lambda: work(territory=territory, on=ON)

    return prepare


def old_introductions(territory, ines):
    for _each in SEVERAL:
        make_introduction(ines, introduced_on=date(2026, 6, 1))
    return lambda: introductions.erase_old_introductions(territory=territory, on=ON)


def left_introductions(territory, ines):
    gone = make_member(make_partner(territory, "Centre social parti", state="left"), "lea")
    for _each in SEVERAL:
        make_introduction(ines, state="taken", taken_by=gone)
    return lambda: introductions.give_back_left(territory=territory, on=ON)


def old_files(territory, ines):
    for _each in SEVERAL:
        make_resident(ines, is_training=False, last_heard_on=LONG_AGO)
    return lambda: erasing.forget_files(territory=territory, on=ON)


def ending_files(territory, ines):
    for _each in SEVERAL:
        make_resident(ines, is_training=False, last_heard_on=ON - timedelta(days=720))
    return lambda: erasing.warn_of_ends(territory=territory, on=ON)


def ending_sheets(territory, ines):
    for number in SEVERAL:
        partner = make_partner(territory, f"Atelier {number}")
        make_member(partner, f"author{number}", role=Role.CARRIER, is_administrator=True)
        make_service(make_structure(territory, partner=partner), shown_until=ON + timedelta(days=3))
    return lambda: freshness.warn_of_ends(territory=territory, on=ON)


def promised_calls(territory, ines):
    district = make_district()
    for _each in SEVERAL:
        make_callback(district, ines)
    return lambda: callbacks.remind_calls(territory=territory, at=NOW)


def old_calls(territory, ines):
    promised_calls(territory, ines)
    return lambda: callbacks.erase_old_callbacks(territory=territory, at=NOW + timedelta(days=40))


def kept_messages(territory, ines):
    for number in SEVERAL:
        reader = make_user(f"reader{number}")
        for _each in SEVERAL:
            make_message(recipient=reader, territory=territory, state="held", due_at=NOW)
    return gather_digests


def two_files_of_one(territory, ines):
    named = {"first_name": "Nadia", "last_name": "Inventée", "birth_date": date(1990, 5, 4)}
    make_resident(ines, **named)
    make_pathway(make_resident(ines, **named), ines, opened_on=date(2026, 6, 1))
    note_all_doubles(territory=territory)
    double = PersonDuplicate.objects.get()

    def merge():
        if (
            PersonDuplicate.objects.get().version == double.version
        ):  # else its page is gone: nobody presses again
            merge_people(double=double, version=double.version, keep_first=True, by=ines.user)

    return merge


WORKS = {
    "the look of the day": silent_pathways,
    "reminders of referrals": waiting_referrals(upkeep.remind_structures),
    "silences told": waiting_referrals(upkeep.warn_of_silence),
    "referrals closed": waiting_referrals(upkeep.close_unanswered),
    "outcomes asked": waiting_referrals(upkeep.ask_outcomes),
    "light referrals forgotten": waiting_referrals(upkeep.erase_light),
    "introductions forgotten": old_introductions,
    "introductions given back": left_introductions,
    "files forgotten": old_files,
    "ends of files told": ending_files,
    "ends of sheets told": ending_sheets,
    "calls reminded of": promised_calls,
    "numbers erased": old_calls,
    "digests": kept_messages,
    "two files made one": two_files_of_one,
}


@pytest.mark.parametrize("prepare", WORKS.values(), ids=list(WORKS))
def test_work_killed_at_each_write_is_done_once(territory, ines, prepare):
    work = prepare(territory, ines)
    before = traces()
    with transaction.atomic():
        work()
        unkilled = traces()
        transaction.set_rollback(True)
    assert changed(before, unkilled), "there is nothing to do"

    times = next(at_write - 1 for at_write in count(1) if not killed(work, at_write))
    assert times >= 1
    assert changed(before, traces()) == changed(before, unkilled)
    work()
    assert traces() == unkilled, "done again, it changes nothing more"
