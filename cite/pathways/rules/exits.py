"""How an exit is counted: the vocabulary of the insertion by economic activity, and the two classes of the Cité.

Sources: DDETS, « sorties dynamiques » of the SIAE (durable, transition, positive). France Travail counts a contract
of 6 months or more as lasting, which is counted here; the SIAE one of more than 6 months: the length is kept, so that
both can be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cite.core.decisions import ALLOWED, Decision, unless
from cite.pathways.enums.objections import ExitObjection
from cite.pathways.enums.pathways import ExitClass as C
from cite.pathways.enums.pathways import ExitReason as R

CLASS_OF: dict[R, C] = {
    R.PERMANENT_CONTRACT: C.LASTING_JOB,
    R.LONG_CONTRACT: C.LASTING_JOB,
    R.PUBLIC_SERVICE: C.LASTING_JOB,
    R.BUSINESS: C.LASTING_JOB,
    R.APPRENTICESHIP: C.LASTING_JOB,
    R.SHORT_CONTRACT: C.TRANSITION_JOB,
    R.AIDED_CONTRACT: C.TRANSITION_JOB,
    R.QUALIFYING_TRAINING: C.POSITIVE,
    R.PREPARATORY_TRAINING: C.POSITIVE,
    R.INSERTION_STRUCTURE: C.POSITIVE,
    R.COMMON_LAW: C.COMMON_LAW,
    R.CIVIC_SERVICE: C.OTHER,
    R.OTHER_SUPPORT: C.OTHER,
    R.HER_CHOICE: C.OTHER,
    R.OUT_OF_WORK: C.OTHER,
    R.RETIREMENT: C.OTHER,
    R.LOST: C.LOST,
    R.MOVED_AWAY: C.NOT_COUNTED,
    R.LONG_LEAVE: C.NOT_COUNTED,
    R.DEATH: C.NOT_COUNTED,
    R.TOO_SOON: C.NOT_COUNTED,
}
"""Reason → class. A positive exit is strict: training, or another insertion structure."""

DYNAMIC = frozenset({C.LASTING_JOB, C.TRANSITION_JOB, C.POSITIVE})
"""« Sortie dynamique »: lasting, transition, positive."""

LASTING_MONTHS = 6
"""From how long a contract is lasting: the law’s own (see the sources above)."""
MOST_MONTHS = 120
MONTHS_NEEDED = frozenset({R.LONG_CONTRACT, R.SHORT_CONTRACT})
MONTHS_POSSIBLE = MONTHS_NEEDED | {R.AIDED_CONTRACT, R.APPRENTICESHIP, R.INSERTION_STRUCTURE, R.CIVIC_SERVICE}
FOLLOW_UP_MONTHS = (3, 6)
"""When one asks what somebody has become: what the indicator of the State counts, the same in every Cité."""
NOT_FOLLOWED = frozenset({R.DEATH})
EARLY_BY = timedelta(days=15)
"""How long before its day a follow-up may be noted: earlier, it would not say what the indicator asks."""
UNDONE_WITHIN = timedelta(days=7)
"""How long an exit noted by mistake may be undone: a slip is seen at once, and figures already given stand."""


def class_of(reason: R | str) -> C:
    """Tell the class of a reason."""
    return CLASS_OF[R(reason)]


def exit_decision(reason: R | str, months: int | None) -> Decision:
    """Say whether the length of the contract fits the reason; every objection."""
    reason = R(reason)
    if months is None:
        return unless(reason not in MONTHS_NEEDED, ExitObjection.MONTHS_NEEDED)
    if reason not in MONTHS_POSSIBLE:
        return Decision((ExitObjection.NO_MONTHS,))
    return unless(
        reason is not R.LONG_CONTRACT or months >= LASTING_MONTHS, ExitObjection.MONTHS_TOO_FEW
    ) & unless(reason is not R.SHORT_CONTRACT or months < LASTING_MONTHS, ExitObjection.MONTHS_TOO_MANY)


@dataclass(frozen=True, slots=True)
class DynamicRate:
    """The rate of dynamic exits, with what it is made of; no rate without an exit that counts."""

    dynamic: int
    examined: int

    @property
    def share(self) -> float | None:
        """From 0 to 1."""
        return self.dynamic / self.examined if self.examined else None


def dynamic_rate(exits: Mapping[C, int]) -> DynamicRate:
    """Rate = dynamic exits / (every exit − those left out of the count)."""
    examined = sum(number for kind, number in exits.items() if C(kind) is not C.NOT_COUNTED)
    return DynamicRate(sum(number for kind, number in exits.items() if C(kind) in DYNAMIC), examined)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    first_of_next = date(day.year + year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(day.year + year, month + 1, min(day.day, last))


def follow_ups_due(reason: R | str, on: date) -> list[tuple[int, date]]:
    """List the follow-ups of an exit: how many months after, and from which day."""
    if R(reason) in NOT_FOLLOWED:
        return []
    return [(months, months_later(on, months)) for months in FOLLOW_UP_MONTHS]


def acting_decision(chosen: Iterable[int], acting: Iterable[int]) -> Decision:
    """Say whether every structure that shares an exit acted for the person."""
    return unless(set(chosen) <= set(acting), ExitObjection.NOT_ACTING)


def undo_decision(noted_on: date, on: date, *, another_is_open: bool) -> Decision:
    """Say whether an exit noted by mistake may still be undone."""
    return (
        ALLOWED
        & unless(on - noted_on <= UNDONE_WITHIN, ExitObjection.TOO_LATE_TO_UNDO)
        & unless(not another_is_open, ExitObjection.OPENED_SINCE)
    )


def follow_up_decision(due_on: date, on: date) -> Decision:
    """Say whether it is time to ask what somebody has become."""
    return unless(on >= due_on - EARLY_BY, ExitObjection.NOT_DUE)
