"""What both co-pilots decide together: two sides, two persons, equal rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cite.actors.enums import HabilitationObjection as O
from cite.actors.enums import LegalTitle, PilotSide
from cite.core.decisions import ALLOWED, Decision, Objection, unless

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


def joint_decision(
    agreements: Agreements, side: PilotSide | None, person: int, *, given: Objection, same: Objection
) -> Decision:
    """Refuse what a side has `given` already, and that the `same` person agree for both; no side: others say so."""
    if side is None:
        return ALLOWED
    if agreements.of(side) is not None:
        return Decision((given,))
    return unless(person not in agreements.persons, same)


def agreement_decision(
    agreements: Agreements, side: PilotSide | None, person: int, legal_title: LegalTitle | str
) -> Decision:
    """Decide whether a person may agree for her side."""
    return unless(legal_title != LegalTitle.NONE, O.NO_LEGAL_TITLE) & joint_decision(
        agreements, side, person, given=O.ALREADY_GIVEN, same=O.ONE_PERSON_ONE_SIDE
    )


def end_decision(ends_on: date | None, on: date) -> Decision:
    """Refuse an end that is past, or too far to be looked at again."""
    return unless(ends_on is None or on < ends_on <= on + LONGEST, O.BAD_END)


def withdrawal_decision(agreements: Agreements) -> Decision:
    """Decide whether there is something to withdraw."""
    return unless(bool(agreements.persons), O.NOT_GIVEN)
