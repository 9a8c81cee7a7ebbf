"""Simulations of a call: made, filled in, compared side by side, applied by each funder."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.grants.models import Award, Funder, Simulation
from cite.grants.operations import simulations as operations
from cite.grants.permissions.applications import funders_of
from cite.grants.permissions.awards import can_decide_for
from cite.grants.permissions.committee import can_change_simulation, visible_simulations
from cite.grants.queries.simulations import SimulationView, simulation_views
from cite.grants.rules.amounts import euros
from cite.grants.rules.simulations import is_settled
from cite.grants.web.forms.simulations import AmountsForm, CompareForm, RenameForm, SimulationForm
from cite.grants.web.tables.simulations import (
    bars_of,
    comparison_table,
    coverage_matrix,
    files_compared,
    places_compared,
    reachable,
    settled_table,
    share_parts,
    shares_table,
    simulation_url,
)
from cite.grants.web.views.decisions import CallPage
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage

FILES_AT_ONCE = 60
"""How many files the page of amounts shows at once."""


class SimulationsPage(CallPage, FormPage):
    """The simulations of a call side by side, two of them in full, and a form to make another."""

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

    def get_initial(self) -> dict[str, Any]:
        """Start from the simulation that the address names, to copy it."""
        return {"start": self.request.GET.get("copier", "")}

    def perform(self, form: SimulationForm) -> str:
        """Make it, and go to it."""
        simulation = operations.create_simulation(call=self.call, by=self.request.user, **form.given)
        tell(self.request, _now("La simulation est faite. Elle ne décide rien."))
        return simulation_url(simulation)

    def get_context(self) -> dict[str, Any]:
        """Compare them."""
        views = simulation_views(self.request.user, self.simulations)
        table = comparison_table(views, self.request.GET)
        return super().get_context() | {"table": table} | self._compared(views)

    def _compared(self, views: list[SimulationView]) -> dict[str, Any]:
        """Compare two of them: those that the address names, else the first two."""
        if len(views) < 2:
            return {}
        known = {str(view.simulation.uuid): view for view in views}
        usual = dict(zip(("premiere", "seconde"), known, strict=False))
        asked = {name: self.request.GET.get(name, "") for name in usual}
        chosen = {name: uuid if uuid in known else usual[name] for name, uuid in asked.items()}
        if asked["premiere"] in known and chosen["seconde"] == chosen["premiere"] and not asked["seconde"]:
            chosen["seconde"] = usual["premiere"]
        first, second = (known[uuid] for uuid in chosen.values())
        params = self.request.GET
        envelopes = [
            (
                one.funder,
                [(view.simulation, share_parts(share)) for view, share in ((first, one), (second, two))],
            )
            for one, two in zip(first.shares, second.shares, strict=True)
        ]
        return {
            "compare_form": CompareForm(
                chosen, simulations=self.simulations, use_required_attribute=False, auto_id="compare-%s"
            ),
            "compared": (first, second),
            "envelopes": envelopes,
            "differences": [
                files_compared(first, second, params),
                places_compared(first, second, "by_district", _("Quartier"), params),
                places_compared(first, second, "by_priority", _("Priorité"), params),
            ],
        }


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
    def view(self) -> SimulationView:
        """The simulation, totaled."""
        return simulation_views(self.request.user, [self.simulation])[0]

    @cached_property
    def files(self) -> Page:
        """The files that no act settled whole, some at a time: a form has room for so many fields."""
        awards = [a for a in self.view.awards.values() if not is_settled(a.state, a.outcome)]
        files: dict[int, list[Award]] = {}
        for award in awards:
            files.setdefault(award.application_id, []).append(award)
        return Paginator(list(files.values()), FILES_AT_ONCE).get_page(self.request.GET.get("page"))

    def get_form(self) -> AmountsForm:
        """One field per decision."""
        awards = [award for file in self.files for award in file]
        return AmountsForm(**self.get_form_kwargs(), awards=awards, amounts=self.view.lines)

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
        here = simulation_url(self.simulation)
        return f"{here}?page={self.files.number}" if self.files.number > 1 else here

    def get_context(self) -> dict[str, Any]:
        """Show totals, coverage with its gaps, and for whom it may be applied."""
        user, territory, view = self.request.user, self.request.territory, self.view
        mine = set(funders_of(user, territory).values_list("pk", flat=True))
        names, priorities = reachable(self.call, view)
        columns, rows = coverage_matrix(names, priorities, view.covered)
        others = reverse("grants:simulations", args=[self.call.uuid])
        settled = [a for a in view.awards.values() if is_settled(a.state, a.outcome)]
        return super().get_context() | {
            "simulation": self.simulation,
            "copy_url": f"{others}?copier={self.simulation.uuid}#nouvelle",
            "compare_url": f"{others}?premiere={self.simulation.uuid}#comparer",
            "envelopes": [(share, share_parts(share)) for share in view.shares],
            "totals": shares_table(view, self.request.GET),
            "figures": [
                (_("Total"), euros(view.total)),
                (_("Dossiers aidés"), view.files),
                (_("Quartiers touchés"), len(view.by_district)),
            ],
            "mine": [share.funder for share in view.shares if share.funder.pk in mine],
            "may_change": bool(can_change_simulation(user, self.simulation)),
            "districts": bars_of(view.by_district),
            "priorities": bars_of(view.by_priority),
            "no_district": [name for name in names if name not in view.by_district],
            "no_priority": [name for name in priorities if name not in view.by_priority],
            "matrix_columns": columns,
            "matrix_rows": rows,
            "settled": settled_table(settled, view.lines, self.request.GET) if settled else None,
            "files": self.files,
            "script": static("grants/budget.js"),
            "version_form": VersionForm(initial={"version": self.simulation.version}, auto_id="apply-%s"),
        }


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
        return simulation_url(self.simulation)

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
        return simulation_url(self.simulation)

    def perform(self) -> None:
        """Do it, as the simulation was read."""
        form = VersionForm(self.request.POST)
        operations.apply_simulation(
            simulation=self.simulation,
            funder=self.funder,
            version=form.cleaned_data["version"] if form.is_valid() else 0,
            by=self.request.user,
        )
