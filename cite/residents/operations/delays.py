"""Delays: prepared, in force once both co-pilots agree."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from cite.accounts.models import User
from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of
from cite.actors.rules.habilitation import joint_decision
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.residents.enums.delays import Delay, DelaysAct
from cite.residents.enums.delays import DelayObjection as O
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
        & unless(values != delays_of(territory), O.NOTHING_CHANGES)
        & unless(uuid == (draft and draft.uuid), O.NOT_A_DRAFT if uuid else O.DRAFT_EXISTS)
    )
    if draft is None:
        draft, before = DelaySet(territory=territory, written_by=by), {}
    else:
        draft = DelaySet.locked(pk=draft.pk, version=version)
        before = snapshot(draft, _FIELDS)
    draft.values = {str(delay): value for delay, value in values.items()}
    draft.why = why.strip()
    draft.save_said()
    record(DelaysAct.WRITE, by=by, target=draft, changes=differences(before, snapshot(draft, _FIELDS)))
    return draft


@transaction.atomic
def agree_to_delays(*, draft: DelaySet, version: int, by: User) -> DelaySet:
    """Give one side's agreement; with the second, the delays are in force at once.

    Raises:
        Refused: not a co-pilot, her side or herself agreed already, no longer under study, or changed meanwhile.
    """
    locked = DelaySet.locked_as_read(pk=draft.pk, version=version)
    before, side = snapshot(locked, _FIELDS), pilot_side(by, locked.territory)
    require(
        can_agree_to_delays(by, locked.territory)
        & unless(locked.in_force_on is None, O.NOT_A_DRAFT)
        & joint_decision(
            agreements_of(locked), side, by.pk, given=O.ALREADY_AGREED, same=O.ONE_PERSON_ONE_SIDE
        )
    )
    locked.agree(side, by, today())
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
    require(can_prepare_delays(by, locked.territory) & unless(locked.in_force_on is None, O.NOT_A_DRAFT))
    record(
        DelaysAct.ABANDON,
        by=by,
        target=locked,
        changes={name: (value, None) for name, value in snapshot(locked, _FIELDS).items()},
    )
    locked.delete()
