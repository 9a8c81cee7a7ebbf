"""What is known of a bilan: its lines, its figures typed or computed, its documents, what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from cite.actors.enums import LegalForm
from cite.grants.enums import CarrierKind, EditionState, FigureOrigin, ReportKind
from cite.grants.models import (
    ActivityReport,
    CallEdition,
    FundedAction,
    ReachedDistrict,
    ReportFile,
    ReportLine,
    ReportVersion,
)
from cite.grants.ports import computed_figures
from cite.grants.rules.amounts import format_amount
from cite.grants.rules.call_content import Parameters, parameters_from
from cite.grants.rules.report_questions import (
    BY_KEY,
    DISTRICT_PREFIX,
    AskedFigure,
    figures_of,
    is_about_people,
    questions_of,
)
from cite.grants.rules.report_values import write_answer
from cite.grants.rules.reports import Given, Lack, Line, ReportFacts, lacks_of

RELATED = (
    "territory",
    "funded_action__partner__organization",
    "funded_action__application__call",
    "funded_action__application__edition",
    "signed_by",
    "decided_by",
)


def path_of(report: ActivityReport) -> str:
    """Tell the address of its page."""
    return reverse("grants:report", args=[report.uuid])


def parameters_for(funded: FundedAction) -> Parameters:
    """Find the thresholds that hold for an action: those of the edition in force, ours where there is none."""
    if funded.application is None:
        return Parameters()
    call = funded.application.call_id
    edition = CallEdition.objects.filter(call_id=call, state=EditionState.PUBLISHED).first()
    return parameters_from((edition or funded.application.edition).parameters)


class ReportSheet:
    """One bilan with everything in it, read once; a field is named "answer:places", "figure:people", "realized:…"."""

    def __init__(self, report: ActivityReport) -> None:
        self.report = report
        self.funded = report.funded_action

    @cached_property
    def lines(self) -> list[ReportLine]:
        """The lines of its summary table."""
        return list(ReportLine.objects.filter(report=self.report))

    @cached_property
    def files(self) -> list[ReportFile]:
        """Its documents."""
        return list(ReportFile.objects.filter(report=self.report).select_related("file", "added_by"))

    @cached_property
    def districts(self) -> dict[str, str]:
        """The districts that the file said it would reach: code and name."""
        if self.funded.application_id is None:
            return {}
        rows = ReachedDistrict.objects.filter(application_id=self.funded.application_id)
        return {row.district.code: str(row.district) for row in rows.select_related("district")}

    @cached_property
    def asked_figures(self) -> list[AskedFigure]:
        """What it counts."""
        return figures_of(self.report.kind, self.districts)

    @cached_property
    def figures(self) -> dict[str, Given]:
        """Each figure: computed where somebody counts it, else typed."""
        application = self.funded.application
        computed = computed_figures(application=application.uuid) if application else {}
        found = {}
        for asked in self.asked_figures:
            stored = self.report.figures.get(asked.key, {})
            typed, note = stored.get("value"), stored.get("note", "")
            if (counted := computed.get(asked.key)) is not None:
                given = Given(counted.value, FigureOrigin.COMPUTED, typed, note, counted.definition)
            else:
                given = Given(typed, FigureOrigin.TYPED, typed, note)
            found[asked.key] = given
        return found

    @cached_property
    def parameters(self) -> Parameters:
        """The thresholds that hold for it."""
        return parameters_for(self.funded)

    @property
    def is_association(self) -> bool:
        """Whether its carrier has accounts to approve; a doubtful one is asked too."""
        application = self.funded.application
        if application is not None:
            return application.carrier_kind != CarrierKind.LOCAL_AUTHORITY
        return self.funded.partner.organization.legal_form == LegalForm.ASSOCIATION

    @property
    def facts(self) -> ReportFacts:
        """What the rules need to know."""
        return ReportFacts(
            kind=self.report.kind,
            answers=self.report.answers,
            figures=self.figures,
            districts=self.districts,
            lines=tuple(as_line(line) for line in self.lines),
            pieces=frozenset(file.piece for file in self.files),
            is_association=self.is_association,
            is_simple=self.funded.application_id is None,
            variance_percent=self.parameters.variance_percent,
            variance_amount=self.parameters.variance_amount,
        )

    @cached_property
    def lacks(self) -> list[Lack]:
        """All that keeps it from being complete."""
        return lacks_of(self.facts)

    def text(self, name: str) -> str:
        """Write a field as it is typed; nothing where it is empty."""
        kind, _colon, key = name.partition(":")
        if kind == "answer":
            return write_answer(BY_KEY[key], self.report.answers.get(key))
        if kind == "figure":
            value = self.report.figures.get(key, {}).get("value")
            return "" if value is None else str(value)
        if kind == "note":
            return self.report.figures.get(key, {}).get("note", "")
        line = self.line(key)
        value = getattr(line, kind) if line else None
        if kind == "explanation":
            return value or ""
        return "" if value is None else format_amount(value)

    def line(self, key: str) -> ReportLine | None:
        """Find a line by its public identifier."""
        return next((line for line in self.lines if str(line.uuid) == key), None)

    def label(self, name: str) -> str | None:
        """Name a field; none where this bilan has no such field."""
        kind, _colon, key = name.partition(":")
        if kind == "answer":
            asked = next((a for a in questions_of(self.report.kind) if a.key == key), None)
            return str(asked.label) if asked else None
        if kind in ("figure", "note"):
            figure = next((f for f in self.asked_figures if f.key == key), None)
            return str(figure.label) if figure else None
        if kind in ("realized", "explanation") or (kind == "planned" and self.funded.application_id is None):
            line = self.line(key)
            return as_line(line).name if line else None
        return None


def as_line(line: ReportLine) -> Line:
    """Give a line to the rules."""
    return Line(line.account, line.planned, line.realized, line.explanation, line.label)


def content_of_report(sheet: ReportSheet) -> dict[str, Any]:
    """Gather the whole bilan as plain JSON: what a version keeps."""
    return {
        "kind": sheet.report.kind,
        "title": sheet.funded.title,
        "year": sheet.funded.year,
        "answers": sheet.report.answers,
        "figures": {
            asked.key: {
                "label": str(asked.label),
                "value": given.value,
                "origin": str(given.origin),
                "typed": given.typed,
                "note": given.note,
                "definition": str(given.definition),
            }
            for asked in sheet.asked_figures
            if (given := sheet.figures[asked.key]).value is not None or given.note
        },
        "lines": [
            {
                "account": line.account,
                "label": line.label,
                "planned": str(line.planned),
                "realized": None if line.realized is None else str(line.realized),
                "explanation": line.explanation,
            }
            for line in sheet.lines
        ],
        "files": [{"piece": f.piece, "name": f.file.name, "sha256": f.file.sha256} for f in sheet.files],
    }


def versions_of(report: ActivityReport) -> QuerySet[ReportVersion]:
    """List the bilan as it was deposited, the latest first."""
    return ReportVersion.objects.filter(report=report).select_related("deposited_by").order_by("-number")


def previous_report(report: ActivityReport) -> ActivityReport | None:
    """Find last year's final bilan of the same carrier, of the file this one follows, else of the same name."""
    funded = report.funded_action
    produced = ActivityReport.objects.filter(
        kind=ReportKind.FINAL, funded_action__partner=funded.partner_id, funded_action__year=funded.year - 1
    ).exclude(first_deposited_at=None)
    application = funded.application
    if application is not None and application.previous_id is not None:
        return produced.filter(funded_action__application=application.previous_id).first()
    return produced.filter(funded_action__title=funded.title).first()


def small_figures(figures: Mapping[str, Given], small_cells: int) -> set[str]:
    """List the counts of people too small to be told beyond the carrier."""
    return {
        key
        for key, given in figures.items()
        if is_about_people(key) and given.value is not None and 0 < given.value < small_cells
    }


def district_key(code: str) -> str:
    """Name the figure of a district."""
    return f"{DISTRICT_PREFIX}{code}"
