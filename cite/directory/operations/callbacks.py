"""Requests to be called: asked, canceled, answered, handed over, reminded, and erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.decisions import require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.languages import FRENCH
from cite.core.models import SaveObjection
from cite.core.text import search_key
from cite.directory.enums.callbacks import (
    AskObjection,
    CallbackAct,
    CallbackObjection,
    CallbackState,
    CallTime,
    Ending,
    Outcome,
)
from cite.directory.models import Callback
from cite.directory.models.callbacks import draw_code
from cite.directory.notices import CALL_ASKED, CALL_DEPUTY, CALL_HALF, CALL_HANDED, CALL_LAST
from cite.directory.permissions.callbacks import can_answer, can_hand_over
from cite.directory.queries.callbacks import callback_offer, colleagues, deputy_of, moment_text
from cite.directory.queries.people import moderators_of
from cite.directory.rules.callbacks import ATTEMPTS, KEPT_FOR, is_kept
from cite.directory.workflow import CALLBACK
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind
from cite.tenancy.models import Territory
from cite.territories.models import District

MOST_OPEN = 60
"""Requests that wait in one district: beyond, a promise would be a lie."""
_ENDINGS = {
    Outcome.ANSWERED: Ending.ANSWERED,
    Outcome.ORIENTED: Ending.ORIENTED,
    Outcome.WRONG_NUMBER: Ending.WRONG_NUMBER,
    Outcome.NOT_WANTED: Ending.NOT_WANTED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told to whoever asked: before when she is called, and the code that cancels."""

    before: datetime
    code: str


@transaction.atomic
def ask_callback(
    *,
    territory: Territory,
    district: District,
    phone: str,
    first_name: str,
    when: CallTime,
    language: str,
    need: str = "",
    at: datetime,
) -> Asked:
    """Write down that somebody asks to be called; sent twice, it is once, with the same answer.

    One number has one open request. Under another first name, the answer looks the same and its code opens nothing:
    nobody learns from this page who asked.

    Raises:
        Refused: nobody is on duty at the moment she prefers, or too many wait already.
    """
    # two at once are counted one by one
    Territory.objects.select_for_update(of=("self",), no_key=True).get(pk=territory.pk)
    offer = callback_offer(territory, district, at)
    promise = offer.times.get(when) if offer else None
    require(unless(promise is not None, AskObjection.NOBODY))
    same = Callback.objects.filter(territory=territory, phone=phone).exclude(phone="").first()
    if same is not None:
        is_hers = search_key(same.first_name) == search_key(first_name)
        stands = is_hers and same.promised_before > at
        return Asked(
            same.promised_before if stands else promise.before, same.code if is_hers else draw_code()
        )
    waiting = Callback.objects.filter(territory=territory, district=district)
    require(unless(waiting.exclude(phone="").count() < MOST_OPEN, AskObjection.TOO_MANY))
    first, second, third = promise.reminders
    callback = Callback.objects.create(
        territory=territory,
        district=district,
        asked_on=localtime(at).date(),
        language=language,
        phone=phone,
        first_name=first_name,
        time=when,
        need=need,
        code=draw_code(),
        promised_before=promise.before,
        remind_person_at=first,
        remind_deputy_at=second,
        remind_coordination_at=third,
        assigned_to=Membership.objects.get(pk=promise.person),
    )
    record(CallbackAct.ASK, target=callback)
    _tell(callback, CALL_ASKED, callback.assigned_to.user)
    return Asked(callback.promised_before, callback.code)


@transaction.atomic
def cancel_callback(*, territory: Territory, code: str, at: datetime) -> None:
    """Cancel the request that has this code, and erase its number; a code that opens nothing does nothing."""
    rows = Callback.objects.select_for_update(of=("self",), no_key=True)
    callback = rows.filter(territory=territory, code=code).exclude(code="").first()
    if callback is None:
        return
    if callback.kept is None and callback.promised_before < at:
        callback.kept = False
    record(CallbackAct.CANCEL, target=callback)
    _erase(callback, Ending.CANCELED, at)


@transaction.atomic
def note_call(
    *, callback: Callback, version: int, outcome: Outcome, note: str = "", by: User, at: datetime
) -> Callback:
    """Note what came of a call. Unless she is to be called again, her number and her name are erased at once.

    Raises:
        Refused: not on duty in her district, changed meanwhile, over, or an identifier in the note.
    """
    locked = _locked(callback)
    if not locked.is_open:
        return locked  # twice is once: nothing is left to change
    require(can_answer(by, locked))
    require(check_free_text(note))
    require(unless(locked.version == version, SaveObjection.CHANGED_MEANWHILE))
    if locked.kept is None:
        locked.kept = is_kept(at, locked.promised_before)
    locked.called_at = at
    record(CallbackAct.NOTE, by=by, target=locked)
    if outcome == Outcome.NO_ANSWER and locked.attempts + 1 < ATTEMPTS:
        locked.attempts += 1
        locked.note = note
        locked.state = CALLBACK.target("no_answer", locked.state)
        locked.save_next_version()
        return locked
    _erase(locked, _ENDINGS.get(outcome, Ending.UNREACHED), at)
    return locked


