"""Simulations of a call: made, filled in, compared side by side, applied by each funder."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.grants.enums import AwardState
from cite.grants.models import Award, Funder, Simulation
from cite.grants.operations import simulations as operations
from cite.grants.permissions.applications import funders_of
from cite.grants.permissions.awards import can_decide_for
from cite.grants.permissions.committee import can_change_simulation, visible_simulations
from cite.grants.queries.calls import edition_in_force
from cite.grants.queries.envelopes import SimulationView, call_awards, simulation_views
from cite.grants.rules.amounts import euros
from cite.grants.rules.call_content import choices_from
from cite.grants.rules.simulations import Covered
from cite.grants.web.forms.simulations import AmountsForm, RenameForm, SimulationForm
from cite.grants.web.views.decisions import CallPage
from cite.territories.enums import DistrictKind
from cite.territories.queries.territory_map import districts_of
from cite.ui.components.data import Crossing
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.tables import Column, Table
from cite.ui.views import ActionPage, FormPage


class SimulationsPage(CallPage, FormPage):
    """The simulations of a call side by side, and a form to make another."""

    title = _("Simulations : %(call)s")
    template_name = "grants/simulations.html"

    @cached_property
    def simulations(self) -> list[Simulation]:
        """Every simulation of the call."""
        rows = visible_simulations(self.request.user, self.request.territory).filter(call=self.call)
        return list(rows.select_related("call__territory", "created_by"))

    def get_form(self) -> SimulationForm:
        """Offer what a new one may start with."""
        return SimulationForm(**self.get_form_kwargs(), simulations=self.simulations)

    def perform(self, form: SimulationForm) -> str:
        """Make it, and go to it."""
        simulation = operations.create_simulation(call=self.call, by=self.request.user, **form.given)
        tell(self.request, _now("La simulation est faite. Elle ne décide rien."))
        return _url("simulation", simulation)

    def get_context(self) -> dict[str, Any]:
        """Compare them."""
        views = simulation_views(self.request.user, self.simulations)
        return super().get_context() | {"views": views, "table": comparison_table(views, self.request.GET)}


def _url(name: str, simulation: Simulation) -> str:
    return reverse(f"grants:{name}", args=[simulation.call.uuid, simulation.uuid])


def comparison_table(views: list[SimulationView], params: Any) -> Table:
    """Compare simulations: totals, what remains of each envelope, what is covered."""
    funders = [share.funder for share in views[0].shares] if views else []
    columns = (
        Column(
            key="simulation",
            label=_("Simulation"),
            kind="link",
            href=lambda v: _url("simulation", v.simulation),
        ),
        Column(key="total", label=_("Total"), value=lambda v: euros(v.total)),
        Column(key="files", label=_("Dossiers"), kind="number"),
        *(
            Column(
                key=f"left-{number}",
                label=_("Reste : %(funder)s") % {"funder": funder},
                value=lambda v, n=number: _left(v.shares[n]),
            )
            for number, funder in enumerate(funders)
        ),
        Column(key="districts", label=_("Quartiers"), kind="number", value=lambda v: len(v.districts)),
        Column(key="priorities", label=_("Priorités"), kind="number", value=lambda v: len(v.priorities)),
    )
    return Table(
        views,
        columns=columns,
        params=params,
        caption=str(_("Simulations comparées")),
        empty_title=_("Aucune simulation"),
        empty_text=_(
            "Faites-en une ci-dessous : plusieurs façons de répartir se comparent avant de décider."
        ),
    )


def _left(share: Any) -> str:
    if share.is_exceeded:
        return _now("Dépassée de %(excess)s") % {"excess": euros(-share.left)}
    return euros(share.left)


class OneSimulation(CallPage):
    """What the pages of one simulation share."""

    @cached_property
    def simulation(self) -> Simulation:
        """The simulation named in the address."""
        rows = visible_simulations(self.request.user, self.request.territory).filter(call=self.call)
        related = rows.select_related("call__territory", "created_by", "territory")
        return get_object_or_404(related, uuid=self.kwargs["simulation"])

    def get_title(self) -> str:
        """Name the simulation."""
        return str(self.title) % {"simulation": self.simulation, "call": self.call}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the simulations."""
        above = reverse("grants:simulations", args=[self.call.uuid])
        return [*super().get_breadcrumb(), (_now("Simulations"), above)]

    @property
    def success_url(self) -> str:
        """The decisions of the call."""
        return reverse("grants:call-decisions", args=[self.call.uuid])


