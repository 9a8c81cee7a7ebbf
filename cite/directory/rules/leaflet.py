"""What a leaflet keeps of each sheet, in which order, and for which need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cite.core.decisions import Decision, unless
from cite.directory.enums.facts import BRINGING, LEADING_TO, Fact
from cite.directory.enums.leaflet_objections import LeafletObjection
from cite.directory.enums.needs import DOORS, Need
from cite.directory.rules.facts import Statement

MOST = 8
_ROOM = {1: 40, 2: 12, 3: 7, 4: 7, 5: 4, 6: 4}
_ROOM_OF_MANY = 7
_FIRST = (Need.CHILDCARE, Need.PHYSICAL_MOBILITY, Need.LANGUAGE, *Need)
"""A crèche that helps to find work is where children are kept."""
_ALWAYS = {
    Fact.FULL,
    Fact.NEXT_START,
    Fact.FREE,
    Fact.PAID,
    Fact.NO_APPOINTMENT,
    Fact.APPOINTMENT,
    Fact.THROUGH_AN_ADVISER,
    Fact.WITHOUT_CAR,
    Fact.CAR,
    *BRINGING.values(),
}
_SAID_ELSEWHERE = {Fact.TELEPHONE, Fact.WRITE, Fact.WELCOMED_BY, Fact.SATURDAY, Fact.SUNDAY, Fact.EVENING}
"""On paper: the number is read large, the hours stand below, nobody writes from there."""
_THEN = (
    Fact.ASK_APPOINTMENT,
    Fact.ASK_WHAT_TO_BRING,
    Fact.ASK_HOURS,
    Fact.CHANGING_HOURS,
    Fact.BRING_NOTHING,
    Fact.CHILDCARE,
    Fact.SPOKEN,
    Fact.AT_DISTANCE,
    Fact.WITHOUT_READING,
    Fact.INTERPRETER,
    Fact.ASK_PRICE,
    Fact.STEPS,
    Fact.READING,
    Fact.FROM_AGE,
    Fact.UP_TO_AGE,
    Fact.BETWEEN_AGES,
    Fact.AT_ONCE,
    Fact.WAIT_DAYS,
    Fact.WAIT_WEEKS,
    Fact.WAIT_MONTHS,
    Fact.STEP_FREE,
    Fact.PREREQUISITES,
    *LEADING_TO.values(),
    Fact.ENDS_ON,
    Fact.PLACES_LEFT,
)
"""What else helps somebody to go there, the most useful first; the rest comes after, where there is room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sooner:
    """What orders a service on a leaflet; None: not known."""

    is_full: bool
    next_start: date | None
    delay_days: int | None
    name: str


def leaflet_decision(*, chosen: int, gone: int) -> Decision:
    """Tell whether so many services may be printed together; `gone`: those that the public no longer sees."""
    return (
        unless(chosen > 0, LeafletObjection.NOTHING_CHOSEN)
        & unless(chosen <= MOST, LeafletObjection.TOO_MANY)
        & unless(gone == 0, LeafletObjection.GONE)
    )


def room_for(services: int) -> int:
    """Tell how many sentences each service has on a leaflet that shows so many."""
    return _ROOM.get(services, _ROOM_OF_MANY)


def kept(said: Sequence[Statement], *, room: int) -> list[Statement]:
    """Keep what nobody may miss, then what helps most, up to `room` sentences, in the order of a sheet."""
    useful = [statement for statement in said if statement.fact not in _SAID_ELSEWHERE]
    ranks = {fact: rank for rank, fact in enumerate(_THEN)}
    optional = sorted(
        (s for s in useful if s.fact not in _ALWAYS), key=lambda s: ranks.get(s.fact, len(ranks))
    )
    needed = [statement for statement in useful if statement.fact in _ALWAYS]
    chosen = {s.fact for s in [*needed, *optional[: max(0, room - len(needed))]]}
    return [statement for statement in useful if statement.fact in chosen]


def order_key(service: Sooner) -> tuple[bool, bool, date, bool, int, str]:
    """Put first what begins soonest; what is full comes last."""
    return (
        service.is_full,
        service.next_start is None,
        service.next_start or date.max,
        service.delay_days is None,
        service.delay_days or 0,
        service.name,
    )


def need_of(codes: Iterable[str]) -> Need | None:
    """Name the need that a service answers first; `codes`: « obstacle:childcare »."""
    known = set(codes)
    return next((need for need in _FIRST if known & set(DOORS[need].codes)), None)
