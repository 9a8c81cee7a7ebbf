"""The pages where a carrier writes a bilan, step by step, and deposits it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision, Refused
from cite.grants.enums import ReportStep
from cite.grants.models import FundedAction, ReportFile, ReportLine
from cite.grants.operations.report_deposit import deposit_report
from cite.grants.operations.report_writing import (
    Typed,
    add_file,
    add_line,
    begin_report,
    remove_file,
    remove_line,
    save_fields,
)
from cite.grants.operations.reports import open_report
from cite.grants.permissions.reports import can_certify_report, can_write_report, visible_funded_actions
from cite.grants.queries.report_tables import budget_rows
from cite.grants.queries.reports import as_line, path_of
from cite.grants.rules.answers import fingerprint
from cite.grants.rules.report_questions import steps_of
from cite.grants.web.forms.reports import CertifyForm, LineForm, PieceForm, StepForm
from cite.grants.web.tables.reports import budget_table
from cite.grants.web.views.base import works_here
from cite.grants.web.views.report_base import ReportAction, ReportPage, WritingPage
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage


class BeginReport(ReportAction):
    """Begin a bilan."""

    success_message = _("C’est commencé. Tout s’enregistre au fur et à mesure.")

    def perform(self) -> None:
        """Begin it."""
        begin_report(report=self.report, by=self.request.user)

    @property
    def back(self) -> str:
        """The first step, once begun."""
        may = can_write_report(self.request.user, self.report)
        return self.step_url(ReportStep.STORY.value) if may else self.success_url


class OpenOlderReport(ActionPage):
    """Begin here the bilan of an action funded before this tool."""

    permission = works_here
    success_message = _("Ce bilan est dans votre liste. Vous pouvez le remplir et le déposer ici.")

    @cached_property
    def funded(self) -> FundedAction:
        """The action named in the address."""
        mine = visible_funded_actions(self.request.user, self.request.territory)
        return get_object_or_404(mine.select_related("territory"), uuid=self.kwargs["uuid"])

    def perform(self) -> None:
        """Begin it."""
        report = open_report(funded=self.funded, kind="final", by=self.request.user)
        self.kwargs["path"] = path_of(report)

    @property
    def back(self) -> str:
        """The page of the new bilan."""
        return self.kwargs.get("path") or reverse("grants:reports")


class Step(WritingPage, FormPage):
    """One step of a bilan."""

    template_name = "grants/report_step.html"
    success_message = _("C’est enregistré.")

    @cached_property
    def step(self) -> ReportStep:
        """The step named in the address."""
        try:
            step = ReportStep(self.kwargs["step"])
        except ValueError as error:
            raise Http404 from error
        if step not in steps_of(self.report.kind) or step in (ReportStep.PIECES, ReportStep.DEPOSIT):
            raise Http404
        return step

    def get_title(self) -> str:
        """Name the step and the bilan."""
        return f"{self.step.label} – {self.report}"

    def get_form(self) -> StepForm:
        """Offer the questions of the step."""
        return StepForm(**self.get_form_kwargs(), sheet=self.sheet, step=self.step)

    def get_context(self) -> dict[str, Any]:
        """Show the step among the others, and what is missing in it."""
        steps = steps_of(self.report.kind)
        place = steps.index(self.step)
        is_money = self.step == ReportStep.MONEY
        return super().get_context() | {
            "steps": [str(step.label) for step in steps],
            "current": place + 1,
            "step": self.step,
            "lacks": [lack.label for lack in self.sheet.lacks if lack.step == self.step],
            "remarks": [text for step, text in self.report.remarks if step == self.step],
            "table": budget_table(budget_rows(self.sheet), self.request.GET) if is_money else None,
            "added": self._added() if is_money else [],
            "answer_url": reverse("grants:report-autosave", args=[self.report.uuid]),
        }

    def _added(self) -> list[tuple[str, str]]:
        """List the lines that were not planned: each may be removed."""
        return [
            (
                str(as_line(line).name),
                reverse("grants:report-line-remove", args=[self.report.uuid, line.uuid]),
            )
            for line in self.sheet.lines
            if line.planned == 0
        ]

    def perform(self, form: StepForm) -> HttpResponse | str | None:
        """Save each field by itself; where one could not be, show the page again with everything typed."""
        written = save_fields(report=self.report, fields=form.typed, by=self.request.user)
        if written.conflicts or written.problems:
            form.show(written)
            return self.show_errors(form)
        steps = steps_of(self.report.kind)
        return self.step_url(steps[steps.index(self.step) + 1].value)


class Autosave(WritingPage):
    """Save one field while one types: answers in JSON."""

    title = _("Enregistrement")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save it, or say why not; nothing typed is lost: it is still on her page."""
        name = request.POST.get("key", "")
        typed = Typed(request.POST.get(name, "")[:20_000], request.POST.get(f"seen-{name}", "")[:64])
        try:
            written = save_fields(report=self.report, fields={name: typed}, by=request.user)
        except Refused as refusal:
            return JsonResponse({"state": "refused", "message": " ".join(refusal.decision.sentences)})
        if name in written.conflicts:
            return JsonResponse(self._conflict(name, written.conflicts[name]))
        if name in written.problems:
            return JsonResponse({"state": "refused", "message": written.problems[name]})
        seen = fingerprint(written.sheet.text(name))
        return JsonResponse({"state": "saved", "seen": seen, "message": _now("Enregistré.")})

    def _conflict(self, name: str, stored: str) -> dict[str, Any]:
        conflict = {"key": name, "label": self.sheet.label(name), "theirs": stored}
        html = render_to_string("grants/_conflict.html", {"conflict": conflict, "is_live": True})
        return {"state": "conflict", "seen": fingerprint(stored), "stored": stored, "html": html}


