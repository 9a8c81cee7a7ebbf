"""What happened to somebody fictional who is followed: her days, drawn from her number, the same at each run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus, StepKind, StepState
from cite.pathways.enums.pathways import Channel, Circle, Direction, ExitReason, Presence
from cite.referrals.enums.referrals import EventKind, ReferralState

DAYS, LONGEST = 1100, 800
"""How long ago the first ones came, and how long a pathway lasts: files are kept two years after, most are over."""
CONTACTS, APPOINTMENTS, STEPS, NOTES, FINDINGS, REFERRALS = 8, 5, 3, 1, 2, 1
EVENTS = CONTACTS + APPOINTMENTS + STEPS + NOTES + FINDINGS + REFERRALS
"""Events of each person: twenty, but of one in fifty, to whom nothing was proposed; what hangs on them is left out."""

_FREINS = [each for each in Obstacle if each is not Obstacle.HEALTH]
_DIRECTIONS = {Direction.BOTH: 6, Direction.INCOMING: 2, Direction.OUTGOING: 2}
_PRESENCES = {
    Presence.PRESENT: 60,
    Presence.ABSENT: 16,
    Presence.EXCUSED: 12,
    Presence.CANCELED_BY_SERVICE: 7,
    Presence.UNKNOWN: 5,
}
_KINDS = {StepKind.TASK: 6, StepKind.SERVICE: 3, StepKind.DEADLINE: 1}
_STATES = {StepState.DONE: 45, StepState.PLANNED: 25, StepState.ONGOING: 20, StepState.DROPPED: 10}
_LEVELS = {ObstacleLevel.PARTIAL: 5, ObstacleLevel.BLOCKING: 2, ObstacleLevel.WATCH: 2, ObstacleLevel.NONE: 1}
_STATUSES = {ObstacleStatus.TO_DO: 3, ObstacleStatus.ONGOING: 4, ObstacleStatus.LIFTED: 3}
_CAME_OF = {
    ReferralState.MET: (6, EventKind.ACCEPTED, EventKind.APPOINTED, EventKind.PRESENCE),
    ReferralState.SENT: (3,),
    ReferralState.REFUSED: (3, EventKind.REFUSED),
    ReferralState.MISSED: (2, EventKind.ACCEPTED, EventKind.APPOINTED, EventKind.PRESENCE),
    ReferralState.APPOINTED: (2, EventKind.ACCEPTED, EventKind.APPOINTED),
    ReferralState.ACCEPTED: (2, EventKind.ACCEPTED),
    ReferralState.EXPIRED: (2, EventKind.EXPIRED),
}
"""How often a referral ends so, and what happened to it since it was sent."""
_ENDS = {
    ExitReason.LOST: 4,
    ExitReason.SHORT_CONTRACT: 3,
    ExitReason.PERMANENT_CONTRACT: 2,
    ExitReason.HER_CHOICE: 1,
}

_Row = tuple[Any, ...]


@dataclass(slots=True)
class Life:
    """Rows that only lack whose they are; `heard` and `contacted` are the last days, as the pathway keeps them."""

    opened: date
    closed: date | None = None
    reason: str = ""
    heard: date | None = None
    contacted: date | None = None
    contacts: list[_Row] = field(default_factory=list)
    appointments: list[_Row] = field(default_factory=list)
    steps: list[_Row] = field(default_factory=list)
    note: _Row = ()
    diagnosed: date | None = None
    findings: list[_Row] = field(default_factory=list)
    sent: date | None = None
    answer: tuple[str, date | None] = ("", None)
    referral_events: list[tuple[str, date]] = field(default_factory=list)
    pause: tuple[date, date] | None = None
    handed_over: date | None = None
    has_referent: bool = True
    has_group: bool = False
    is_shared_further: bool = False


def life_of(number: int, on: date) -> Life:
    """Draw a life: three in five are over, one in four went silent some day, the others go on until today."""
    chance = Random(number)  # noqa: S311 - figures, not secrets
    opened = on - timedelta(days=chance.randrange(20, DAYS))
    life = Life(opened)
    ending = opened + timedelta(days=chance.randrange(60, LONGEST))
    if ending < on:
        life.closed, life.reason = ending, _weighted(chance, _ENDS)
    ends = life.closed or on
    last = _between(chance, opened, ends) if chance.random() < 0.25 else ends

    def day() -> date:
        return _between(chance, opened, last)

    _draw_exchanges(life, chance, day, on)
    if chance.random() > 0.02:
        life.steps = [_step(chance, day(), ends) for _turn in range(STEPS)]
        _draw_referral(life, chance, day(), on)
    life.note = (chance.choice(Circle.values), "Préfère le matin.", day())
    life.diagnosed = min(opened + timedelta(days=chance.randrange(20)), ends)
    life.heard = max(life.heard or opened, life.diagnosed)
    life.contacted = max(life.contacted or opened, life.heard)
    life.findings = [_finding(chance, each, life, ends) for each in chance.sample(_FREINS, FINDINGS)]
    if chance.random() < 0.06:
        first = day()
        life.pause = (first, first + timedelta(days=chance.randrange(15, 60)))
    life.handed_over = day() if chance.random() < 0.1 else None
    life.has_referent = chance.random() > 0.03
    life.has_group = chance.random() < 0.2
    life.is_shared_further = life.has_group or chance.random() < 0.1
    return life


def _draw_exchanges(life: Life, chance: Random, day: Callable[[], date], on: date) -> None:
    heard, tried = [], []
    for _turn in range(CONTACTS):
        met, direction = day(), _weighted(chance, _DIRECTIONS)
        life.contacts.append((met, chance.choice(Channel.values), direction))
        tried.append(met)
        if direction != Direction.OUTGOING:
            heard.append(met)
    for turn in range(APPOINTMENTS):
        met, presence = day(), _weighted(chance, _PRESENCES)
        planned = max(life.opened, met - timedelta(days=7))
        if turn == 0 and life.closed is None and chance.random() < 0.3:
            met, presence = on + timedelta(days=chance.randrange(1, 30)), Presence.UNKNOWN
        noted = None if presence == Presence.UNKNOWN else min(on, met + timedelta(days=chance.randrange(3)))
        life.appointments.append((_at(met, 9 + chance.randrange(9)), presence, noted, _at(planned, 8)))
        if presence in (Presence.PRESENT, Presence.EXCUSED):
            heard.append(met)
    life.heard = max(heard, default=None)
    life.contacted = max(heard + tried, default=None)


def _step(chance: Random, added: date, ends: date) -> _Row:
    kind, state = _weighted(chance, _KINDS), _weighted(chance, _STATES)
    starts = added + timedelta(days=chance.randrange(15)) if kind == StepKind.SERVICE else None
    stops = starts + timedelta(days=chance.randrange(20, 120)) if starts else None
    due = None if starts else added + timedelta(days=chance.randrange(10, 120))
    is_over = state in (StepState.DONE, StepState.DROPPED)
    done = min(ends, added + timedelta(days=chance.randrange(60))) if is_over else None
    return kind, state, "Une étape", added, starts, stops, due, done


def _finding(chance: Random, frein: str, life: Life, ends: date) -> _Row:
    level, status = _weighted(chance, _LEVELS), ""
    if level in (ObstacleLevel.PARTIAL, ObstacleLevel.BLOCKING):
        status = _weighted(chance, _STATUSES)
    settled = _between(chance, life.diagnosed, ends) if status == ObstacleStatus.LIFTED else None
    return frein, level, status, settled


def _draw_referral(life: Life, chance: Random, sent: date, on: date) -> None:
    state = _weighted(chance, {state: told[0] for state, told in _CAME_OF.items()})
    life.sent, said = sent, sent
    for kind in _CAME_OF[state][1:]:
        said = min(on, said + timedelta(days=chance.randrange(1, 15)))
        life.referral_events.append((kind, said))
    life.answer = (state, life.referral_events[0][1] if life.referral_events else None)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())


def _between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def _weighted(chance: Random, weights: Mapping[str, int]) -> str:
    return str(chance.choices(tuple(weights), tuple(weights.values()))[0])
