"""What is measured, and how it is printed: ours, the peer, the ratio."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

_HEADERS = ("measure", "ours", "target", "peer", "theirs", "ratio")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure, and the same one of a peer. `target`: what we promised; None where nothing is promised."""

    measure: str
    ours: float | None
    unit: str
    more_is_better: bool = False
    target: float | None = None
    peer: str = ""
    theirs: float | None = None
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better ours is; below 1, the peer is better."""
        if not self.ours or not self.theirs:
            return None
        return self.ours / self.theirs if self.more_is_better else self.theirs / self.ours

    @property
    def is_met(self) -> bool | None:
        """Tell whether the promise is kept; None without a promise."""
        if self.target is None or self.ours is None:
            return None
        return self.ours >= self.target if self.more_is_better else self.ours <= self.target

    def as_cells(self) -> tuple[str, ...]:
        """Write the line of the table."""
        target = ""
        if self.target is not None:
            sign = "≥" if self.more_is_better else "≤"
            target = f"{sign} {amount(self.target)} {'met' if self.is_met else 'MISSED'}"
        return (
            self.measure,
            f"{amount(self.ours)} {self.unit}{f' ({self.detail})' if self.detail else ''}",
            target,
            self.peer,
            f"{amount(self.theirs)} {self.unit}" if self.theirs is not None else "",
            f"{self.ratio:.2f} ×" if self.ratio else "",
        )


@dataclass(slots=True)
class Report:
    """One benchmark: its figures, who agrees with whom, and what could not be measured."""

    name: str
    title: str
    figures: list[Figure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)

    def compare(
        self, measure: str, ours: float, unit: str, theirs: dict[str, float], **promise: object
    ) -> None:
        """Add one measure of ours, and a line for each peer that has it; the promise is on the first line."""
        for peer, value in list(theirs.items()) or [("", None)]:
            self.figures.append(Figure(measure, ours, unit, peer=peer, theirs=value, **promise))
            promise.pop("target", None)

    def agree(self, what: str, differences: dict[str, int]) -> None:
        """Say whether every engine gave the same answers."""
        for engine, count in differences.items():
            if count:
                self.disagreements.append(f"{what}: {engine} differs from ours on {count:,} points")
            else:
                self.remarks.append(f"{what}: {engine} gives the same answers as ours")

    def as_text(self) -> str:
        """Write the table, then what must be known of it."""
        lines = [f"\n## {self.title}\n"]
        if self.figures:
            lines += _table([_HEADERS, *(figure.as_cells() for figure in self.figures)])
        if self.versions:
            lines.append("  " + ", ".join(f"{name} {version}" for name, version in self.versions.items()))
        lines += [f"  {remark}" for remark in self.remarks]
        lines += [f"  DISAGREEMENT — {sentence}" for sentence in self.disagreements]
        lines += [f"  NOT MEASURED — {sentence}" for sentence in self.missing]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, object]:
        """Give everything to programs."""
        figures = [
            asdict(figure) | {"ratio": figure.ratio, "is_met": figure.is_met} for figure in self.figures
        ]
        return asdict(self) | {"figures": figures}


def amount(value: float | None) -> str:
    """Write a number with as many digits as it deserves."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write_json(path, machine: dict[str, object], reports: Sequence[Report]) -> None:
    """Keep the figures of this run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"machine": machine, "reports": [report.as_dict() for report in reports]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]
    return [lines[0], "  " + "─" * (sum(widths) + 2 * len(widths) - 2), *lines[1:], ""]
