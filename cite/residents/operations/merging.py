"""Two files made one, and made two again.

Whatever refers to the absorbed person refers to the kept one afterwards: applications above that registered move what
is theirs, plain references follow. What cannot move because the kept file has its like stays where it is, and goes
with the whole when it is given or erased. Every change is written down, so that undoing gives back what was there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models, transaction

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import Decision, require, unless
from cite.core.journal import record
from cite.core.merging import Changes, give_back, move_references, move_references_back
from cite.residents.enums.people import ResidentState
from cite.residents.enums.rights import LikenessState
from cite.residents.enums.rights_objections import LikenessObjection, RightsAct
from cite.residents.enums.sharing import HER_STOPS, StopWay
from cite.residents.models import PersonDuplicate, PersonMerge, Residence, Resident, Sharing
from cite.residents.operations.locking import lock_resident
from cite.residents.operations.stopping import tell_stopped, withdraw_what_waits
from cite.residents.permissions.doubles import can_settle, can_undo
from cite.residents.ports import against_moving, move_all, move_all_back
from cite.residents.signals import sharing_stopped

_STAY = (PersonMerge, PersonDuplicate, Resident)
"""What is about the pair itself."""
_FILLED = (
    "birth_date birth_year sex phone email channel reachable_hours needs_interpreter education_level protection "
    "guardian_name guardian_phone guardian_informed"
).split()
"""What the kept file takes from the other where it says nothing."""
_TOGETHER = ("languages", "situations")
_EMPTY = (None, "")


@transaction.atomic
def merge_people(*, double: PersonDuplicate, version: int, keep_first: bool, by: User) -> PersonMerge:
    """Make one file of two that are one person. Twice is once.

    Raises:
        Refused: she does not follow both, it is decided, a file is no longer open, or an application above objects.
    """
    kept, absorbed = _locked_pair(double.first_id, double.second_id)
    if not keep_first:
        kept, absorbed = absorbed, kept
    done = PersonMerge.objects.filter(kept=kept, absorbed=absorbed, merged_by=by, undone_at=None).first()
    if done is not None:
        return done
    double = PersonDuplicate.locked(pk=double.pk, version=version)
    _hold_sharings(absorbed, kept)
    require(can_settle(by, double) & _mergeable(double, kept, absorbed))
    require(against_moving(absorbed=absorbed, kept=kept))
    changes = Changes()
    moved = move_all(absorbed=absorbed, kept=kept)
    refused = _close_refused(absorbed, kept, changes)
    _settle_sharings(absorbed, kept, changes)
    _settle_homes(absorbed, kept, changes)
    rows = dict(move_references(absorbed, kept, but=_STAY))
    _put_together(absorbed, kept, changes)
    changes.make(
        double, state=LikenessState.MERGED, decided_by=by, decided_on=today(), version=double.version + 1
    )
    merge = PersonMerge.objects.create(
        territory=kept.territory,
        kept=kept,
        absorbed=absorbed,
        moved={"applications": moved, "rows": rows, "changes": changes.made, "refused": refused},
        merged_by=by,
        merged_at=now(),
    )
    record(RightsAct.MERGE, by=by, target=merge, person=kept)
    _follow_refused(refused)
    return merge


@transaction.atomic
def undo_people_merge(*, merge: PersonMerge, version: int, by: User) -> PersonMerge:
    """Make two files of one again, as they were; what changed since by hand stays changed.

    A sharing that the person stopped meanwhile stays stopped in both files; a referent whom the merge ended is asked
    again by hand.

    Raises:
        Refused: not allowed, undone already, or a later merge stands on it.
    """
    kept, absorbed = _locked_pair(merge.kept_id, merge.absorbed_id)
    merge = PersonMerge.locked(pk=merge.pk, version=version)
    require(can_undo(by, merge) & _undoable(merge))
    move_references_back(absorbed, kept, merge.moved["rows"])
    for label, pk, changed in reversed(merge.moved["changes"]):
        _give_back(apps.get_model(label), pk, changed, merge)
    move_all_back(absorbed=absorbed, kept=kept, moved=merge.moved["applications"])
    merge.undone_at = now()
    merge.save_next_version()
    record(RightsAct.UNDO_MERGE, by=by, target=merge, person=kept)
    return merge


def _locked_pair(one: int, other: int) -> tuple[Resident, Resident]:
    """Lock both files, the smaller number first whoever asks.

    Raises:
        Refused: one was erased meanwhile.
    """
    found = {number: lock_resident(number) for number in sorted((one, other))}
    return found[one], found[other]


def _hold_sharings(absorbed: Resident, kept: Resident) -> None:
    """Lock what both share before anything that hangs on it is moved: whoever stops a sharing takes them so."""
    rows = Sharing.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(rows.filter(resident__in=(absorbed, kept)).values_list("pk", flat=True))


def _mergeable(double: PersonDuplicate, kept: Resident, absorbed: Resident) -> Decision:
    both = kept.state == absorbed.state == ResidentState.ACTIVE
    return (
        unless(double.state == LikenessState.TO_REVIEW, LikenessObjection.ALREADY_DECIDED)
        & unless(both, LikenessObjection.NO_LONGER_BOTH)
        & unless(kept.is_training == absorbed.is_training, LikenessObjection.OTHER_KIND)
    )


def _undoable(merge: PersonMerge) -> Decision:
    both = (merge.kept_id, merge.absorbed_id)
    later = PersonMerge.objects.filter(pk__gt=merge.pk, undone_at=None)
    leans = later.filter(models.Q(kept__in=both) | models.Q(absorbed__in=both)).exists()
    return unless(merge.undone_at is None, LikenessObjection.ALREADY_UNDONE) & unless(
        not leans, LikenessObjection.LATER_MERGE
    )


def _close_refused(absorbed: Resident, kept: Resident, changes: Changes) -> list[int]:
    """Close what one file still opens to a structure that she stopped in the other: her stop is for both.

    A stop no longer counts where she shared again in the same file. Tells which sharings are closed.
    """
    rows = Sharing.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    opened = list(rows.filter(resident__in=(absorbed, kept), stopped_at=None))
    stopped = set(
        Sharing.objects.filter(resident__in=(absorbed, kept), stopped_how__in=HER_STOPS).values_list(
            "resident_id", "partner_id", "purpose"
        )
    )
    refused = []
    for row in opened:
        there = absorbed.pk if row.resident_id == kept.pk else kept.pk
        shared = {
            each.purpose for each in opened if (each.resident_id, each.partner_id) == (there, row.partner_id)
        }
        stops = {purpose for file, partner, purpose in stopped if (file, partner) == (there, row.partner_id)}
        if row.purpose not in shared and (row.purpose in stops or (stops and not shared)):
            refused.append(row)
    for row in refused:
        changes.make(row, stopped_at=now(), stopped_how=StopWay.OTHER_FILE)
    return [row.pk for row in refused]


def _follow_refused(refused: list[int]) -> None:
    """End what stood on the sharings that her stop closed: no referent is named whom she stopped."""
    rows = Sharing.objects.filter(pk__in=refused).select_related(
        "territory", "partner", "resident__territory"
    )
    for each in rows.order_by("pk"):
        withdraw_what_waits(each)
        tell_stopped(each)
        sharing_stopped.send(sender=Sharing, sharing=each)


def _settle_sharings(absorbed: Resident, kept: Resident, changes: Changes) -> None:
    """Where both let the same structure see the same for the same reason, the longer agreement goes on."""
    rows = Sharing.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    held = {(row.partner_id, row.purpose): row for row in rows.filter(resident=kept, stopped_at=None)}
    for other in rows.filter(resident=absorbed, stopped_at=None):
        own = held.get((other.partner_id, other.purpose))
        if own is None:
            continue
        shorter = min((own, other), key=lambda row: (row.ends_on or date.max, row is own))
        changes.make(shorter, stopped_at=now(), stopped_how=StopWay.MERGED)


def _settle_homes(absorbed: Resident, kept: Resident, changes: Changes) -> None:
    """Of two present homes, the later one is where she lives."""
    homes = list(Residence.objects.filter(resident__in=(absorbed, kept), until=None).order_by("since", "pk"))
    if len(homes) == 2:  # noqa: PLR2004 - one each
        changes.make(homes[0], until=homes[1].since)


def _put_together(absorbed: Resident, kept: Resident, changes: Changes) -> None:
    taken = {
        name: getattr(absorbed, name)
        for name in _FILLED
        if getattr(kept, name) in _EMPTY and getattr(absorbed, name) not in _EMPTY
    }
    if not kept.via_name and absorbed.via_name:
        taken |= {name: getattr(absorbed, name) for name in ("via_name", "via_phone", "via_agreed")}
    for name in _TOGETHER:
        both = [*getattr(kept, name), *getattr(absorbed, name)]
        taken[name] = list(dict.fromkeys(both))
    heard = max(kept.last_heard_on, absorbed.last_heard_on)
    changes.make(absorbed, state=ResidentState.MERGED, merged_into_id=kept.pk, version=absorbed.version + 1)
    changes.make(kept, **taken, last_heard_on=heard, version=kept.version + 1)


def _give_back(model: type[models.Model], pk: int, changed: dict[str, list[Any]], merge: PersonMerge) -> None:
    row = model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if row is None or (isinstance(row, Sharing) and not _reopens(row, merge)):
        return
    give_back(row, {name: values for name, values in changed.items() if name != "version"})
    if hasattr(row, "version"):
        row.version += 1
    row.save()


def _reopens(closed: Sharing, merge: PersonMerge) -> bool:
    """Say whether the sharing that took over from this one is still open: else the person has stopped it.

    Nothing took over where a stop of hers closed it: it comes back, unless she stopped that structure since.
    """
    both = (merge.kept_id, merge.absorbed_id)
    if closed.pk in merge.moved.get("refused", ()):
        since = Sharing.objects.filter(resident__in=both, partner=closed.partner_id)
        return not since.filter(stopped_how__in=HER_STOPS, stopped_at__gt=merge.merged_at).exists()
    other = both[0] if closed.resident_id == both[1] else both[1]
    like = Sharing.objects.filter(partner=closed.partner_id, purpose=closed.purpose, stopped_at=None)
    return like.filter(resident=other).exists()
