"""The tables of a committee: its files, their marks, the money it advises."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import PilotSide
from cite.grants.models import CommitteeItem
from cite.grants.queries.committee import FileSummary
from cite.grants.queries.committee_money import FunderMoney
from cite.grants.rules.amounts import euros
from cite.ui.components.text import Part
from cite.ui.tables import Column, Table


def items_table(
    items: list[CommitteeItem], summaries: dict[int, FileSummary], params: Any, may_open: bool
) -> Table:
    """Each file with its mark, what is asked, the opinion and who agreed."""

    def summary(item: CommitteeItem) -> FileSummary:
        return summaries[item.application_id]

    columns = (
        Column(
            key="application",
            label=_("Dossier"),
            kind="link",
            value=lambda i: f"{i.application.number} – {i.application}",
            href=lambda i: reverse("grants:committee-item", args=[i.meeting.uuid, i.uuid]),
            sortable=True,
        ),
        Column(key="position", label=_("Rang"), kind="number", sortable=True),
        Column(key="partner", label=_("Porteur"), value=lambda i: str(i.application.partner), sortable=True),
        Column(key="asked", label=_("Demandé"), kind="number", value=lambda i: euros(summary(i).total_asked)),
        Column(
            key="mark", label=_("Note sur 100"), kind="number", value=lambda i: summary(i).mark, sortable=True
        ),
        Column(
            key="reviews",
            label=_("Instruction"),
            kind="badge",
            value=lambda i: _reviewed(summary(i)),
            tone=lambda i: "success" if summary(i).is_settled else "warning",
        ),
        Column(key="outcome", label=_("Avis"), value=lambda i: i.get_outcome_display()),
        Column(key="advised", label=_("Conseillé"), kind="number", value=_advised),
        Column(key="agreed", label=_("Accords"), value=agreed_sides),
    )
    return Table(
        items,
        columns=columns,
        params=params,
        page_size=150,
        caption=str(_("Dossiers à examiner")),
        empty_title=_("Aucun dossier à l’ordre du jour"),
        empty_text=_("Choisissez les dossiers en instruction à examiner.") if may_open else "",
    )


def _reviewed(summary: FileSummary) -> Any:
    if not summary.is_reviewed:
        return _("Incomplète")
    return _("Désaccord") if summary.is_disagreement else _("Complète")


def _advised(item: CommitteeItem) -> str:
    return euros(sum(map(Decimal, item.amounts.values()), Decimal(0))) if item.outcome else ""


def agreed_sides(item: CommitteeItem) -> str:
    """Name the sides whose co-pilot agreed to an opinion."""
    sides = [side.label for side in PilotSide if getattr(item, f"agreed_by_{side.value}_id")]
    return ", ".join(map(str, sides))


def marks_table(summary: FileSummary, params: Any) -> Table:
    """The marks of both sides, criterion by criterion."""
    labels = [label for label, _mark in summary.reviews[0].by_criterion] if summary.reviews else []
    rows = [
        {"criterion": label} | {r.side.value: r.by_criterion[n][1] for r in summary.reviews}
        for n, label in enumerate(labels)
    ]
    columns = (
        Column(key="criterion", label=_("Critère")),
        *(Column(key=r.side.value, label=r.side.label, kind="number") for r in summary.reviews),
    )
    return Table(rows, columns=columns, params=params, caption=str(_("Notes de 0 à 5")), prefix="n-")


def money_parts(money: FunderMoney) -> list[Part]:
    """Share the envelope of a funder, for the picture; none where it is not known or not enough."""
    if money.left is None or money.left < 0:
        return []
    return [
        Part(_now("Déjà engagé"), money.committed, euros(money.committed), "done"),
        Part(_now("Conseillé, pas encore décidé"), money.pending, euros(money.pending), "pending"),
        Part(_now("Resterait"), money.left, euros(money.left), "left"),
    ]


def money_table(money: list[FunderMoney], params: Any) -> Table:
    """The same figures as the pictures, funder by funder."""

    def shown(amount: Decimal | None) -> str:
        return "" if amount is None else euros(amount)

    columns = (
        Column(key="funder", label=_("Financeur"), value=lambda m: str(m.funder)),
        Column(key="asked", label=_("Demandé"), kind="number", value=lambda m: euros(m.asked)),
        Column(key="advised", label=_("Conseillé"), kind="number", value=lambda m: euros(m.advised)),
        Column(key="envelope", label=_("Enveloppe"), kind="number", value=lambda m: shown(m.envelope)),
        Column(
            key="committed",
            label=_("Déjà engagé"),
            kind="number",
            value=lambda m: "" if m.envelope is None else euros(m.committed),
        ),
        Column(key="left", label=_("Resterait"), kind="number", value=lambda m: shown(m.left)),
    )
    return Table(
        money, columns=columns, params=params, caption=_now("Ce que le comité conseille"), prefix="m-"
    )
