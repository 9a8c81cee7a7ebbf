"""Simulations totaled: what each funder would give, what would remain, what districts and priorities receive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.grants.enums import ApplicationState, AwardState
from cite.grants.models import Award, CallForProjects, Envelope, Funder, Simulation, SimulationLine
from cite.grants.queries.envelopes import call_awards, districts_by_file, given_to_files, priority_names
from cite.grants.rules.awards import counted
from cite.grants.rules.simulations import Covered, coverage, is_settled, reached


def simulable(rows: QuerySet[Award]) -> QuerySet[Award]:
    """Keep the decisions that may still receive something, or have: not those of a file that fell out of the call."""
    gone = [AwardState.CANCELED, AwardState.WITHDRAWN]
    return rows.exclude(state__in=gone).exclude(application__state=ApplicationState.INADMISSIBLE)


def settled_amounts(awards: Iterable[Award]) -> dict[int, Decimal]:
    """Map the decisions that an act settled to what it grants; no simulation changes them."""
    return {
        award.pk: counted(award.state, award.outcome, award.amount)
        for award in awards
        if is_settled(award.state, award.outcome)
    }


@dataclass(slots=True)
class Share:
    """What a simulation gives from one funder; `settled` is the part of `amount` that acts decided already."""

    funder: Funder
    amount: Decimal = Decimal(0)
    settled: Decimal = Decimal(0)
    envelope: Decimal = Decimal(0)
    files: int = 0

    @property
    def left(self) -> Decimal:
        """What would remain; below zero, the envelope is exceeded."""
        return self.envelope - self.amount

    @property
    def is_exceeded(self) -> bool:
        """Whether more is given than there is."""
        return self.left < 0


@dataclass(slots=True)
class SimulationView:
    """A simulation, totaled: what each funder gives, and what districts and priorities receive.

    `awards` are the decisions it shares money among; those that an act settled keep what the act says.
    """

    simulation: Simulation
    awards: dict[int, Award] = field(default_factory=dict)
    lines: dict[int, Decimal] = field(default_factory=dict)
    shares: list[Share] = field(default_factory=list)
    covered: dict[tuple[str, str], Covered] = field(default_factory=dict)
    by_district: dict[str, Covered] = field(default_factory=dict)
    by_priority: dict[str, Covered] = field(default_factory=dict)
    files: int = 0

    @property
    def total(self) -> Decimal:
        """What is given in all."""
        return sum(self.lines.values(), Decimal(0))

    @property
    def by_file(self) -> dict[int, Decimal]:
        """What each file receives, all funders together."""
        found: dict[int, Decimal] = defaultdict(Decimal)
        for number, amount in self.lines.items():
            found[self.awards[number].application_id] += amount
        return found


def simulable_awards(user: User, call: CallForProjects) -> QuerySet[Award]:
    """List the decisions a simulation shares money among: of files still in the running, visible to a person."""
    return simulable(call_awards(user, call))


def simulation_views(user: User, simulations: list[Simulation]) -> list[SimulationView]:
    """Total simulations of one call, side by side, over the decisions a person may see. Five queries in all."""
    if not simulations:
        return []
    call = simulations[0].call
    awards = {award.pk: award for award in simulable_awards(user, call)}
    envelopes = dict(Envelope.objects.filter(call=call).values_list("funder_id", "amount"))
    districts = districts_by_file(call)
    names = priority_names(call)
    views = {simulation.pk: SimulationView(simulation, awards) for simulation in simulations}
    for line in SimulationLine.objects.filter(simulation__in=views, award__in=awards):
        views[line.simulation_id].lines[line.award_id] = line.amount
    settled = settled_amounts(awards.values())
    for view in views.values():
        view.lines |= settled
        _total(view, envelopes, settled)
        given = given_to_files(view.lines, awards, districts, names)
        view.covered = dict(coverage(given))
        view.by_district = dict(reached(given, lambda file: file.districts))
        view.by_priority = dict(reached(given, lambda file: file.priorities))
    return list(views.values())


def _total(view: SimulationView, envelopes: dict[int, Decimal], settled: dict[int, Decimal]) -> None:
    shares: dict[int, Share] = {}
    for award in view.awards.values():
        known = Share(award.funder, envelope=envelopes.get(award.funder_id, Decimal(0)))
        share = shares.setdefault(award.funder_id, known)
        amount = view.lines.get(award.pk, Decimal(0))
        share.amount += amount
        share.settled += settled.get(award.pk, Decimal(0))
        share.files += bool(amount)
    view.shares = sorted(shares.values(), key=lambda share: (share.funder.position, share.funder.name))
    view.files = len([amount for amount in view.by_file.values() if amount])
