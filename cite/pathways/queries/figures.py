"""Counts laid out line by line, small cells masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cite.core.masking import published


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line: what is counted, the answer, how many; None where masked."""

    subject: str
    category: str
    count: int | None


def lines_of(subject: str, counts: Mapping[Any, int], names: Mapping[Any, Any]) -> list[FigureLine]:
    """Count each answer to one subject, in the order of their names, then all of them (`core/masking.py`)."""
    masked = published({key: counts.get(key, 0) for key in names})
    lines = [FigureLine(subject, str(name), masked.counts[key]) for key, name in names.items()]
    return [*lines, FigureLine(subject, _("Ensemble"), masked.total)]
