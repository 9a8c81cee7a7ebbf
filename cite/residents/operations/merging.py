"""Two files made one, and made two again.

Whatever refers to the absorbed person refers to the kept one afterwards: applications above that registered move what
is theirs, plain references follow. What cannot move because the kept file has its like stays where it is, and goes
with the whole when it is given or erased. Every change is written down, so that undoing gives back what was there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import Decision, require, unless
from cite.core.journal import record
from cite.residents.enums.people import ResidentState
from cite.residents.enums.rights import LikenessState
from cite.residents.enums.rights_objections import LikenessObjection, RightsAct
from cite.residents.enums.sharing import StopWay
from cite.residents.models import PersonDuplicate, PersonMerge, Residence, Resident, Sharing
from cite.residents.permissions.doubles import can_settle, can_undo
from cite.residents.ports import against_moving, move_all, move_all_back

_STAY = (PersonMerge, PersonDuplicate, Resident)
"""What is about the pair itself."""
_FILLED = (
    "birth_date birth_year sex phone email channel reachable_hours needs_interpreter education_level protection "
    "guardian_name guardian_phone guardian_informed"
).split()
"""What the kept file takes from the other where it says nothing."""
_TOGETHER = ("languages", "situations")
_EMPTY = (None, "")
_HER_STOPS = (StopWay.LINK, StopWay.TOLD)
"""How a sharing ends because she wants it."""


class _Changes:
    """What a merge writes over, in order."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int, dict[str, list[Any]]]] = []

    def make(self, row: models.Model, **values: Any) -> None:
        """Give a row new values, and remember those it had."""
        before = {name: _stored(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        changed = {
            name: [old, _stored(row, name)] for name, old in before.items() if old != _stored(row, name)
        }
        if changed:
            self.made.append((row._meta.label_lower, row.pk, changed))


@transaction.atomic
def merge_people(*, double: PersonDuplicate, version: int, keep_first: bool, by: User) -> PersonMerge:
    """Make one file of two that are one person.

    Raises:
        Refused: she does not follow both, it is decided, a file is no longer open, or an application above objects.
    """
    double = PersonDuplicate.locked(pk=double.pk, version=version)
    kept, absorbed = _locked_pair(double.first_id, double.second_id)
    if not keep_first:
        kept, absorbed = absorbed, kept
    require(can_settle(by, double) & _mergeable(double, kept, absorbed))
    require(against_moving(absorbed=absorbed, kept=kept))
    changes = _Changes()
    moved = move_all(absorbed=absorbed, kept=kept)
    refused = _close_refused(absorbed, kept, changes)
    _settle_sharings(absorbed, kept, changes)
    _settle_homes(absorbed, kept, changes)
    rows = dict(_move_rows(absorbed, kept))
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
    return merge


@transaction.atomic
def undo_people_merge(*, merge: PersonMerge, version: int, by: User) -> PersonMerge:
    """Make two files of one again, as they were; what changed since by hand stays changed.

    A sharing that the person stopped meanwhile stays stopped in both files.

    Raises:
        Refused: not allowed, undone already, or a later merge stands on it.
    """
    merge = PersonMerge.locked(pk=merge.pk, version=version)
    kept, absorbed = _locked_pair(merge.kept_id, merge.absorbed_id)
    require(can_undo(by, merge) & _undoable(merge))
    for path, numbers in merge.moved["rows"].items():
        label, _dot, field = path.rpartition(".")
        rows = apps.get_model(label)._base_manager.filter(pk__in=numbers, **{field: kept})
        rows.update(**{field: absorbed})
    for label, pk, changed in reversed(merge.moved["changes"]):
        _give_back(apps.get_model(label), pk, changed, merge)
    move_all_back(absorbed=absorbed, kept=kept, moved=merge.moved["applications"])
    merge.undone_at = now()
    merge.save_next_version()
    record(RightsAct.UNDO_MERGE, by=by, target=merge, person=kept)
    return merge


def _locked_pair(one: int, other: int) -> tuple[Resident, Resident]:
    """Lock both files, the smaller number first whoever asks."""
    rows = Resident.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = {each.pk: each for each in rows.filter(pk__in=(one, other))}
    return found[one], found[other]


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


def _close_refused(absorbed: Resident, kept: Resident, changes: _Changes) -> list[int]:
    """Close what one file still opens to a structure that she stopped in the other: her stop is for both.

    A stop no longer counts where she shared again in the same file. Tells which sharings are closed.
    """
    rows = Sharing.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    opened = list(rows.filter(resident__in=(absorbed, kept), stopped_at=None))
    stopped = set(
        Sharing.objects.filter(resident__in=(absorbed, kept), stopped_how__in=_HER_STOPS).values_list(
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
        changes.make(row, stopped_at=now(), stopped_how=StopWay.MERGED)
    return [row.pk for row in refused]


def _settle_sharings(absorbed: Resident, kept: Resident, changes: _Changes) -> None:
    """Where both let the same structure see the same for the same reason, the longer agreement goes on."""
    rows = Sharing.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    held = {(row.partner_id, row.purpose): row for row in rows.filter(resident=kept, stopped_at=None)}
    for other in rows.filter(resident=absorbed, stopped_at=None):
        own = held.get((other.partner_id, other.purpose))
        if own is None:
            continue
        shorter = min((own, other), key=lambda row: (row.ends_on or date.max, row is own))
        changes.make(shorter, stopped_at=now(), stopped_how=StopWay.MERGED)


def _settle_homes(absorbed: Resident, kept: Resident, changes: _Changes) -> None:
    """Of two present homes, the later one is where she lives."""
    homes = list(Residence.objects.filter(resident__in=(absorbed, kept), until=None).order_by("since", "pk"))
    if len(homes) == 2:  # noqa: PLR2004 - one each
        changes.make(homes[0], until=homes[1].since)


def _move_rows(absorbed: Resident, kept: Resident) -> Iterator[tuple[str, list[int]]]:
    for relation in Resident._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created or model in _STAY:
            continue
        field = relation.field.name
        rows = model._base_manager.filter(**{field: absorbed}).order_by("pk")
        numbers = list(rows.values_list("pk", flat=True))
        if moved := [pk for pk in numbers if _moves(model, pk, field, kept)]:
            yield f"{model._meta.label_lower}.{field}", moved


def _moves(model: type[models.Model], pk: int, field: str, kept: Resident) -> bool:
    """Move one row, unless the kept file has its like already."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{field: kept})
    except IntegrityError:
        return False
    return True


def _put_together(absorbed: Resident, kept: Resident, changes: _Changes) -> None:
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
    for name, (before, after) in changed.items():
        if name != "version" and _stored(row, name) == after:
            field = model._meta.get_field(name)
            setattr(row, field.attname, field.to_python(before))
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
        return not since.filter(stopped_how__in=_HER_STOPS, stopped_at__gt=merge.merged_at).exists()
    other = both[0] if closed.resident_id == both[1] else both[1]
    like = Sharing.objects.filter(partner=closed.partner_id, purpose=closed.purpose, stopped_at=None)
    return like.filter(resident=other).exists()


def _stored(row: models.Model, name: str) -> Any:
    field = row._meta.get_field(name)
    value = getattr(row, field.attname)
    if value is None or isinstance(value, bool | int | float | list):
        return value
    return field.value_to_string(row)
