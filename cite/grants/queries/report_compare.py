"""Two versions of a bilan, or the bilans of two years, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cite.grants.enums import FigureOrigin
from cite.grants.models import ActivityReport
from cite.grants.queries.report_tables import lines_from
from cite.grants.queries.reports import previous_report, versions_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.report_questions import BY_KEY, all_masked
from cite.grants.rules.report_values import write_answer
from cite.grants.rules.reports import realized_totals


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs: what it said, what it says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as it is read: masked where it is small, with where it comes from and how it is counted."""

    label: str
    value: str
    origin: str
    words: str = ""


def answers_of(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """List the answers of a version, in the order of the questions."""
    given = content.get("answers", {})
    return [
        (str(asked.label), write_answer(asked, given[key])) for key, asked in BY_KEY.items() if given.get(key)
    ]


def figure_rows(content: Mapping[str, Any], small_cells: int = 0) -> list[FigureRow]:
    """List the figures of a version; `small_cells`: counts of people below it are masked, 0 for none."""
    figures = content.get("figures", {})
    told = all_masked({key: row["value"] for key, row in figures.items()}, small_cells)
    return [
        FigureRow(
            row["label"],
            told[key],
            str(FigureOrigin(row["origin"]).label),
            " ".join(filter(None, (row.get("definition", ""), row.get("note", "")))),
        )
        for key, row in figures.items()
    ]


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], small_cells: int = 0
) -> list[Change]:
    """List what differs between two versions, in the order of the bilan."""
    old, new = _flat(before, small_cells), _flat(after, small_cells)
    labels = dict.fromkeys([*old, *new])
    return [
        Change(label, old.get(label, "–"), new.get(label, "–"))
        for label in labels
        if old.get(label) != new.get(label)
    ]


def year_on_year(report: ActivityReport, small_cells: int = 0) -> list[Change]:
    """Set the figures and totals of a bilan beside last year's; nothing where there was none."""
    previous = previous_report(report)
    latest = versions_of(report).first()
    last_year = versions_of(previous).first() if previous else None
    if latest is None or last_year is None:
        return []
    old, new = _numbers(last_year.content, small_cells), _numbers(latest.content, small_cells)
    return [Change(label, old.get(label, "–"), new.get(label, "–")) for label in dict.fromkeys([*new, *old])]


def _flat(content: Mapping[str, Any], small_cells: int) -> dict[str, str]:
    found = dict(answers_of(content))
    found |= {row.label: row.value for row in figure_rows(content, small_cells)}
    for number, line in enumerate(lines_from(content)):
        realized = "–" if line.realized is None else euros(line.realized)
        words = f"{realized} – {line.explanation}" if line.explanation else realized
        name = _("Budget : %(line)s") % {"line": line.name}
        found[name if name not in found else f"{name} ({number + 1})"] = words
    files = [row["name"] for row in content.get("files", [])]
    return found | {_("Pièces"): ", ".join(files) or "–"}


def _numbers(content: Mapping[str, Any], small_cells: int) -> dict[str, str]:
    totals = realized_totals(lines_from(content))
    found = {row.label: row.value for row in figure_rows(content, small_cells)}
    return found | {
        _("Total des charges réalisées"): euros(totals.expenses),
        _("Total des produits réalisés"): euros(totals.incomes),
    }
