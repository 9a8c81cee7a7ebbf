"""What the sides of a pair say of it, put together: nobody is judged in her absence, nobody decides for the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cite.core.decisions import Decision, unless
from cite.directory.enums.overlaps import OverlapObjection, Side, Standing, Verdict, Who

FOLLOWED = frozenset({Verdict.TO_COORDINATE, Verdict.DUPLICATE})
"""What asks for a follow-up: who, until when."""

REMINDED_BEFORE = timedelta(days=3)
"""How long before its day whoever takes charge of what follows is reminded of it."""
_SIDES = {
    Who.FIRST: frozenset({Side.FIRST}),
    Who.SECOND: frozenset({Side.SECOND}),
    Who.BOTH: frozenset({Side.FIRST, Side.SECOND}),
    Who.PILOTS: frozenset({Side.PILOTS}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a side said last, and of which explanation."""

    verdict: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What somebody is about to say."""

    verdict: str
    reason: str
    follow_up: str = ""
    who: str = ""
    until: date | None = None
    side: str = Side.PILOTS
    for_a_meeting: bool = False


def opinion_decision(opinion: Opinion, *, on: date) -> Decision:
    """Accept an opinion that says why, and, where something has to change, what follows, by whom and when."""
    is_followed = opinion.verdict in FOLLOWED
    return (
        unless(bool(opinion.reason.strip()), OverlapObjection.REASON_MISSING)
        & unless(not is_followed or bool(opinion.follow_up.strip()), OverlapObjection.FOLLOW_UP_MISSING)
        & unless(not is_followed or bool(opinion.who), OverlapObjection.WHO_MISSING)
        & unless(not is_followed or opinion.until is not None, OverlapObjection.UNTIL_MISSING)
        & unless(opinion.until is None or opinion.until >= on, OverlapObjection.UNTIL_PAST)
        & unless(
            not opinion.for_a_meeting or opinion.side == Side.PILOTS, OverlapObjection.NOT_FOR_PILOTS_MEETING
        )
    )


def standing(said: Mapping[str, Said], fingerprint: str) -> Standing:
    """Say where a pair stands: one voice is no agreement, and a changed sheet is looked at again."""
    if not said:
        return Standing.OPEN
    if any(one.fingerprint != fingerprint for one in said.values()):
        return Standing.TO_REVIEW
    if len({one.verdict for one in said.values()}) > 1:
        return Standing.DISAGREED
    return Standing.AGREED if len(said) == len(Side) else Standing.WAITING


def silent(said: Mapping[str, Said], sides: Iterable[str]) -> frozenset[str]:
    """List the sides, among these, that have not spoken where another has."""
    return frozenset(side for side in sides if side not in said) if said else frozenset()


def in_charge(who: str) -> frozenset[Side]:
    """Tell which sides take charge of what follows."""
    return _SIDES[Who(who)]
