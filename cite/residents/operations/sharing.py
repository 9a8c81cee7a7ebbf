"""What somebody lets a structure see: given with her agreement, stopped when she likes, at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Membership, Partner
from cite.core.dates import now, today
from cite.core.decisions import Decision, require, unless
from cite.core.journal import record
from cite.core.languages import LANGUAGES
from cite.core.models import still_there
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.objections import SharingObjection
from cite.residents.enums.sharing import HER_STOPS, AgreementWay, Purpose, StopWay
from cite.residents.models import Resident, Sharing
from cite.residents.operations.locking import lock_resident
from cite.residents.operations.stopping import tell_her, tell_stopped, withdraw_what_waits
from cite.residents.permissions.people import (
    can_give_sharing,
    can_receive,
    can_stop_sharing,
    open_sharings,
    stopping_membership,
)
from cite.residents.rules.sharing import is_open
from cite.residents.signals import sharing_given, sharing_stopped

_LANGUAGES = frozenset(language.code for language in LANGUAGES)


@transaction.atomic
def give(
    *,
    resident: Resident,
    partner: Partner,
    purpose: Purpose | str,
    by: Membership,
    way: AgreementWay | str,
    language: str,
    ends_on: date | None = None,
    on: date | None = None,
) -> Sharing:
    """Note that she agrees that a structure sees her file for one purpose. Given twice, it is once; its end may move.

    `on`: the day she agreed, where it is not today.

    Raises:
        Refused: not shared with whoever notes it, a structure that closed or has no title, an end that is past.
    """
    purpose, on = Purpose(purpose), on or today()
    locked = lock_resident(resident.pk)
    require(can_give_sharing(by.user, locked))
    current = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    require(can_receive(current, purpose) & _dated(language, ends_on, on))
    rows = Sharing.objects.select_for_update(of=("self",), no_key=True)
    same = rows.filter(resident=locked, partner=current, purpose=purpose, stopped_at=None).first()
    if same is not None and is_open(same.stopped_at, same.ends_on, on):
        return _moved(same, ends_on, by)
    if same is not None:  # it reached its end: what begins is another
        _close(same, StopWay.ENDED)
    sharing = Sharing.objects.create(
        territory=locked.territory,
        resident=locked,
        partner=current,
        purpose=purpose,
        given_on=on,
        way=way,
        language=language,
        recorded_by=by,
        ends_on=ends_on,
    )
    record(ResidentsAct.GIVE_SHARING, by=by.user, target=sharing, person=locked)
    sharing_given.send(sender=Sharing, sharing=sharing)
    return sharing


@transaction.atomic
def stop(*, sharing: Sharing, how: StopWay | str, by: User | Membership | None = None) -> Sharing:
    """Stop a sharing, at once; the structure that no longer sees is told, without a word about whom. Twice is once.

    Told by word of mouth, it is noted by that structure or by her referent (`by`), and she is told who noted it. `by`
    is None where she stops it herself by her link, or where it follows from something else (an end, a merge).

    Raises:
        Refused: neither of that structure nor her referent.
    """
    how, user = StopWay(how), by.user if isinstance(by, Membership) else by
    # alone first: joined to a file that a merge has just changed, the row would seem gone
    still_there(Sharing.objects.select_for_update(of=("self",), no_key=True), sharing.pk)
    rows = Sharing.objects.select_related("territory", "partner", "resident__territory")
    locked = rows.get(pk=sharing.pk)
    if how == StopWay.TOLD:
        require(can_stop_sharing(user, locked))
    if locked.stopped_at is not None:
        return locked
    if how == StopWay.TOLD:
        locked.stopped_by = stopping_membership(user, locked)
    _end([locked], how, user)
    return locked


@transaction.atomic
def stop_structure(*, resident: Resident, partner: Partner) -> list[Sharing]:
    """Stop by her link all that somebody shares with a structure, at once: it sees nothing more. Each is told once."""
    rows = open_sharings().select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("territory", "partner", "resident__territory")
    locked = list(rows.filter(resident=resident, partner=partner).order_by("pk"))
    _end(locked, StopWay.LINK, None)
    return locked


def _dated(language: str, ends_on: date | None, on: date) -> Decision:
    return unless(ends_on is None or ends_on >= on, SharingObjection.ENDS_BEFORE_IT_STARTS) & unless(
        language in _LANGUAGES, SharingObjection.UNKNOWN_LANGUAGE
    )


def _moved(sharing: Sharing, ends_on: date | None, by: Membership) -> Sharing:
    if sharing.ends_on == ends_on:
        return sharing
    before, sharing.ends_on = sharing.ends_on, ends_on
    sharing.save_next_version()
    changes = {"ends_on": (before, ends_on)}
    record(ResidentsAct.GIVE_SHARING, by=by.user, target=sharing, person=sharing.resident, changes=changes)
    return sharing


def _end(sharings: Sequence[Sharing], how: StopWay, by: User | None) -> None:
    """Close sharings of one person with one structure, let nothing of them wait, and tell both ends once."""
    for each in sharings:
        _close(each, how)
        record(ResidentsAct.STOP_SHARING, by=by, target=each, person=each.resident)
    for each in sharings[-1:]:
        withdraw_what_waits(each)
        if how in HER_STOPS:
            tell_stopped(each)
            tell_her(each)
    for each in sharings:
        sharing_stopped.send(sender=Sharing, sharing=each)


def _close(sharing: Sharing, how: StopWay) -> None:
    sharing.stopped_at, sharing.stopped_how = now(), how
    sharing.save_next_version()
