"""What a pathway is today, computed from what happened: a table, read from the top, that an official can proof-read."""

from __future__ import annotations

from dataclasses import dataclass

from cite.pathways.enums.pathways import PathwayState as S
from cite.pathways.enums.status import StatusReason as R


@dataclass(frozen=True, slots=True)
class PathwayFacts:
    """What happened in a pathway, on a day.

    `was_met`: something came from her since it opened, an exchange or an appointment she came to. `in_action`: a
    service among her steps runs today. `has_referent`: somebody who still acts for an organization.
    """

    is_closed: bool = False
    has_referent: bool = False
    is_paused: bool = False
    was_met: bool = False
    in_action: bool = False
    has_diagnosis: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """A status and its reason."""

    state: S
    reason: R


TABLE: tuple[tuple[S, R, dict[str, bool]], ...] = (
    (S.CLOSED, R.ENDED, {"is_closed": True}),
    (S.WITHOUT_REFERENT, R.NOBODY_FOLLOWS, {"has_referent": False}),
    (S.PAUSED, R.ON_PAUSE, {"is_paused": True}),
    (S.STARTING, R.NOT_MET_YET, {"was_met": False}),
    (S.IN_ACTION, R.SERVICE_RUNS, {"in_action": True}),
    (S.DIAGNOSIS, R.NOTHING_DISCUSSED, {"has_diagnosis": False}),
    (S.IN_PROGRESS, R.GOES_ON, {}),
)
"""Status, its reason, the facts it takes; the first line whose facts hold has the word. Lists read the same table."""


def status_of(facts: PathwayFacts) -> Status:
    """Compute the status of a pathway."""
    state, reason, _facts = next(
        line for line in TABLE if all(getattr(facts, name) is value for name, value in line[2].items())
    )
    return Status(state, reason)


REASONS: dict[S, R] = {state: reason for state, reason, _facts in TABLE}
"""The reason of each status."""
