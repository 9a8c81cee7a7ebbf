"""Delays: prepared, in force once both co-pilots agree."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from cite.accounts.models import User
from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of
from cite.actors.rules.habilitation import joint_decision
from cite.core.dates import today
from cite.core.decisions import Decision, require, unless
from cite.core.journal import differences, record, snapshot
from cite.residents.enums.delays import Delay, DelayObjection, DelaysAct
from cite.residents.models import DelaySet
from cite.residents.permissions.delays import can_agree_to_delays, can_prepare_delays
from cite.residents.queries.delays import delays_of, draft_of
from cite.residents.rules.delays import delays_decision
from cite.tenancy.models import Territory

_FIELDS = ("values", "why", "agreed_by_state_on", "agreed_by_metropole_on", "in_force_on")


@transaction.atomic
def write_delays(
    *,
    territory: Territory,
    values: Mapping[Delay, int],
    why: str,
    by: User,
    uuid: UUID | None = None,
    version: int = 0,
) -> DelaySet:
    """Prepare delays, or change those under study: an agreement given to other values is void.

    `uuid`, `version`: the draft she read, as it was; none where she starts one.

    Raises:
        Refused: not hers, out of bounds, nothing changes, another draft waits, or changed meanwhile.
    """
    # two who prepare at once are seen one by one: there is one draft
    Territory.objects.select_for_update(of=("self",), no_key=True).get(pk=territory.pk)
    draft = draft_of(territory)
    require(
        can_prepare_delays(by, territory)
        & delays_decision(values)
        & unless(values != delays_of(territory), DelayObjection.NOTHING_CHANGES)
        & unless(uuid is not None or draft is None, DelayObjection.DRAFT_EXISTS)
        & unless(uuid is None or (draft is not None and draft.uuid == uuid), DelayObjection.NOT_A_DRAFT)
    )
    if draft is None:
        last = DelaySet.objects.filter(territory=territory).aggregate(last=Max("number"))["last"] or 0
        draft, before = DelaySet(territory=territory, number=last + 1, written_by=by), {}
    else:
        draft = DelaySet.locked(pk=draft.pk, version=version)
        before = snapshot(draft, _FIELDS)
    draft.values = {str(delay): value for delay, value in values.items()}
    draft.why = why.strip()
    if draft.pk is None:
        draft.save()
    else:
        draft.forget_agreements()
        draft.save_next_version()
    record(DelaysAct.WRITE, by=by, target=draft, changes=differences(before, snapshot(draft, _FIELDS)))
    return draft


@transaction.atomic
def agree_to_delays(*, draft: DelaySet, version: int, by: User) -> DelaySet:
    """Give one side's agreement; with the second, the delays are in force at once.

    Raises:
        Refused: not a co-pilot, her side or herself agreed already, no longer under study, or changed meanwhile.
    """
    locked = DelaySet.locked_as_read(pk=draft.pk, version=version)
    before = snapshot(locked, _FIELDS)
    require(can_agree_to_delays(by, locked.territory) & _agreement_decision(locked, by))
    locked.agree(pilot_side(by, locked.territory), by, today())
    act = DelaysAct.AGREE
    if agreements_of(locked).is_complete:
        act, locked.in_force_on = DelaysAct.ADOPT, today()
    locked.save_agreement()
    record(act, by=by, target=locked, changes=differences(before, snapshot(locked, _FIELDS)))
    return locked


@transaction.atomic
def abandon_delays(*, draft: DelaySet, version: int, by: User) -> None:
    """Give up delays under study; those in force do not change.

    Raises:
        Refused: not hers, no longer under study, or changed meanwhile.
    """
    locked = DelaySet.locked(pk=draft.pk, version=version)
    require(
        can_prepare_delays(by, locked.territory)
        & unless(locked.in_force_on is None, DelayObjection.NOT_A_DRAFT)
    )
    record(
        DelaysAct.ABANDON,
        by=by,
        target=locked,
        changes={name: (value, None) for name, value in snapshot(locked, _FIELDS).items()},
    )
    locked.delete()


def _agreement_decision(draft: DelaySet, by: User) -> Decision:
    side = pilot_side(by, draft.territory)
    is_free, is_another = joint_decision(agreements_of(draft), side, by.pk)
    return (
        unless(draft.in_force_on is None, DelayObjection.NOT_A_DRAFT)
        & unless(side is None or is_free, DelayObjection.ALREADY_AGREED)
        & unless(is_another, DelayObjection.ONE_PERSON_ONE_SIDE)
    )
