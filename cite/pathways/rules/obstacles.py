"""What may be said of a frein, and what became of it between two dates: facts in, answer out.

Sources: domain §5.3 (levels, health without detail), article 9 of the RGPD; self-censorship is told by the person,
never measured by others (fiche technique, « lutter contre l’autocensure »).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cite.core.decisions import ALLOWED, Decision, all_of, unless
from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.content import ObstacleObjection
from cite.pathways.enums.obstacles import Movement, ObstacleLevel, ObstacleStatus

MEASURED = (ObstacleLevel.NONE, ObstacleLevel.WATCH, ObstacleLevel.PARTIAL, ObstacleLevel.BLOCKING)
"""The levels of a frein that somebody else may see, from the lightest."""
WORDS_MAX = 280
HER_WORDS = frozenset({Obstacle.PSYCHOLOGICAL_MOBILITY, Obstacle.CONFIDENCE})
"""Freins told in the person’s own words rather than by a level that others give."""
YES_OR_NO = HER_WORDS | {Obstacle.HEALTH}

_WEIGHT = {
    ObstacleLevel.NONE: 0,
    ObstacleLevel.WATCH: 1,
    ObstacleLevel.PARTIAL: 2,
    ObstacleLevel.BLOCKING: 3,
    ObstacleLevel.YES: 3,
}
ENDED = frozenset({ObstacleStatus.LIFTED, ObstacleStatus.DROPPED})
"""Where a frein stands once it keeps her from work no more, or she no longer wishes it treated."""
_AFTER_NONE = frozenset({"", ObstacleStatus.LIFTED})


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one frein: its level, her words where they are what counts, where it stands."""

    obstacle: Obstacle | str
    level: ObstacleLevel | str = ObstacleLevel.NOT_DISCUSSED
    words: str = ""
    status: ObstacleStatus | str = ""

    @property
    def is_discussed(self) -> bool:
        """Whether anything was said; what was not is not « no »."""
        return self.level != ObstacleLevel.NOT_DISCUSSED

    @property
    def is_open(self) -> bool:
        """Whether something still keeps her from work, and she wants it treated."""
        return is_obstacle(self.level) and self.status not in ENDED


def is_obstacle(level: ObstacleLevel | str) -> bool:
    """Say whether a level says that something keeps her from work."""
    return level not in (ObstacleLevel.NOT_DISCUSSED, ObstacleLevel.NONE)


def levels_of(obstacle: Obstacle | str) -> tuple[ObstacleLevel, ...]:
    """List the answers that a frein takes: « no » and « yes » for health and for what she alone can tell."""
    if Obstacle(obstacle) in YES_OR_NO:
        return (ObstacleLevel.NOT_DISCUSSED, ObstacleLevel.NONE, ObstacleLevel.YES)
    return (ObstacleLevel.NOT_DISCUSSED, *MEASURED)


def said_decision(said: Said) -> Decision:
    """Check one answer; every reason why it is not kept."""
    return _level_decision(said) & _words_decision(said) & _status_decision(said)


def _level_decision(said: Said) -> Decision:
    if said.level in levels_of(said.obstacle):
        return ALLOWED
    if said.obstacle == Obstacle.HEALTH:
        return Decision((ObstacleObjection.HEALTH_LEVEL,))
    if said.obstacle in HER_WORDS:
        return Decision((ObstacleObjection.LEVEL_BY_OTHERS,))
    return Decision((ObstacleObjection.ONLY_HEALTH_OR_WORDS,))


def _words_decision(said: Said) -> Decision:
    words = said.words.strip()
    if said.obstacle == Obstacle.HEALTH:
        return unless(not words, ObstacleObjection.HEALTH_WORDS)
    if said.obstacle not in HER_WORDS:
        return unless(not words, ObstacleObjection.WORDS_ELSEWHERE)
    return unless(bool(words) or not is_obstacle(said.level), ObstacleObjection.WORDS_MISSING) & unless(
        said.is_discussed or not words, ObstacleObjection.WORDS_WITHOUT_ANSWER
    )


def _status_decision(said: Said) -> Decision:
    if is_obstacle(said.level):
        return ALLOWED
    allowed = _AFTER_NONE if said.is_discussed else frozenset({""})
    return unless(said.status in allowed, ObstacleObjection.STATUS_WITHOUT_OBSTACLE)


def diagnosis_decision(
    said: Iterable[Said], *, on: date, today: date, opened_on: date, project: str = ""
) -> Decision:
    """Check a whole diagnosis: something was said, once each, on a day of the pathway."""
    said = list(said)
    names = [str(each.obstacle) for each in said]
    return (
        all_of(said_decision(each) for each in said)
        & unless(
            any(each.is_discussed for each in said) or bool(project.strip()), ObstacleObjection.NOTHING_SAID
        )
        & unless(len(set(names)) == len(names), ObstacleObjection.TWICE)
        & unless(on <= today, ObstacleObjection.IN_THE_FUTURE)
        & unless(on >= opened_on, ObstacleObjection.BEFORE_THE_PATHWAY)
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a frein between two dates."""

    obstacle: Obstacle
    before: Said
    after: Said
    movement: Movement


def compare(before: Mapping[str, Said], after: Mapping[str, Said]) -> tuple[Change, ...]:
    """Compare two dates, frein by frein, each once and in the order of the list."""
    changes = []
    for obstacle in Obstacle:
        first = before.get(obstacle.value, Said(obstacle))
        second = after.get(obstacle.value, Said(obstacle))
        changes.append(Change(obstacle, first, second, movement(first, second)))
    return tuple(changes)


def weight(said: Said) -> int | None:
    """Tell how heavy a frein is, from 0 (none, or lifted) to 3; None where nobody spoke of it."""
    if not said.is_discussed:
        return None
    return 0 if said.status == ObstacleStatus.LIFTED else _WEIGHT[ObstacleLevel(said.level)]


def movement(before: Said, after: Said) -> Movement:
    """Name what became of one frein. What was not discussed at one of the dates allows no comparison."""
    first, second = weight(before), weight(after)
    if first is None or second is None:
        return _unknown(first, second)
    if not first or not second:
        return _from_or_to_none(bool(first), bool(second))
    if first == second:
        return Movement.SAME
    return Movement.WORSE if second > first else Movement.BETTER


def _unknown(first: int | None, second: int | None) -> Movement:
    if second is not None:
        return Movement.FIRST_TOLD
    return Movement.STILL_NOT_DISCUSSED if first is None else Movement.NOT_TOLD_AGAIN


def _from_or_to_none(was: bool, is_now: bool) -> Movement:
    if was:
        return Movement.LIFTED
    return Movement.APPEARED if is_now else Movement.STILL_NONE
