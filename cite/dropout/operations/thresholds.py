"""Thresholds: prepared, tried on the past, in force once both co-pilots agree."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cite.accounts.models import User
from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of
from cite.actors.rules.habilitation import joint_decision
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.dropout.enums.objections import DropoutAct
from cite.dropout.enums.objections import ThresholdObjection as O
from cite.dropout.enums.signs import ThresholdState
from cite.dropout.models import Replay, ThresholdSet
from cite.dropout.permissions.alerts import can_agree_to_thresholds, can_prepare_thresholds
from cite.dropout.queries.histories import histories
from cite.dropout.queries.replays import progress_of
from cite.dropout.queries.thresholds import draft_of, in_force, thresholds_of
from cite.dropout.rules.replay import FOLLOWED_FOR, Result, replay
from cite.dropout.rules.thresholds import Thresholds, read, thresholds_decision, written
from cite.dropout.signals import replay_asked
from cite.dropout.workflow import THRESHOLDS
from cite.jobs.operations import confirm_lease, report_progress
from cite.pathways.models import Pathway
from cite.tenancy.models import Territory

_FIELDS = ("values", "closed", "why", "state", "agreed_by_state_on", "agreed_by_metropole_on", "in_force_on")
LONGEST_REPLAY = timedelta(days=366)
"""A year, told in less than a minute: what the worker is asked at most."""


@transaction.atomic
def write_thresholds(
    *,
    territory: Territory,
    thresholds: Thresholds,
    why: str,
    by: User,
    uuid: UUID | None = None,
    version: int = 0,
) -> ThresholdSet:
    """Prepare thresholds, or change those under study: an agreement given to other values is void.

    `uuid`, `version`: the draft she read, as it was; none where she starts one.

    Raises:
        Refused: not hers, out of bounds, nothing changes, another draft waits, or changed meanwhile.
    """
    # two who prepare at once are seen one by one: there is one draft
    Territory.objects.select_for_update(of=("self",), no_key=True).get(pk=territory.pk)
    draft = draft_of(territory)
    require(
        can_prepare_thresholds(by, territory)
        & thresholds_decision(thresholds)
        & unless(thresholds != thresholds_of(territory), O.NOTHING_CHANGES)
        & unless(uuid == (draft and draft.uuid), O.NOT_A_DRAFT if uuid else O.DRAFT_EXISTS)
    )
    if draft is None:
        draft, before = ThresholdSet(territory=territory, written_by=by), {}
    else:
        draft = ThresholdSet.locked(pk=draft.pk, version=version)
        before = snapshot(draft, _FIELDS)
    draft.values, draft.closed = written(thresholds)
    draft.why = why.strip()
    draft.save_said()
    changes = differences(before, snapshot(draft, _FIELDS))
    record(DropoutAct.WRITE_THRESHOLDS, by=by, target=draft, changes=changes)
    return draft


@transaction.atomic
def agree_to_thresholds(*, draft: ThresholdSet, version: int, by: User) -> ThresholdSet:
    """Give one side's agreement; with the second, the thresholds are in force from the next working day.

    Raises:
        Refused: not a co-pilot, her side or herself agreed already, no longer a draft, or changed meanwhile.
    """
    locked = ThresholdSet.locked_as_read(pk=draft.pk, version=version)
    before, side = snapshot(locked, _FIELDS), pilot_side(by, locked.territory)
    require(
        can_agree_to_thresholds(by, locked.territory)
        & unless(locked.state == ThresholdState.DRAFT, O.NOT_A_DRAFT)
        & joint_decision(
            agreements_of(locked), side, by.pk, given=O.ALREADY_AGREED, same=O.ONE_PERSON_ONE_SIDE
        )
    )
    locked.agree(side, by, today())
    act = DropoutAct.AGREE_TO_THRESHOLDS
    if agreements_of(locked).is_complete:
        _replace_those_before(locked)
        locked.state = THRESHOLDS.target("adopt", locked.state)
        act, locked.in_force_on = DropoutAct.ADOPT_THRESHOLDS, today()
    locked.save_agreement()
    record(act, by=by, target=locked, changes=differences(before, snapshot(locked, _FIELDS)))
    return locked


@transaction.atomic
def abandon_thresholds(*, draft: ThresholdSet, version: int, by: User) -> ThresholdSet:
    """Give up thresholds under study.

    Raises:
        Refused: not hers, no longer a draft, or changed meanwhile.
    """
    locked = ThresholdSet.locked(pk=draft.pk, version=version)
    before = snapshot(locked, _FIELDS)
    require(
        can_prepare_thresholds(by, locked.territory)
        & unless(THRESHOLDS.allows("abandon", locked.state), O.NOT_A_DRAFT)
    )
    locked.state = THRESHOLDS.target("abandon", locked.state)
    locked.save_next_version()
    record(
        DropoutAct.ABANDON_THRESHOLDS,
        by=by,
        target=locked,
        changes=differences(before, snapshot(locked, _FIELDS)),
    )
    return locked


@transaction.atomic
def ask_replay(*, thresholds: ThresholdSet, first_on: date, last_on: date, by: User) -> Replay:
    """Ask what thresholds would have given over days that are past; asked twice, done once.

    Raises:
        Refused: not hers, not past, more than a year, or one runs already; one that stopped does not run.
    """
    # two who ask at once are seen one by one
    thresholds = ThresholdSet.objects.select_for_update(of=("self",), no_key=True).get(pk=thresholds.pk)
    territory = thresholds.territory
    asked = Replay.objects.filter(thresholds=thresholds, done_at=None, job_id__isnull=False)
    is_running = any(not progress_of(each).has_stopped for each in asked)
    past = first_on <= last_on < today() and last_on - first_on < LONGEST_REPLAY
    require(
        can_prepare_thresholds(by, territory)
        & unless(past, O.BAD_PERIOD)
        & unless(not is_running, O.ALREADY_RUNNING)
    )
    asked = Replay.objects.create(
        territory=territory,
        thresholds=thresholds,
        values=thresholds.values,
        closed=thresholds.closed,
        first_on=first_on,
        last_on=last_on,
        asked_by=by,
    )
    record(DropoutAct.ASK_REPLAY, by=by, target=thresholds)
    replay_asked.send(Replay, replay=asked)
    return asked


@transaction.atomic
def record_replay_job(*, asked: Replay, job_id: UUID | str) -> None:
    """Write down which background work tries the thresholds."""
    asked.job_id = UUID(str(job_id))
    asked.save()


def run_replay(*, replay_id: UUID | str, job_id: UUID | str) -> int:
    """Try thresholds over the days that were asked; tells how many pathways were read. Run again, it starts afresh.

    Raises:
        JobInterrupted: this worker must stop, or no longer has the job.
    """
    asked = (
        Replay.objects.filter(uuid=replay_id, job_id=job_id, done_at=None).select_related("territory").first()
    )
    if asked is None:
        return 0
    thresholds, until = read(asked.values, asked.closed), today() - timedelta(days=1)
    horizon = asked.last_on + timedelta(days=FOLLOWED_FOR)
    rows = Pathway.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=asked.first_on),
        territory=asked.territory,
        opened_on__lte=asked.last_on,
    )
    total, done, result = rows.count(), 0, Result()
    for some in histories(rows):
        replay(
            (history for _pathway, history in some),
            thresholds,
            asked.first_on,
            asked.last_on,
            min(until, horizon),
            result,
        )
        done += len(some)
        report_progress(job_id=job_id, done=done, total=total)
    _keep_result(asked, result, job_id)
    return total


@transaction.atomic
def _keep_result(asked: Replay, result: Result, job_id: UUID | str) -> None:
    confirm_lease(job_id=job_id)
    asked.result, asked.done_at, asked.job_id = result.as_rows(), now(), None
    asked.save()


def _replace_those_before(draft: ThresholdSet) -> None:
    if current := in_force(draft.territory):
        locked = ThresholdSet.locked(pk=current.pk, version=current.version)
        locked.state = THRESHOLDS.target("replace", locked.state)
        locked.save_next_version()
