"""The tables of a file on one page: who finances it, what its carrier completed, what looks like it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.grants.queries.financing import financing_plan
from cite.grants.queries.sheets import FileSheet
from cite.grants.rules.amounts import euros
from cite.ui.tables import Column, Table


def plan_table(sheet: FileSheet, params: Any) -> Table:
    """Who pays what share of the action, and how sure it is."""
    columns = (
        Column(key="label", label=_("Ressource")),
        Column(key="status", label=_("État")),
        Column(key="amount", label=_("Montant"), value=lambda part: euros(part.amount)),
        Column(key="percent", label=_("Part"), value=lambda part: f"{part.percent:.0f}\u00a0%"),
    )
    return Table(
        financing_plan(sheet.money),
        columns=columns,
        params=params,
        caption=str(_("Qui finance l’action")),
        prefix="f-",
        empty_title=_("Aucune ressource n’est inscrite au budget"),
    )


def remarks_table(sheet: FileSheet, params: Any) -> Table:
    """What the carrier was asked to complete, and what she answered."""
    columns = (
        Column(key="place", label=_("Où"), value=lambda pair: pair[1]),
        Column(key="text", label=_("Demande"), value=lambda pair: pair[0].text),
        Column(
            key="reply",
            label=_("Réponse du porteur"),
            value=lambda pair: pair[0].reply or _("Pas de réponse"),
        ),
    )
    caption = str(_("Compléments demandés au porteur"))
    return Table(sheet.remarked, columns=columns, params=params, caption=caption, prefix="c-")


def similar_table(sheet: FileSheet, params: Any) -> Table:
    """What looks like the action, and how the two work together, as its carrier says."""
    columns = (
        Column(key="title", label=_("Action"), value=lambda line: line.action.title),
        Column(key="carrier", label=_("Porteur"), value=lambda line: line.action.carrier),
        Column(key="year", label=_("Année"), value=lambda line: line.action.year),
        Column(
            key="reasons",
            label=_("En quoi"),
            kind="long",
            value=lambda line: ". ".join(line.reasons),
        ),
        Column(
            key="answer",
            label=_("Articulation, selon le porteur"),
            value=lambda line: line.answer or _("Pas de réponse"),
        ),
    )
    caption = str(_("Actions semblables"))
    return Table(sheet.similar, columns=columns, params=params, caption=caption, prefix="s-")
