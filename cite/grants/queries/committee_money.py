"""What a committee advises, beside what is asked and what envelopes still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cite.accounts.models import User
from cite.grants.models import Award, CommitteeItem, Funder
from cite.grants.permissions.awards import visible_awards, visible_envelopes
from cite.grants.queries.committee import FileSummary
from cite.grants.rules.awards import counted
from cite.meetings.models import Meeting


@dataclass(slots=True)
class FunderMoney:
    """What one funder is asked and advised by a committee.

    `pending` is the part of `advised` that no decision of the funder takes yet. `envelope` is none where this person
    does not see it; `committed` is what decisions take of it already.
    """

    funder: Funder
    asked: Decimal = Decimal(0)
    advised: Decimal = Decimal(0)
    pending: Decimal = Decimal(0)
    envelope: Decimal | None = None
    committed: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal | None:
        """What would remain if the funder followed the committee; below zero, there is not enough."""
        return None if self.envelope is None else self.envelope - self.committed - self.pending


def committee_money(
    user: User,
    meeting: Meeting,
    items: Collection[CommitteeItem],
    summaries: Mapping[int, FileSummary],
) -> list[FunderMoney]:
    """Add up, funder by funder, the files of a committee that a person sees. Two queries, whatever their number."""
    found: dict[int, FunderMoney] = {}
    taken = _taken(user, meeting, [item.application_id for item in items])
    for item in items:
        for funder, asked in summaries[item.application_id].asked.items():
            money = found.setdefault(funder.pk, FunderMoney(funder))
            advised = Decimal(item.amounts.get(str(funder.uuid), 0))
            money.asked += asked
            money.advised += advised
            if not taken[item.application_id, funder.pk]:
                money.pending += advised
    calls = {item.application.call_id for item in items}
    envelopes = visible_envelopes(user, meeting.territory).filter(call__in=calls, funder__in=found)
    for envelope in envelopes:
        money = found[envelope.funder_id]
        money.envelope = (money.envelope or Decimal(0)) + envelope.amount
        money.committed += envelope.committed
    return sorted(found.values(), key=lambda money: (money.funder.position, money.funder.pk))


def _taken(user: User, meeting: Meeting, files: Collection[int]) -> dict[tuple[int, int], Decimal]:
    """Map a file and a funder to what its decision takes of the envelope; nothing where none does."""
    taken: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    awards: Collection[Award] = visible_awards(user, meeting.territory).filter(application__in=files)
    for award in awards:
        taken[award.application_id, award.funder_id] = counted(award.state, award.outcome, award.amount)
    return taken