@transaction.atomic
def hand_over_callback(*, callback: Callback, to: Membership, by: User) -> Callback:
    """Hand a request over to somebody else on duty in its district, who is told. Twice is once.

    Where nobody else is on duty there, somebody on duty in another district takes it.

    Raises:
        Refused: not hers to hand over, over, or to somebody who may not take it.
    """
    locked = _locked(callback)
    if locked.assigned_to_id == to.pk:
        return locked
    require(unless(locked.is_open, CallbackObjection.CLOSED))
    require(can_hand_over(by, locked))
    team = {each.pk: each for each in colleagues(locked).people}
    require(unless(to.pk in team, CallbackObjection.NOT_IN_TEAM))
    locked.assigned_to = team[to.pk]
    locked.save_next_version()
    record(CallbackAct.HAND_OVER, by=by, target=locked, person=locked.assigned_to.user)
    _tell(locked, CALL_HANDED, locked.assigned_to.user)
    return locked


@transaction.atomic
def remind_calls(*, territory: Territory, at: datetime) -> int:
    """Remind of the promises that nobody has kept yet: the person on duty, her deputy, the coordination; each once.

    Tells how many reminders left. Run again at the same moment, it writes to nobody.
    """
    due = Callback.objects.filter(
        territory=territory, state=CallbackState.WAITING, reminders_sent__lt=3, remind_person_at__lte=at
    )
    rows = due.select_for_update(of=("self",), no_key=True).select_related(
        "territory", "district", "assigned_to__user"
    )
    rows = rows.prefetch_related("district__communes")
    sent = 0
    for callback in rows.order_by("pk"):
        moments = (callback.remind_person_at, callback.remind_deputy_at, callback.remind_coordination_at)
        reached = sum(moment <= at for moment in moments)
        if reached <= callback.reminders_sent:
            continue
        for level in range(callback.reminders_sent, reached):
            _remind(callback, level)
            sent += 1
        callback.reminders_sent = reached
        # not another version: whoever is on the telephone notes what came of it
        callback.save(update_fields=["reminders_sent", "updated_at"])
        record(CallbackAct.REMIND, target=callback)
    return sent


def _remind(callback: Callback, level: int) -> None:
    if level == 0 and callback.assigned_to is not None:
        _tell(callback, CALL_HALF, callback.assigned_to.user)
    elif level == 1:
        deputy = deputy_of(callback)
        if deputy is not None:
            _tell(callback, CALL_DEPUTY, deputy.user)
    elif level == 2:  # those who watch over promises, never told of whom
        for person in moderators_of(callback.territory):
            _tell(callback, CALL_LAST, person, path=reverse("directory:promises"))


@transaction.atomic
def erase_old_callbacks(*, territory: Territory, at: datetime) -> int:
    """Erase the numbers that nobody erased in thirty days; tells how many."""
    old = Callback.objects.filter(territory=territory, created_at__lte=at - KEPT_FOR)
    rows = old.exclude(state=CallbackState.CLOSED).select_for_update(of=("self",), no_key=True)
    erased = 0
    for callback in rows.order_by("pk"):
        if callback.kept is None:
            callback.kept = False
        _erase(callback, Ending.EXPIRED, at)
        erased += 1
    return erased


def _erase(callback: Callback, ending: Ending, at: datetime) -> None:
    """Close a request, and keep what figures need: district, day, language, kept, ending."""
    callback.state, callback.ending, callback.erased_at = CallbackState.CLOSED, ending, at
    for name in ("phone", "first_name", "time", "need", "code", "note"):
        setattr(callback, name, "")
    for name in (
        "promised_before",
        "remind_person_at",
        "remind_deputy_at",
        "remind_coordination_at",
        "called_at",
        "assigned_to",
    ):
        setattr(callback, name, None)
    callback.save_next_version()
    record(CallbackAct.ERASE, target=callback)


def _locked(callback: Callback) -> Callback:
    rows = Callback.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("territory", "district").get(pk=callback.pk)


def _tell(callback: Callback, kind: NoticeKind, to: User, *, path: str = "") -> None:
    with override(FRENCH.code):  # whoever asks may read Arabic; whoever calls reads French
        notify(
            kind=kind.key,
            territory=callback.territory,
            to=to,
            fields={
                "district": callback.district.full_label,  # two of them may bear one name
                "before": moment_text(callback.promised_before, FRENCH),
            },
            path=path or reverse("directory:call", args=[callback.uuid]),
            about=f"callback:{callback.uuid}:{kind.key}",
        )
