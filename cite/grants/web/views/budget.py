"""The budget of a file: the Cerfa's chart to fill in, its balance, its financing plan, its thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, BudgetScope, Reading
from cite.grants.models import BudgetLine, Funder
from cite.grants.operations.budget import copy_last_budget, save_budget
from cite.grants.permissions.writing import can_write
from cite.grants.queries.budget import BudgetReading, call_funders, lines_of, read_budget
from cite.grants.queries.financing import financing_plan
from cite.grants.rules.amounts import euros
from cite.grants.rules.chart import ACCOUNTS, Totals, sums, totals
from cite.grants.web.forms import budget_columns
from cite.grants.web.forms.budget import BudgetForm, with_conflicts
from cite.grants.web.tables.budget import lines_table, thresholds_table
from cite.grants.web.views.base import ApplicationPage
from cite.ui.components.amounts import Share
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage


class Budget(ApplicationPage, FormPage):
    """The budget of the action (Cerfa 12156*06, section 6): filled in by the carrier, read by the others."""

    title = _("Budget de « %(file)s »")
    template_name = "grants/budget.html"
    tab = "grants:budget"
    scope = BudgetScope.PROJECT
    url_name = "grants:budget"

    @cached_property
    def may_edit(self) -> Decision:
        """Whether this person fills it in."""
        return can_write(self.request.user, self.application)

    @cached_property
    def lines(self) -> list[BudgetLine]:
        """The lines as they are stored."""
        return list(lines_of(self.application, self.scope))

    @cached_property
    def funders(self) -> list[Funder]:
        """The funders of the call."""
        return call_funders(self.application.call) if self.scope == BudgetScope.PROJECT else []

    @property
    def success_url(self) -> str:
        """Stay here: a budget is filled in several times."""
        return reverse(self.url_name, args=[self.application.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the file."""
        *above, _here = super().get_breadcrumb()
        return [*above, (str(self.application), reverse("grants:application", args=[self.application.uuid]))]

    def get_form(self) -> BudgetForm:
        """Build one row per line of the chart and per funder."""
        return BudgetForm(**self.get_form_kwargs(), scope=self.scope, lines=self.lines, funders=self.funders)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it, and say that it was read."""
        note_reading(request, ApplicationAct.READ, target=self.application)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save it, or only add it up again; those who read are told why they may not."""
        if not self.may_edit:
            raise PermissionDenied(self.may_edit)
        if "recalculate" in request.POST:
            form = self.get_form()
            form.is_valid()
            return self.show(form=form)
        return super().post(request, *args, **kwargs)

    def perform(self, form: BudgetForm) -> HttpResponse | None:
        """Save the lines that changed; show again those that somebody else changed too."""
        saved = save_budget(
            application=self.application, scope=self.scope, lines=form.typed(), by=self.request.user
        )
        if saved.conflicts:
            fresh = list(lines_of(self.application, self.scope))
            return self.show_errors(
                with_conflicts(saved.conflicts, scope=self.scope, lines=fresh, funders=self.funders)
            )
        tell(self.request, _saved_sentence(saved.changed))
        return None

    def show(self, **extra: Any) -> HttpResponse:
        """Add up what is on the page: what is typed where a form was sent, what is stored otherwise."""
        form = extra["form"]
        lines = self._typed_lines(form) if form.is_bound else self.lines
        pairs = [(line.account, line.amount) for line in lines]
        return super().show(**extra, **self._sheet(form, sums(pairs), totals(pairs)), **self._said(lines))

    def _typed_lines(self, form: BudgetForm) -> list[BudgetLine]:
        return [
            BudgetLine(
                account=typed.state.account,
                amount=typed.state.amount,
                label=typed.state.label,
                funder=typed.funder,
                status=typed.state.status,
                credit=typed.state.credit,
            )
            for typed in form.typed()
            if not typed.state.is_empty and typed.state.account in ACCOUNTS
        ]

    def _sheet(self, form: BudgetForm, added: Mapping[str, Decimal], total: Totals) -> dict[str, Any]:
        columns = budget_columns.columns(form, added)
        return {
            "script": static("grants/budget.js"),
            "expenses": columns["expense"],
            "incomes": columns["income"],
            "in_kind_expenses": columns["in_kind_expense"],
            "in_kind_incomes": columns["in_kind_income"],
            "total": {
                "expense": euros(total.expenses),
                "income": euros(total.incomes),
                "in_kind_expense": euros(total.in_kind_expenses),
                "in_kind_income": euros(total.in_kind_incomes),
            },
            "has_in_kind": budget_columns.has_in_kind(form),
            "balance": balance_sentence(total),
        }

    def _said(self, lines: list[BudgetLine]) -> dict[str, Any]:
        reading = read_budget(self.application, lines)
        return {
            "reading": reading,
            "figures": _figures(reading),
            "shares": [
                Share(label=part.label, percent=part.percent, value=euros(part.amount), detail=part.status)
                for part in financing_plan(reading.facts)
            ],
            "thresholds": thresholds_table(reading.thresholds, self.request.GET),
            **_reached(reading),
        }

    def get_context(self) -> dict[str, Any]:
        """Show the way to the other budget, and to last year's amounts."""
        here = self.application
        return super().get_context() | {
            "may_edit": bool(self.may_edit),
            "lines": lines_table(self.lines, self.request.GET),
            "scope": str(self.scope),
            "project_url": reverse("grants:budget", args=[here.uuid]),
            "organization_url": reverse("grants:budget-organization", args=[here.uuid]),
            "copy_url": self._copy_url(),
        }

    def _copy_url(self) -> str:
        previous = self.application.previous
        if self.lines or previous is None or not lines_of(previous, self.scope).exists():
            return ""
        return reverse(f"{self.url_name}-copy", args=[self.application.uuid])


