"""What a call says, as tables to read: criteria, days, thresholds, grid, changes, envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.typography import typeset
from cite.ui.tables import Column, Table


def _to_read(rows: Iterable[Any], caption: Any, *columns: Column) -> Table:
    """List the whole of a few rows, in their order: nothing to sort, no page to turn."""
    rows = list(rows)
    return Table(rows, columns=columns, params=QueryDict(), caption=str(caption), page_size=max(1, len(rows)))


def criteria_table(lines: Iterable[Any]) -> Table:
    """The criteria of the fiche, with its words."""
    return _to_read(
        lines,
        _("Critères d’éligibilité, avec les mots de la fiche technique"),
        Column(key="criterion.label", label=_("Critère")),
        Column(
            key="source",
            label=_("Dans la fiche technique"),
            kind="long",
            value=lambda line: typeset(line.source),
        ),
    )


def thresholds_table(thresholds: Iterable[Any]) -> Table:
    """The thresholds and delays of a call, each with where it comes from."""
    return _to_read(
        thresholds,
        _("Seuils et délais, avec leur source"),
        Column(key="label", label=_("Seuil ou délai")),
        Column(key="value", label=_("Valeur")),
        Column(key="source", label=_("D’où il vient"), kind="long"),
    )


def days_table(days: Iterable[Any]) -> Table:
    """The days of a call: the same as its picture."""
    return _to_read(
        days,
        _("Les jours de l’appel, dans leur ordre"),
        Column(key="label", label=_("Étape")),
        Column(key="on", label=_("Jour"), value=lambda day: date_format(day.on, "l j F Y")),
        Column(key="when", label=_("Où en est-on ?"), value=_when),
    )


def changes_table(changes: Iterable[Any]) -> Table | None:
    """What changes from one edition to the next; None: nothing does."""
    changes = list(changes)
    return changes and _to_read(
        changes,
        _("Avant et après"),
        Column(key="label", label=_("Partie")),
        Column(key="before", label=_("Avant"), kind="long", value=lambda c: _marked("del", c.before)),
        Column(key="after", label=_("Après"), kind="long", value=lambda c: _marked("ins", c.after)),
    )


def grid_table(grid: Iterable[Any]) -> Table:
    """The instruction grid: what each criterion weighs, and an example of a low, a middling and a high mark."""

    def example(number: int, key: str, label: Any) -> Column:
        return Column(key=key, label=label, kind="long", value=lambda criterion: criterion.examples[number])

    return _to_read(
        grid,
        _("Critères de la grille, notés de 0 à 5"),
        Column(key="label", label=_("Critère")),
        Column(key="weight", label=_("Poids"), value=lambda criterion: f"{criterion.weight}\u00a0%"),
        example(0, "low", _("Note basse")),
        example(1, "middle", _("Note moyenne")),
        example(2, "high", _("Note haute")),
    )


def to_fix_table(rows: Iterable[dict[str, Any]]) -> Table:
    """The envelope of each funder, with where it is fixed."""

    def amount(number: int, key: str, label: Any) -> Column:
        return Column(key=key, label=label, value=lambda row: row["amounts"][number])

    return _to_read(
        rows,
        _("Enveloppes"),
        Column(key="funder", label=_("Financeur"), value=lambda row: row["funder"].name),
        amount(0, "amount", _("Montant")),
        amount(1, "committed", _("Déjà attribué")),
        amount(2, "left", _("Reste")),
        Column(key="act", label=_("Agir"), kind="link", value=_fix_label, href=lambda row: row["url"]),
    )


def gate_table(stages: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> Table:
    """What the bilans of the years before open or stop today, stage by stage."""
    return _to_read(
        stages,
        _("Ce que les bilans ouvrent ou arrêtent aujourd’hui"),
        Column(key="stage", label=_("Étape"), value=lambda line: line[0]),
        Column(key="today", label=_("Aujourd’hui"), kind="long", value=_said),
    )


def _said(line: tuple[str, Sequence[str], Sequence[str]]) -> str:
    _stage, objections, notices = line
    sentences = [(sentence,) for sentence in (*objections, *notices)]
    return format_html_join("", "<p>{}</p>", sentences) or _now("Rien ne s’y oppose.")


def _fix_label(row: dict[str, Any]) -> str:
    return _now("Fixer l’enveloppe de « %(funder)s »") % {"funder": row["funder"].name}


def _when(day: Any) -> str:
    if day.is_past:
        return _now("Passé")
    return _now("Prochaine étape") if day.is_next else _now("À venir")


def _marked(tag: str, text: str) -> SafeString | str:
    return format_html("<{0}>{1}</{0}>", SafeString(tag), text) if text else ""
