"""What both co-pilots decide together: two sides, two persons, equal rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cite.actors.enums import HabilitationObjection as O
from cite.actors.enums import LegalTitle, PilotSide
from cite.core.decisions import Decision, unless

LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Agreements:
    """Who agreed for each side: the number of a person, none when the side has not."""

    state: int | None = None
    metropole: int | None = None

    @property
    def is_complete(self) -> bool:
        """Whether both sides have agreed."""
        return self.state is not None and self.metropole is not None

    @property
    def persons(self) -> frozenset[int]:
        """Who agreed, whatever the side."""
        return frozenset(person for person in (self.state, self.metropole) if person is not None)

    def of(self, side: PilotSide) -> int | None:
        """Tell who agreed for a side."""
        return self.state if side == PilotSide.STATE else self.metropole


def joint_decision(agreements: Agreements, side: PilotSide | None, person: int) -> tuple[bool, bool]:
    """Tell whether the side is still free, and whether the person has not agreed for the other one."""
    is_free = side is not None and agreements.of(side) is None
    return is_free, not is_free or person not in agreements.persons


def agreement_decision(
    agreements: Agreements, side: PilotSide | None, person: int, legal_title: LegalTitle | str
) -> Decision:
    """Decide whether a person may agree for her side."""
    is_free, is_another = joint_decision(agreements, side, person)
    return (
        unless(legal_title != LegalTitle.NONE, O.NO_LEGAL_TITLE)
        & unless(side is None or is_free, O.ALREADY_GIVEN)
        & unless(is_another, O.ONE_PERSON_ONE_SIDE)
    )


def end_decision(ends_on: date | None, on: date) -> Decision:
    """Refuse an end that is past, or too far to be looked at again."""
    return unless(ends_on is None or on < ends_on <= on + LONGEST, O.BAD_END)


def withdrawal_decision(agreements: Agreements) -> Decision:
    """Decide whether there is something to withdraw."""
    return unless(bool(agreements.persons), O.NOT_GIVEN)