class OrganizationBudget(Budget):
    """The carrier's own budget (Cerfa 12156*06, section 5)."""

    title = _("Budget de la structure – « %(file)s »")
    scope = BudgetScope.ORGANIZATION
    url_name = "grants:budget-organization"


class CopyBudget(ApplicationPage, ActionPage):
    """Start from last year's amounts."""

    success_message = _(
        "Les montants de l’an passé sont repris. Vérifiez-les : chaque subvention est à redemander."
    )

    @property
    def back(self) -> str:
        """The budget that was filled."""
        name = "budget" if self.kwargs["scope"] == BudgetScope.PROJECT else "budget-organization"
        return reverse(f"grants:{name}", args=[self.application.uuid])

    def decide(self) -> Decision:
        """Ask for a role here, then about this file."""
        return super().decide() and can_write(self.request.user, self.application)

    def perform(self) -> None:
        """Copy them."""
        copy_last_budget(application=self.application, scope=self.kwargs["scope"], by=self.request.user)


def balance_sentence(total: Totals) -> str:
    """Say whether both columns are equal, to the cent."""
    if total.gap > 0:
        return _now("Il manque %(amount)s de produits.") % {"amount": euros(total.gap)}
    if total.gap < 0:
        return _now("Il manque %(amount)s de charges.") % {"amount": euros(-total.gap)}
    return _now("Les charges et les produits sont égaux.")


def _saved_sentence(changed: int) -> str:
    if not changed:
        return _now("Rien n’a changé : le budget est déjà enregistré.")
    return ngettext(
        "Le budget est enregistré : une ligne a changé.",
        "Le budget est enregistré : %(count)s lignes ont changé.",
        changed,
    ) % {"count": changed}


def _reached(reading: BudgetReading) -> dict[str, Any]:
    reached = [str(t.kind.label) for t in reading.thresholds if t.reading == Reading.APPLIES]
    sentence = _now("Aucun seuil n’est atteint, d’après ce que le dossier dit.")
    if reached:
        sentence = _now("Atteint : %(thresholds)s.") % {"thresholds": ", ".join(reached)}
    return {"thresholds_sentence": sentence, "thresholds_apply": bool(reached)}


def _figures(reading: BudgetReading) -> list[tuple[str, str]]:
    asked = sum(reading.facts.asked.values(), Decimal(0))
    cost = reading.cost_per_person
    found = [
        (_now("Coût de l’action"), euros(reading.totals.expenses)),
        (_now("Demandé à l’appel"), euros(asked)),
        (_now("Aides publiques"), euros(reading.totals.public_aid)),
    ]
    return [*found, (_now("Coût par participant"), euros(cost))] if cost is not None else found
