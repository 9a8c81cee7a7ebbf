"""The tables of thresholds, and of what they would have given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.masking import figure
from cite.dropout.enums.signs import Parameter
from cite.dropout.queries.replays import ReplayLine
from cite.dropout.rules.thresholds import BOUNDS, Thresholds
from cite.ui.components.amounts import BarLine
from cite.ui.tables import Column, Table


def thresholds_table(kept: Thresholds, draft: Thresholds | None, params: QueryDict) -> Table:
    """Lay the thresholds in force beside those under study; what changes is said."""
    rows = [
        {
            "label": parameter.label,
            "bounds": _now("de %(least)s à %(most)s")
            % {"least": BOUNDS[parameter][1], "most": BOUNDS[parameter][2]},
            "kept": kept[parameter],
            "draft": draft[parameter] if draft else None,
            "changes": _signed(draft[parameter] - kept[parameter]) if draft else "",
        }
        for parameter in Parameter
    ]
    columns: list[Any] = [
        Column(key="label", label=_("Seuil")),
        Column(key="bounds", label=_("Bornes")),
        Column(key="kept", label=_("En vigueur"), kind="number"),
    ]
    if draft:
        columns += [
            Column(key="draft", label=_("À l’étude"), kind="number"),
            Column(key="changes", label=_("Différence")),
        ]
    return Table(rows, columns=tuple(columns), params=params, caption=_("Tous les seuils"), page_size=50)


def results_table(lines: Sequence[ReplayLine], params: QueryDict) -> Table:
    """Say, rule by rule, how many alerts, how many true, how early, how many false, as far as it may be told."""
    return Table(
        lines,
        columns=(
            Column(key="label", label=_("Règle")),
            _number("alerts", _("Alertes")),
            _number("true", _("Vraies")),
            _number("false", _("Fausses")),
            _number("too_soon", _("Trop tôt pour le dire")),
            Column(key="lead", label=_("Jours gagnés (médiane)"), kind="number"),
        ),
        params=params,
        caption=_("Ce que chaque règle aurait donné"),
        page_size=50,
    )


def judged(lines: Sequence[ReplayLine]) -> list[BarLine]:
    """Draw, for each rule that opened alerts, how many were followed by a drop-out; beside, how many were not."""
    return [
        BarLine(
            label=line.label,
            value=line.true or 0,
            text=figure(line.true),
            detail=_now("fausses : %(number)s") % {"number": figure(line.false)} if line.false else "",
        )
        for line in lines
        if line.alerts is not None and line.alerts > 0
    ]


def _number(key: str, label: Any) -> Column:
    return Column(key=key, label=label, kind="number", value=lambda line: figure(getattr(line, key)))


def _signed(difference: int) -> str:
    return f"{difference:+d}".replace("-", "\u2212") if difference else ""
