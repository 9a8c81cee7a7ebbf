"""What the pages about one bilan share."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.grants.enums import ReportObjection, ReportStep
from cite.grants.models import ActivityReport
from cite.grants.permissions.reports import can_read_deposit, can_write_report, is_carrier_of, visible_reports
from cite.grants.queries.reports import RELATED, ReportSheet, path_of
from cite.grants.rules.report_questions import steps_of
from cite.grants.rules.reports import Lack
from cite.grants.web.views.base import works_here
from cite.ui.views import ActionPage, Page

REPORTS = ((_("Bilans"), reverse_lazy("grants:reports")),)
_FIELDS = {ReportObjection.ANSWER_MISSING: "answer", ReportObjection.FIGURE_MISSING: "figure"}
"""How the field that an objection is about is named in its step, where one field answers it."""


class StepLacks(NamedTuple):
    """A step of a bilan and what lacks in it: sentences, each with the address of its field."""

    label: str
    url: str
    lines: list[tuple[str, str]]


class ReportPage(Page):
    """A page about one bilan; one that this person may not see does not exist."""

    permission = works_here

    @cached_property
    def report(self) -> ActivityReport:
        """The bilan named in the address."""
        visible = visible_reports(self.request.user, self.request.territory)
        return get_object_or_404(visible.select_related(*RELATED), uuid=self.kwargs["uuid"])

    @cached_property
    def sheet(self) -> ReportSheet:
        """All that is in it."""
        return ReportSheet(self.report)

    @cached_property
    def is_carrier(self) -> bool:
        """Whether this person writes for the organization whose bilan it is."""
        return is_carrier_of(self.request.user, self.report)

    @property
    def success_url(self) -> str:
        """The page of the bilan."""
        return path_of(self.report)

    def get_title(self) -> str:
        """Name the bilan."""
        return str(self.title) % {"report": self.report}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the bilan."""
        return [*REPORTS, (str(self.report), self.success_url)]

    def get_context(self) -> dict[str, Any]:
        """Show the bilan."""
        return {
            "report": self.report,
            "funded": self.report.funded_action,
            "cancel_url": self.success_url,
            "is_carrier": self.is_carrier,
        }

    def step_url(self, step: str) -> str:
        """Tell the address of a step."""
        names = {"pieces": "grants:report-files", "deposit": "grants:report-deposit"}
        if step in names:
            return reverse(names[step], args=[self.report.uuid])
        return reverse("grants:report-step", args=[self.report.uuid, step])

    def lacks_by_step(self) -> list[StepLacks]:
        """List what lacks, step by step; those that are complete come with an empty list."""
        return [
            StepLacks(
                str(step.label),
                self.step_url(step.value),
                [(lack.label, self._lack_url(lack)) for lack in self.sheet.lacks if lack.step == step],
            )
            for step in steps_of(self.report.kind)
            if step != ReportStep.DEPOSIT
        ]

    def _lack_url(self, lack: Lack) -> str:
        field = _FIELDS.get(lack.objection)
        anchor = f"#id_{field}:{lack.place}" if field else ""
        return self.step_url(lack.step.value) + anchor


class WritingPage(ReportPage):
    """A page where the carrier writes."""

    def decide(self) -> Decision:
        """Ask for the role first, then about this bilan."""
        return super().decide() and can_write_report(self.request.user, self.report)


class ReadingPage(ReportPage):
    """A page that shows what was deposited."""

    def decide(self) -> Decision:
        """Ask for the role first, then about this bilan."""
        return super().decide() and can_read_deposit(self.request.user, self.report)


class ReportAction(ReportPage, ActionPage):
    """One button about a bilan; it leads back to it."""

    title = _("Bilan")

    @property
    def back(self) -> str:
        """The page of the bilan."""
        return self.success_url
