"""The bilans, as lists and one by one: what is expected, received, late."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import Decision, unless
from cite.core.journal import note_reading
from cite.grants.enums import DueState, ReportAct, ReportObjection, ReportState
from cite.grants.models import ActivityReport, ReportVersion
from cite.grants.operations.report_reading import accept_report, reopen_report, return_report
from cite.grants.operations.report_received import accept_received
from cite.grants.permissions.reports import (
    can_accept_report,
    can_reopen_report,
    can_return_report,
    can_write_report,
)
from cite.grants.queries.closing import not_closed
from cite.grants.queries.report_compare import answers_of, changes_between, figure_rows, year_on_year
from cite.grants.queries.report_lists import (
    count_reports,
    filtered,
    listed_reports,
    older_actions,
)
from cite.grants.queries.report_tables import lines_from, rows_of
from cite.grants.queries.reports import versions_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.report_questions import steps_of
from cite.grants.web.forms.reports import AcceptReceivedForm, ReopenForm, ReportFilters, ReturnForm
from cite.grants.web.tables.reports import DUE_TONES, STATE_TONES, budget_table, due_of, reports_table
from cite.grants.web.views.base import works_here
from cite.grants.web.views.report_base import REPORTS, ReadingPage, ReportAction, ReportPage
from cite.ui.tables import Column, Table
from cite.ui.views import FormPage, TablePage

_OLDER_SHOWN = 20


class Reports(TablePage):
    """The bilans this person may see."""

    title = _("Bilans")
    permission = works_here
    template_name = "grants/reports.html"
    csv_name = "bilans"

    @cached_property
    def filters(self) -> ReportFilters:
        """What she asked for."""
        return ReportFilters(data=self.request.GET)

    def get_table(self) -> Table:
        """List them, the first one due on top."""
        rows = listed_reports(self.request.user, self.request.territory)
        asked = self.filters.cleaned_data if self.filters.is_valid() else {}
        kept = filtered(
            rows,
            today(),
            year=asked.get("year"),
            **{name: asked.get(name, "") for name in ("state", "due", "kind")},
        )
        return reports_table(kept, self.request.GET, today(), str(_("Bilans, le premier attendu en tête")))

    def get_context(self) -> dict[str, Any]:
        """Count them, and offer to begin those of older actions."""
        user, territory = self.request.user, self.request.territory
        counts = count_reports(listed_reports(user, territory), today())
        return {
            "filters": self.filters,
            "figures": [
                (_("Attendus"), counts.expected),
                (_("À lire"), counts.to_read),
                (_("À compléter"), counts.returned),
                (_("Acceptés"), counts.accepted),
                (_("En retard"), counts.late),
            ],
            "older": [
                (action, reverse("grants:report-open", args=[action.uuid]))
                for action in older_actions(user, territory)[:_OLDER_SHOWN]
            ],
        }


class _StepToFill(NamedTuple):
    """A step of a bilan, as its home lists it; `lacking`: how many points."""

    label: str
    url: str
    lacking: int
    is_last: bool


class ReportHome(ReportPage):
    """One bilan: where it stands, what is missing, what comes next."""

    title = "%(report)s"
    template_name = "grants/report.html"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return list(REPORTS)

    def get_context(self) -> dict[str, Any]:
        """Show it, and say that it was read."""
        note_reading(self.request, ReportAct.READ, target=self.report)
        report, user = self.report, self.request.user
        versions = list(versions_of(report))
        writes = bool(can_write_report(user, report))
        due = due_of(report, today())
        return super().get_context() | {
            "state_tone": STATE_TONES[report.state],
            "due": due,
            "due_tone": DUE_TONES[due],
            "is_late": due == DueState.LATE,
            "facts": self._facts(),
            "writes": writes,
            "steps": self._steps() if writes and report.state != ReportState.EXPECTED else [],
            "lacks": self.lacks_by_step() if writes else [],
            "lacking": len(self.sheet.lacks) if writes else 0,
            "next_step": self._next_step() if writes and report.state != ReportState.EXPECTED else None,
            "remarks": self._remarks(),
            "versions": versions,
            "table": _versions_table(versions, self.request.GET),
            "reads": bool(versions),
            "proofs": [] if versions or not report.is_produced else self.sheet.files,
            "may_return": bool(can_return_report(user, report)) and report.state == ReportState.DEPOSITED,
            "may_accept": bool(can_accept_report(user, report)) and report.state == ReportState.DEPOSITED,
            "may_reopen": bool(may_reopen_now(user, report)),
        }

    def _facts(self) -> list[tuple[Any, Any]]:
        report = self.report
        funded = report.funded_action
        return [
            (_("Porteur"), str(funded.partner)),
            (_("Exercice"), funded.year),
            (_("Accordé"), euros(funded.amount) if funded.amount is not None else ""),
            (_("Attendu pour le"), report.due_on),
            (_("Produit le"), report.first_deposited_at or _("Pas encore")),
        ]

    def _steps(self) -> list[_StepToFill]:
        steps = steps_of(self.report.kind)
        return [
            _StepToFill(
                str(step.label),
                self.step_url(step.value),
                sum(lack.step == step for lack in self.sheet.lacks),
                is_last=step == steps[-1],
            )
            for step in steps
        ]

    def _next_step(self) -> _StepToFill | None:
        """Lead to the first step that lacks something; None where everything is there."""
        step = next((step for step in self._steps() if step.lacking), None)
        return step and step._replace(label=_now("Continuer : %(step)s") % {"step": step.label})

    def _remarks(self) -> list[tuple[str, str, str]]:
        if self.report.state != ReportState.RETURNED:
            return []
        labels = {step.value: str(step.label) for step in steps_of(self.report.kind)}
        return [
            (labels[step], text, self.step_url(step)) for step, text in self.report.remarks if step in labels
        ]


class ReadReport(ReadingPage):
    """What was deposited, as those who fund read it."""

    title = _("Lire – %(report)s")
    template_name = "grants/report_read.html"

    def get_context(self) -> dict[str, Any]:
        """Show the latest version, small counts masked for whoever is not of the carrier."""
        note_reading(self.request, ReportAct.READ, target=self.report)
        latest = versions_of(self.report).first()
        context = super().get_context() | {"latest": latest}
        if latest is None:
            return context
        limits, content = self.sheet.parameters, latest.content
        small = 0 if self.is_carrier else limits.small_cells
        rows = rows_of(lines_from(content), limits.variance_percent, limits.variance_amount)
        return context | {
            "answers": answers_of(content),
            "figures": _figures_table(figure_rows(content, small), self.request.GET),
            "table": budget_table(rows, self.request.GET) if rows else None,
            "files": self.sheet.files,
            "years": _years_table(year_on_year(self.report, small), self.request.GET),
            "small_cells": small,
        }


class Compare(ReadingPage):
    """Two versions of a bilan: only what differs."""

    title = _("Comparer les versions – %(report)s")
    template_name = "grants/report_compare.html"

    def get_context(self) -> dict[str, Any]:
        """Compare the two versions asked, else the last two."""
        note_reading(self.request, ReportAct.READ, target=self.report)
        versions = {str(version.number): version for version in versions_of(self.report)}
        numbers = list(versions)
        after = versions.get(self.request.GET.get("a", "")) or versions.get(numbers[0] if numbers else "")
        default = numbers[1] if len(numbers) > 1 else ""
        before = versions.get(self.request.GET.get("de", "")) or versions.get(default)
        changes = []
        if before and after:
            small = 0 if self.is_carrier else self.sheet.parameters.small_cells
            changes = changes_between(before.content, after.content, small)
        columns = (
            Column(key="label", label=_("Où")),
            Column(key="before", label=_("Avant")),
            Column(key="after", label=_("Après")),
        )
        caption = _now("Ce qui a changé")
        return super().get_context() | {
            "numbers": numbers,
            "before": before,
            "after": after,
            "table": Table(changes, columns=columns, params=self.request.GET, caption=caption, page_size=200),
        }


class ReturnReport(ReportPage, FormPage):
    """Send a bilan back, with what is to be completed at each step."""

    title = _("Renvoyer à compléter – %(report)s")
    template_name = "grants/desk_form.html"
    success_message = _("Le bilan est renvoyé. Le porteur est prévenu.")

    def decide(self) -> Decision:
        """Open it to the desk."""
        return super().decide() and can_return_report(self.request.user, self.report)

    def get_form(self) -> ReturnForm:
        """Ask for remarks by step."""
        return ReturnForm(**self.get_form_kwargs(), kind=self.report.kind)

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        lead = _("Dites à chaque endroit ce qui manque. Le porteur le lit, complète, puis dépose à nouveau.")
        return super().get_context() | {
            "submit": _("Renvoyer au porteur"),
            "icon": "send-plane-line",
            "lead": lead,
        }

    def perform(self, form: ReturnForm) -> None:
        """Return it."""
        return_report(
            report=self.report,
            remarks=form.remarks,
            general=form.cleaned_data["general"],
            by=self.request.user,
        )


class AcceptReport(ReportAction):
    """Accept a bilan."""

    success_message = _("Le bilan est accepté : le solde peut être versé.")

    def perform(self) -> None:
        """Accept it."""
        accept_report(report=self.report, by=self.request.user)


class AcceptReceived(ReportPage, FormPage):
    """Accept a bilan that came by another way, on a proof."""

    title = _("Accepter – %(report)s")
    template_name = "grants/desk_form.html"
    form_class = AcceptReceivedForm
    success_message = _("Le bilan est accepté : le solde peut être versé.")

    def decide(self) -> Decision:
        """Open it to those who read this bilan."""
        return super().decide() and can_accept_report(self.request.user, self.report)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.report.version}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        lead = _(
            "Ce bilan est arrivé par un autre chemin : personne ne peut le lire ici. L’accepter libère le solde ; "
            "votre raison et la preuve restent avec lui."
        )
        return super().get_context() | {"submit": _("Accepter ce bilan"), "icon": "check-line", "lead": lead}

    def perform(self, form: AcceptReceivedForm) -> None:
        """Accept it."""
        accept_received(report=self.report, by=self.request.user, **form.cleaned_data)


class ReopenReport(ReportPage, FormPage):
    """Reopen an accepted bilan."""

    title = _("Rouvrir – %(report)s")
    template_name = "grants/desk_form.html"
    form_class = ReopenForm
    success_message = _("Le bilan est rouvert. Il reste produit : le porteur n’est pas pénalisé.")

    def decide(self) -> Decision:
        """Open it to a co-pilot; the form is shown only where it may be sent."""
        user, report = self.request.user, self.report
        is_sent = self.request.method == "POST"
        return super().decide() and (can_reopen_report if is_sent else may_reopen_now)(user, report)

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        lead = _("Le bilan redevient « reçu, en cours de lecture ».")
        return super().get_context() | {"submit": _("Rouvrir"), "icon": "refresh-line", "lead": lead}

    def perform(self, form: ReopenForm) -> None:
        """Reopen it."""
        reopen_report(report=self.report, reason=form.cleaned_data["reason"], by=self.request.user)


def may_reopen_now(user: User, report: ActivityReport) -> Decision:
    """Say whether a person may reopen a bilan today: hers to reopen, accepted, and of a file that is not closed."""
    decision = can_reopen_report(user, report) and unless(
        report.state == ReportState.ACCEPTED, ReportObjection.WRONG_STATE
    )
    file = report.funded_action.application
    return decision and (not_closed(file) if file else decision)


def _versions_table(versions: list[ReportVersion], params: Any) -> Table:
    columns = (
        Column(key="number", label=_("Version")),
        Column(key="deposited_at", label=_("Déposée le"), kind="date"),
        Column(key="deposited_by", label=_("Par"), value=lambda v: v.content.get("signatory", "")),
    )
    return Table(
        versions, columns=columns, params=params, caption=_now("Versions déposées"), prefix="versions-"
    )


def _figures_table(rows: list[Any], params: Any) -> Table:
    columns = (
        Column(key="label", label=_("Ce qui est compté")),
        Column(key="value", label=_("Nombre"), kind="number"),
        Column(key="origin", label=_("Origine")),
        Column(key="words", label=_("Précisions")),
    )
    return Table(
        rows, columns=columns, params=params, caption=_now("Chiffres"), page_size=200, prefix="chiffres-"
    )


def _years_table(changes: list[Any], params: Any) -> Table | None:
    if not changes:
        return None
    columns = (
        Column(key="label", label=_("Ce qui est compté")),
        Column(key="before", label=_("An dernier"), kind="number"),
        Column(key="after", label=_("Cette année"), kind="number"),
    )
    return Table(
        changes, columns=columns, params=params, caption=_now("Deux années"), page_size=200, prefix="annees-"
    )