class AddLine(WritingPage, FormPage):
    """Add to the summary table a line that was not planned."""

    title = _("Ajouter une ligne au budget de « %(report)s »")
    template_name = "grants/desk_form.html"
    form_class = LineForm
    success_message = _("La ligne est ajoutée.")

    @property
    def success_url(self) -> str:
        """Back to the table."""
        return self.step_url(ReportStep.MONEY.value)

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        lead = _("Une dépense ou une recette qui n’était pas au budget prévu.")
        return super().get_context() | {"submit": _("Ajouter la ligne"), "icon": "add-line", "lead": lead}

    def perform(self, form: LineForm) -> None:
        """Add it."""
        add_line(report=self.report, by=self.request.user, **form.cleaned_data)


class RemoveLine(ReportAction):
    """Take back a line that was added."""

    success_message = _("La ligne est retirée.")

    @property
    def back(self) -> str:
        """The table."""
        may = can_write_report(self.request.user, self.report)
        return self.step_url(ReportStep.MONEY.value) if may else self.success_url

    def perform(self) -> None:
        """Remove it."""
        lines = ReportLine.objects.filter(report=self.report).select_related("report__territory")
        remove_line(line=get_object_or_404(lines, uuid=self.kwargs["line"]), by=self.request.user)


class Files(WritingPage, FormPage):
    """The documents of a bilan."""

    title = _("Les pièces – %(report)s")
    template_name = "grants/report_files.html"
    form_class = PieceForm
    success_message = _("La pièce est jointe.")

    def get_success_url(self) -> str:
        """Stay here."""
        return self.step_url(ReportStep.PIECES.value)

    def get_context(self) -> dict[str, Any]:
        """Show what is joined already, and what is missing."""
        steps = steps_of(self.report.kind)
        accounts = StepForm(sheet=self.sheet, step=ReportStep.PIECES)
        return super().get_context() | {
            "steps": [str(step.label) for step in steps],
            "current": steps.index(ReportStep.PIECES) + 1,
            "files": self.sheet.files,
            "accounts": accounts,
            "lacks": [lack.label for lack in self.sheet.lacks if lack.step == ReportStep.PIECES],
            "remarks": [text for step, text in self.report.remarks if step == ReportStep.PIECES],
            "next_url": self.step_url(ReportStep.DEPOSIT.value),
            "labels_url": reverse("grants:report-accounts", args=[self.report.uuid]),
        }

    def perform(self, form: PieceForm) -> str:
        """Join it."""
        piece, upload = form.cleaned_data["piece"], form.cleaned_data["file"]
        add_file(report=self.report, piece=piece, upload=upload, by=self.request.user)
        return self.get_success_url()


class AccountsLater(WritingPage):
    """Say when the accounts will be approved."""

    title = _("Les pièces")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save it, or say why not."""
        form = StepForm(data=request.POST, sheet=self.sheet, step=ReportStep.PIECES)
        if form.is_valid():
            written = save_fields(report=self.report, fields=form.typed, by=request.user)
            for sentence in [*written.problems.values(), *form_conflicts(written)]:
                tell(request, sentence, tone="error")
            if written.saved:
                tell(request, _now("C’est enregistré."))
        return redirect(self.step_url(ReportStep.PIECES.value))


def form_conflicts(written: Any) -> list[str]:
    """Say what somebody else wrote meanwhile, where the page has no room beside the field."""
    return [
        _now("Une autre personne a écrit ici entre-temps : « %(theirs)s ».") % {"theirs": theirs}
        for theirs in written.conflicts.values()
    ]


class RemoveFile(ReportAction):
    """Take a document back."""

    success_message = _("La pièce est retirée.")

    @property
    def back(self) -> str:
        """The documents."""
        may = can_write_report(self.request.user, self.report)
        return self.step_url(ReportStep.PIECES.value) if may else self.success_url

    def perform(self) -> None:
        """Remove it."""
        files = ReportFile.objects.filter(report=self.report).select_related("report__territory")
        remove_file(file=get_object_or_404(files, uuid=self.kwargs["file"]), by=self.request.user)


class DepositReport(ReportPage, FormPage):
    """Check, certify and deposit."""

    title = _("Certifier et déposer – %(report)s")
    template_name = "grants/report_deposit.html"
    form_class = CertifyForm
    success_message = _("Votre bilan est déposé. Il compte dès maintenant, sans attendre sa lecture.")

    def decide(self) -> Decision:
        """Open it to those who write; who may certify is said on the page."""
        writes = can_write_report(self.request.user, self.report)
        is_twice = self.request.method == "POST" and self.report.is_produced and self.is_carrier
        return super().decide() and (Decision() if is_twice else writes)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version she reads."""
        return {"version": self.report.version}

    def get_context(self) -> dict[str, Any]:
        """Show what is missing, where, and what is certified."""
        steps, lacks = steps_of(self.report.kind), self.lacks_by_step()
        return super().get_context() | {
            "steps": [str(step.label) for step in steps],
            "current": len(steps),
            "lacks": lacks,
            "complete": [step for step in lacks if not step.lines],
            "lacking": len(self.sheet.lacks),
            "refusals": can_certify_report(self.request.user, self.report).sentences,
        }

    def perform(self, form: CertifyForm) -> None:
        """Deposit it."""
        deposit_report(
            report=self.report,
            function=form.cleaned_data["function"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