class SimulationPage(OneSimulation, FormPage):
    """One simulation: its amounts, what remains, what it covers and leaves without anything."""

    title = "%(simulation)s"
    template_name = "grants/simulation.html"

    @cached_property
    def awards(self) -> list[Award]:
        """The decisions that receive an amount."""
        rows = call_awards(self.request.user, self.call)
        return list(rows.exclude(state__in=[AwardState.CANCELED, AwardState.WITHDRAWN]))

    @cached_property
    def view(self) -> SimulationView:
        """The simulation, totaled."""
        return simulation_views(self.request.user, [self.simulation])[0]

    def get_form(self) -> AmountsForm:
        """One field per decision."""
        return AmountsForm(**self.get_form_kwargs(), awards=self.awards, amounts=self.view.lines)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.simulation.version}

    def perform(self, form: AmountsForm) -> str:
        """Write the amounts."""
        operations.change_amounts(
            simulation=self.simulation,
            amounts=form.amounts,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _now("Les montants sont enregistrés."))
        return _url("simulation", self.simulation)

    def get_context(self) -> dict[str, Any]:
        """Show totals, coverage with its gaps, and for whom it may be applied."""
        user, territory = self.request.user, self.request.territory
        mine = set(funders_of(user, territory).values_list("pk", flat=True))
        columns, rows = coverage_matrix(self.call, self.view.covered)
        return super().get_context() | {
            "simulation": self.simulation,
            "shares": self.view.shares,
            "totals": shares_table(self.view, self.request.GET),
            "figures": [
                (_("Total"), euros(self.view.total)),
                (_("Dossiers"), self.view.files),
                (_("Quartiers touchés"), len(self.view.districts)),
            ],
            "mine": [share.funder for share in self.view.shares if share.funder.pk in mine],
            "may_change": bool(can_change_simulation(user, self.simulation)),
            "matrix_columns": columns,
            "matrix_rows": rows,
            "version_form": VersionForm(initial={"version": self.simulation.version}, auto_id="apply-%s"),
        }


def shares_table(view: SimulationView, params: Any) -> Table:
    """What each funder gives and keeps."""
    columns = (
        Column(key="funder", label=_("Financeur")),
        Column(key="envelope", label=_("Enveloppe"), value=lambda s: euros(s.envelope)),
        Column(key="amount", label=_("Simulé"), value=lambda s: euros(s.amount)),
        Column(key="left", label=_("Reste"), value=_left),
        Column(key="files", label=_("Dossiers"), kind="number"),
    )
    return Table(view.shares, columns=columns, params=params, caption=str(_("Par financeur")))


def coverage_matrix(call: Any, covered: dict[tuple[str, str], Covered]) -> tuple[list[str], list]:
    """Cross the districts of the Cité and the priorities of the call; what receives nothing is a gap."""
    edition = edition_in_force(call)
    priorities = [choice.label for choice in choices_from(edition.priorities)] if edition else []
    districts = districts_of(call.territory, on=today()).filter(kind=DistrictKind.PRIORITY)
    names = list(
        dict.fromkeys([*districts.values_list("label", flat=True), *sorted({d for d, _p in covered})])
    )
    rows = [(name, [_crossing(name, p, covered.get((name, p))) for p in priorities]) for name in names]
    return priorities, rows


def _crossing(district: str, priority: str, found: Covered | None) -> Crossing:
    where = {"district": district, "priority": priority}
    if found is None:
        label = _now("%(district)s, %(priority)s : rien") % where
        return Crossing(_now("Rien"), label, is_gap=True, mark="0")
    said = where | {"n": found.files, "amount": euros(found.amount)}
    label = _now("%(district)s, %(priority)s : %(n)d dossier(s), %(amount)s") % said
    return Crossing(str(found.files), label, detail=euros(found.amount))


class RenameSimulation(OneSimulation, FormPage):
    """Another name, another remark."""

    title = _("Renommer « %(simulation)s »")
    template_name = "grants/decisions_form.html"
    form_class = RenameForm

    def decide(self) -> Decision:
        """Open it to those who may change it."""
        return super().decide() and can_change_simulation(self.request.user, self.simulation)

    def get_initial(self) -> dict[str, Any]:
        """Start from what it is."""
        return {name: getattr(self.simulation, name) for name in ("name", "note", "version")}

    def perform(self, form: RenameForm) -> str:
        """Rename it."""
        operations.rename_simulation(simulation=self.simulation, by=self.request.user, **form.cleaned_data)
        return _url("simulation", self.simulation)

    def get_context(self) -> dict[str, Any]:
        """Name the button."""
        return super().get_context() | {"submit": _("Renommer")}


class DeleteSimulation(OneSimulation, ActionPage):
    """Delete a simulation."""

    title = _("Supprimer « %(simulation)s »")
    success_message = _("La simulation est supprimée. Elle n’avait rien décidé.")

    @property
    def back(self) -> str:
        """Go back to the others, or to this one if it stays."""
        return reverse("grants:simulations", args=[self.call.uuid])

    def perform(self) -> None:
        """Do it."""
        operations.delete_simulation(simulation=self.simulation, by=self.request.user)


class ApplySimulation(OneSimulation, ActionPage):
    """Prepare the decisions of a funder as a simulation says: all, or none with every reason."""

    title = _("Appliquer « %(simulation)s »")
    success_message = _("Les décisions sont préparées. Enregistrez leur acte une fois signé.")

    @cached_property
    def funder(self) -> Funder:
        """The funder named in the address."""
        return get_object_or_404(Funder.objects.select_related("territory"), uuid=self.kwargs["funder"])

    def decide(self) -> Decision:
        """Open it to the people of the funder."""
        return super().decide() and can_decide_for(self.request.user, self.funder)

    @property
    def back(self) -> str:
        """Go back to the simulation."""
        return _url("simulation", self.simulation)

    def perform(self) -> None:
        """Do it, as the simulation was read."""
        form = VersionForm(self.request.POST)
        operations.apply_simulation(
            simulation=self.simulation,
            funder=self.funder,
            version=form.cleaned_data["version"] if form.is_valid() else 0,
            by=self.request.user,
        )
