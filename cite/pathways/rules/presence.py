"""What tells that something came from the person, and how often she came: what nobody filled in is not an absence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cite.core.decisions import Decision, unless
from cite.pathways.enums.objections import EventObjection
from cite.pathways.enums.pathways import Direction as D
from cite.pathways.enums.pathways import Presence as P

FROM_HER = frozenset({D.INCOMING, D.BOTH})
"""Contacts that say something of her: an unanswered call does not, nor does a reminder."""
SHE_CAME = frozenset({P.PRESENT})
SHE_WARNED = frozenset({P.EXCUSED})
"""She did not come and said so: that is news from her."""
CALLED_OFF = frozenset({P.EXCUSED, P.CANCELED_BY_SERVICE})
"""It does not take place, or not with her."""
BEFOREHAND = CALLED_OFF | {P.UNKNOWN}
"""What may be noted before an appointment takes place."""
OF_HER = frozenset({P.PRESENT, P.EXCUSED, P.ABSENT})
"""What the rate of presence counts: what the service canceled says nothing of her."""


@dataclass(frozen=True, slots=True)
class PresenceRate:
    """How often she came, among the appointments that say something; beside, how many nobody filled in.

    `share` is None where none says anything; `unfilled_share` tells how much the rate is worth.
    """

    present: int
    said: int
    unfilled: int

    @property
    def share(self) -> float | None:
        """From 0 to 1."""
        return self.present / self.said if self.said else None

    @property
    def unfilled_share(self) -> float | None:
        """From 0 to 1, of the appointments that are past."""
        return self.unfilled / (self.said + self.unfilled) if self.said + self.unfilled else None


def presence_rate(past: Mapping[P, int]) -> PresenceRate:
    """Count the presence at past appointments, by what came of them."""
    said = sum(number for presence, number in past.items() if P(presence) in OF_HER)
    return PresenceRate(past.get(P.PRESENT, 0), said, past.get(P.UNKNOWN, 0))


def presence_decision(presence: P | str, *, is_past: bool) -> Decision:
    """Say whether this may be noted of an appointment: nobody came to one that has not taken place."""
    return unless(is_past or P(presence) in BEFOREHAND, EventObjection.NOT_COME_YET)
