"""The bilans of funded actions, as their carrier's programs read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cite.api.file_queries import reasons
from cite.api.part_queries import stored
from cite.grants.enums import FigureOrigin, ReportStep
from cite.grants.models import ActivityReport
from cite.grants.permissions.reports import WRITABLE
from cite.grants.queries.reports import ReportSheet, as_line, path_of
from cite.grants.rules.answers import fingerprint
from cite.grants.rules.report_questions import questions_of, steps_of
from cite.grants.rules.report_values import EXPLANATION_MAX, NOTE_MAX

_COUNT_MAX, _AMOUNT_MAX = 9, 40


def summary(report: ActivityReport) -> dict[str, Any]:
    """Tell a bilan in short."""
    funded = report.funded_action
    return {
        "id": report.uuid,
        "kind": report.kind,
        "action": funded.title,
        "year": funded.year,
        "application": funded.application.uuid if funded.application else None,
        "state": report.state,
        "state_label": report.get_state_display(),
        "due_on": report.due_on,
        "is_produced": report.is_produced,
    }


def detail(report: ActivityReport) -> dict[str, Any]:
    """Tell the whole of a bilan."""
    sheet = ReportSheet(report)
    names = ("version", "deposited_at", "signatory", "return_reason")
    return (
        summary(report)
        | {name: getattr(report, name) for name in names}
        | {
            "page": path_of(report),
            "is_editable": report.state in WRITABLE,
            "remarks": [{"step": step, "text": text} for step, text in report.remarks if text],
            "fields": list(_fields(sheet)),
            "lines": [
                {
                    "id": line.uuid,
                    "account": line.account,
                    "name": str(as_line(line).name),
                    "planned": f"{line.planned:.2f}",
                    "realized": None if line.realized is None else f"{line.realized:.2f}",
                    "explanation": line.explanation,
                }
                for line in sheet.lines
            ],
            "documents": [stored(document) | {"piece": document.piece} for document in sheet.files],
            "missing": reasons(sheet.lacks),
        }
    )


def _fields(sheet: ReportSheet) -> Iterator[dict[str, Any]]:
    """List the fields of a bilan in the order of its pages."""
    for step in steps_of(sheet.report.kind):
        for asked in questions_of(sheet.report.kind, step):
            columns = list(asked.columns)
            yield _field(sheet, f"answer:{asked.key.value}", step, str(asked.kind), asked.max_length, columns)
        for figure in sheet.asked_figures:
            if figure.step == step:
                yield from _figure(sheet, figure.key, step)
        if step == ReportStep.MONEY:
            yield from _lines(sheet)


def _figure(sheet: ReportSheet, key: str, step: ReportStep) -> Iterator[dict[str, Any]]:
    given = sheet.figures[key]
    is_computed = given.origin == FigureOrigin.COMPUTED
    field = _field(sheet, f"figure:{key}", step, "integer", _COUNT_MAX)
    yield field | {"computed": given.value if is_computed else None}
    if is_computed:
        yield _field(sheet, f"note:{key}", step, "line", NOTE_MAX)


def _lines(sheet: ReportSheet) -> Iterator[dict[str, Any]]:
    kinds = [("planned", "amount", _AMOUNT_MAX)] if sheet.funded.application_id is None else []
    kinds += [("realized", "amount", _AMOUNT_MAX), ("explanation", "text", EXPLANATION_MAX)]
    for line in sheet.lines:
        for name, kind, length in kinds:
            yield _field(sheet, f"{name}:{line.uuid}", ReportStep.MONEY, kind, length)


def _field(
    sheet: ReportSheet, name: str, step: ReportStep, kind: str, length: int, columns: list[str] | None = None
) -> dict[str, Any]:
    text = sheet.text(name)
    return {
        "name": name,
        "label": sheet.label(name) or "",
        "step": str(step),
        "kind": kind,
        "max_length": length,
        "columns": columns or [],
        "text": text,
        "seen": fingerprint(text),
        "computed": None,
    }
