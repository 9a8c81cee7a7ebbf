"""Simulations: several ways of sharing out the envelopes of a call, compared, then one of them applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import Decision, Refused, all_of, require, unless
from cite.core.journal import record
from cite.grants.enums import AwardState
from cite.grants.enums.committee import CommitteeAct, SimulationObjection
from cite.grants.enums.decisions import AwardAct, AwardObjection
from cite.grants.models import Application, Award, CallForProjects, Funder, Simulation, SimulationLine
from cite.grants.operations.award_moves import TERMS, move_together
from cite.grants.operations.awards import DECIDABLE
from cite.grants.permissions.applications import linked_among
from cite.grants.permissions.awards import can_decide_for
from cite.grants.permissions.committee import can_change_simulation, can_simulate
from cite.grants.queries.awards import reports_missing
from cite.grants.queries.envelopes import advised_amounts
from cite.grants.queries.simulations import simulable
from cite.grants.rules.awards import counted, terms_decision
from cite.grants.rules.simulations import is_settled, line_decision, terms_of

MAX_SIMULATIONS = 30


class StartWith(StrEnum):
    """What a new simulation starts with."""

    NOTHING = "nothing"
    ASKED = "asked"
    ADVISED = "advised"
    DECIDED = "decided"


@transaction.atomic
def create_simulation(
    *,
    call: CallForProjects,
    name: str,
    by: User,
    note: str = "",
    start: StartWith | str = StartWith.NOTHING,
    copied: Simulation | None = None,
) -> Simulation:
    """Make a simulation: empty, from what is asked, advised or decided, or as a copy of another.

    Raises:
        Refused: not hers to make, no name, a name taken, or too many.
    """
    require(can_simulate(by, call.territory))
    CallForProjects.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
    others = Simulation.objects.filter(call=call)
    require(
        _name_decision(call, name, None)
        & unless(others.count() < MAX_SIMULATIONS, SimulationObjection.TOO_MANY)
    )
    simulation = Simulation.objects.create(
        territory=call.territory, call=call, name=name.strip(), note=note.strip(), created_by=by
    )
    amounts = _amounts_of(copied) if copied is not None else _starting_amounts(call, start)
    _write(simulation, amounts)
    record(CommitteeAct.CREATE_SIMULATION, by=by, target=simulation)
    return simulation


def _amounts_of(simulation: Simulation) -> dict[int, Decimal]:
    lines = SimulationLine.objects.filter(simulation=simulation)
    return dict(lines.values_list("award_id", "amount"))


def _starting_amounts(call: CallForProjects, start: StartWith | str) -> dict[int, Decimal]:
    rows = simulable(Award.objects.filter(application__call=call))
    awards = [award for award in rows if not is_settled(award.state, award.outcome)]
    if start == StartWith.ASKED:
        return {award.pk: award.amount_asked for award in awards}
    if start == StartWith.DECIDED:
        return {award.pk: counted(award.state, award.outcome, award.amount) for award in awards}
    if start == StartWith.ADVISED:
        advised = advised_amounts(call)
        found = {a.pk: advised.get((a.application_id, a.funder_id), Decimal(0)) for a in awards}
        return {a.pk: min(found[a.pk], a.amount_asked) for a in awards}
    return {}


def _write(simulation: Simulation, amounts: Mapping[int, Decimal]) -> None:
    SimulationLine.objects.bulk_create(
        SimulationLine(territory=simulation.territory, simulation=simulation, award_id=award, amount=amount)
        for award, amount in amounts.items()
        if amount
    )


def _name_decision(call: CallForProjects, name: str, except_pk: int | None) -> Decision:
    taken = Simulation.objects.filter(call=call, name=name.strip()).exclude(pk=except_pk)
    return unless(bool(name.strip()), SimulationObjection.NO_NAME) & unless(
        not taken.exists(), SimulationObjection.NAME_TAKEN
    )


@transaction.atomic
def rename_simulation(*, simulation: Simulation, name: str, note: str, version: int, by: User) -> Simulation:
    """Give a simulation another name, or another remark.

    Raises:
        Refused: not hers to change, no name, a name taken, or changed meanwhile.
    """
    CallForProjects.objects.select_for_update(of=("self",), no_key=True).get(pk=simulation.call_id)
    found = _locked(simulation, version, by)
    require(_name_decision(found.call, name, found.pk))
    before = found.name
    found.name, found.note = name.strip(), note.strip()
    found.save_next_version()
    record(CommitteeAct.CHANGE_SIMULATION, by=by, target=found, changes={"name": (before, found.name)})
    return found


@transaction.atomic
def change_amounts(
    *, simulation: Simulation, amounts: Mapping[int, Decimal], version: int, by: User
) -> Simulation:
    """Write amounts, by number of decision; the others stay. A simulation may exceed envelopes: it shows by how much.

    What an act settled meanwhile is left as the act says.

    Raises:
        Refused: not hers to change, an amount that makes no sense, or changed meanwhile.
    """
    found = _locked(simulation, version, by)
    rows = Award.objects.filter(pk__in=amounts, application__call=found.call_id)
    awards = {award.pk: award for award in simulable(rows)}
    require(
        unless(set(awards) == set(amounts), SimulationObjection.UNKNOWN_LINE)
        and all_of(line_decision(amount, awards[pk].amount_asked) for pk, amount in amounts.items())
    )
    open_ones = {pk: amounts[pk] for pk, a in awards.items() if not is_settled(a.state, a.outcome)}
    SimulationLine.objects.filter(simulation=found, award__in=open_ones).delete()
    _write(found, open_ones)
    found.save_next_version()
    total = sum(_amounts_of(found).values(), Decimal(0))
    record(CommitteeAct.CHANGE_SIMULATION, by=by, target=found, changes={"total": (None, str(total))})
    return found


@transaction.atomic
def delete_simulation(*, simulation: Simulation, by: User) -> None:
    """Delete a simulation; it decided nothing. Deleted twice, nothing happens.

    Raises:
        Refused: not hers to change.
    """
    found = Simulation.objects.select_for_update(of=("self",), no_key=True).filter(pk=simulation.pk).first()
    if found is None:
        return
    require(can_change_simulation(by, found))
    record(CommitteeAct.DELETE_SIMULATION, by=by, target=found, changes={"name": (found.name, None)})
    found.delete()


@dataclass(frozen=True, slots=True)
class AboutFile:
    """An objection about one file, named in its sentence."""

    value: str
    label: str


@transaction.atomic
def apply_simulation(*, simulation: Simulation, funder: Funder, version: int, by: User) -> list[Award]:
    """Prepare every decision of a funder as a simulation says: all of them, or none with every reason.

    Decisions with an act already stay as they are; a file that receives nothing is not decided upon. Where the bilan of
    the year before is due and absent, the grant is conditional on it.

    Raises:
        Refused: not her funder, files without opinion, an envelope exceeded, or changed meanwhile.
    """
    require(can_decide_for(by, funder))
    found = Simulation.locked(pk=simulation.pk, version=version)
    amounts = _amounts_of(found)
    awards = _locked_awards(found.call, funder, amounts)
    require(unless(bool(awards), SimulationObjection.NOTHING_TO_APPLY))
    applications = [award.application for award in awards]
    late, linked = reports_missing(applications, today()), linked_among(by, applications)
    terms = {award.pk: _terms(award, amounts[award.pk], award.application_id in late) for award in awards}
    objections = [
        about
        for award in awards
        for about in _objections(award, terms[award.pk], is_linked=award.application_id in linked)
    ]
    if objections:
        raise Refused(Decision(tuple(objections)))
    changes = [
        (award, {name: getattr(terms[award.pk], name) for name in TERMS} | {"prepared_by": by})
        for award in awards
    ]
    prepared = move_together(changes, "prepare", AwardAct.PREPARE, by=by)
    said = {"funder": (None, str(funder)), "decisions": (None, len(prepared))}
    record(CommitteeAct.APPLY_SIMULATION, by=by, target=found, changes=said)
    return prepared


def _locked_awards(call: CallForProjects, funder: Funder, amounts: Mapping[int, Decimal]) -> list[Award]:
    wanted = Award.objects.filter(
        pk__in=amounts,
        funder=funder,
        application__call=call,
        state__in=[AwardState.ASKED, AwardState.PREPARED],
    )
    files = Application.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=list(wanted.values_list("application_id", flat=True))
    )
    applications = {
        file.pk: file for file in files.select_related("call", "partner", "territory").order_by("pk")
    }
    awards = list(wanted.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for award in awards:
        award.application = applications[award.application_id]
    return awards


def _terms(award: Award, amount: Decimal, is_report_missing: bool):
    reserve = ""
    if is_report_missing:
        reserve = _("Produire le bilan de l’exercice %(year)s.") % {"year": award.application.call.year - 1}
    return terms_of(amount, award.amount_asked, reserve=reserve)


def _objections(award: Award, terms, *, is_linked: bool) -> list[AboutFile]:
    decision = (
        unless(not is_linked, AwardObjection.YOUR_OWN_FILE)
        & unless(award.application.state in DECIDABLE, AwardObjection.FILE_NOT_ADVISED)
        & terms_decision(terms, award.amount_asked, report_is_missing=False)
    )
    number = award.application.number
    return [
        AboutFile(f"{objection.value}_{award.pk}", f"{number}\u00a0: {objection.label}")
        for objection in decision.objections
    ]


def _locked(simulation: Simulation, version: int, by: User) -> Simulation:
    found = Simulation.locked(pk=simulation.pk, version=version)
    require(can_change_simulation(by, found))
    return found
