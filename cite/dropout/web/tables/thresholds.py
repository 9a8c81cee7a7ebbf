"""The tables of thresholds, and of what they would have given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.dropout.enums.signs import Parameter
from cite.dropout.queries.replays import ReplayLine
from cite.dropout.rules.thresholds import BOUNDS, Thresholds
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
            "changes": _now("change") if draft and draft[parameter] != kept[parameter] else "",
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
    """Say, rule by rule, how many alerts, how many true, how early, how many false."""
    return Table(
        lines,
        columns=(
            Column(key="label", label=_("Règle")),
            Column(key="alerts", label=_("Alertes"), kind="number"),
            Column(key="true", label=_("Vraies"), kind="number"),
            Column(key="false", label=_("Fausses"), kind="number"),
            Column(key="too_soon", label=_("Trop tôt pour le dire"), kind="number"),
            Column(key="lead", label=_("Jours gagnés (médiane)"), kind="number"),
        ),
        params=params,
        caption=_("Ce que chaque règle aurait donné"),
        page_size=50,
    )
