"""The bilans seen from a file: what they open or stop at each step, and how to remedy it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.grants.enums import GateStage
from cite.grants.permissions.applications import Standing
from cite.grants.queries.report_gate import gate_facts
from cite.grants.queries.report_lists import listed_reports, older_actions
from cite.grants.rules.report_gate import gate_notices, report_gate
from cite.grants.web.tables.reports import reports_table
from cite.grants.web.views.base import ApplicationPage
from cite.ui.tables import Column, Table


@dataclass(frozen=True, slots=True)
class GateRow:
    """One step of the file, and what the bilans do there."""

    step: str
    answer: str
    tone: str
    words: str


class FileReports(ApplicationPage):
    """The bilans of a carrier, for one of its files."""

    title = _("Les bilans – %(file)s")
    template_name = "grants/file_reports.html"

    def get_context(self) -> dict[str, Any]:
        """Show what each step waits for, then the bilans themselves."""
        file, user = self.application, self.request.user
        facts = gate_facts(file.partner, file.call.year, today(), file)
        rows = [self._row(facts, stage) for stage in GateStage]
        reports = listed_reports(user, self.request.territory).filter(
            funded_action__partner=file.partner, funded_action__year__lte=file.call.year
        )
        is_carrier = Standing.CARRIER in self.standings
        older = older_actions(user, self.request.territory).filter(partner=file.partner) if is_carrier else []
        return super().get_context() | {
            "gate": _gate_table(rows, self.request.GET),
            "is_blocked": any(row.tone == "error" for row in rows),
            "is_carrier": is_carrier,
            "reports": reports_table(reports, self.request.GET, today(), _now("Bilans du porteur")),
            "has_older": bool(older) and older.exists(),
        }

    @staticmethod
    def _row(facts: Any, stage: GateStage) -> GateRow:
        decision = report_gate(facts, stage)
        words = " ".join([*decision.sentences, *(str(n.label) for n in gate_notices(facts, stage))])
        if decision:
            return GateRow(str(stage.label), _now("Ouvert"), "success", words)
        if stage == GateStage.DECISION:  # a reserve to write in the act: it stops nothing
            return GateRow(str(stage.label), _now("Sous réserve"), "warning", words)
        if stage == GateStage.BALANCE:  # the bilan of the year itself, once it is read
            return GateRow(str(stage.label), _now("Après le bilan de l’année"), "neutral", words)
        return GateRow(str(stage.label), _now("En attente d’un bilan"), "error", words)


def _gate_table(rows: list[GateRow], params: Any) -> Table:
    columns = (
        Column(key="step", label=_("Étape")),
        Column(key="answer", label=_("Les bilans"), kind="badge", tone=lambda row: row.tone),
        Column(key="words", label=_("Pourquoi, et que faire")),
    )
    return Table(
        rows, columns=columns, params=params, caption=_now("Ce que les bilans ouvrent"), prefix="etapes-"
    )
