"""The decisions of a call as tables: to follow them, and as each funder's own systems read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import AwardState
from cite.grants.models import Award
from cite.grants.queries.envelopes import EnvelopeView
from cite.grants.rules.amounts import euros
from cite.grants.rules.awards import counted
from cite.ui.tables import Column, Table

_TONES = {
    AwardState.ASKED: "neutral",
    AwardState.PREPARED: "info",
    AwardState.RECORDED: "new",
    AwardState.PUBLISHED: "success",
    AwardState.WITHDRAWN: "warning",
    AwardState.CANCELED: "neutral",
}


def _file_url(award: Award) -> str:
    return reverse("grants:decisions", args=[award.application.uuid])


def awards_table(rows: QuerySet[Award], params: QueryDict) -> Table:
    """The decisions to follow, by file and funder."""
    columns = (
        Column(
            key="application.number",
            label=_("Dossier"),
            kind="link",
            value=lambda a: f"{a.application.number} – {a.application}",
            href=_file_url,
            sortable=True,
            sort="application.number",
        ),
        Column(key="application.partner", label=_("Porteur")),
        Column(key="funder", label=_("Financeur"), sortable=True, sort="funder.name"),
        Column(
            key="amount_asked",
            label=_("Demandé"),
            kind="number",
            value=lambda a: euros(a.amount_asked),
            sortable=True,
        ),
        Column(key="outcome", label=_("Décision"), value=lambda a: a.get_outcome_display()),
        Column(key="amount", label=_("Accordé"), kind="number", value=_granted, sortable=True),
        Column(
            key="state",
            label=_("Situation"),
            kind="badge",
            value=lambda a: a.get_state_display(),
            tone=lambda a: _TONES[AwardState(a.state)],
            sortable=True,
        ),
    )
    return Table(
        rows,
        columns=columns,
        params=params,
        caption=str(_("Décisions des financeurs")),
        page_size=10,
        empty_title=_("Aucune décision à prendre"),
        empty_text=_("Les décisions s’ouvrent au dépôt des dossiers : une par financeur demandé."),
    )


def _granted(award: Award) -> str:
    return euros(award.amount) if award.amount else ""


def _plain(key: str, label: Any, value: Any) -> Column:
    return Column(key=key, label=label, value=value)


def _amount(key: str, label: Any, value: Any) -> Column:
    return Column(key=key, label=label, kind="number", value=value)


def programme_table(rows: Iterable[Award], params: QueryDict) -> Table:
    """The programming table of a funder: what a spreadsheet needs, amounts as numbers."""
    columns = (
        _plain("number", _("Dossier"), lambda a: a.application.number),
        _plain("carrier", _("Porteur"), lambda a: str(a.application.partner)),
        _plain("siret", _("SIRET"), lambda a: a.application.partner.organization.siret),
        _plain("title", _("Action"), lambda a: str(a.application)),
        _plain("funder", _("Financeur"), lambda a: str(a.funder)),
        _amount("asked", _("Demandé"), lambda a: float(a.amount_asked)),
        _plain("outcome", _("Décision"), lambda a: a.get_outcome_display()),
        _amount("amount", _("Accordé"), lambda a: float(a.amount)),
        _amount("taken", _("Pris sur l’enveloppe"), lambda a: float(counted(a.state, a.outcome, a.amount))),
        _plain("motive", _("Motif"), lambda a: a.get_motive_display()),
        _plain("words", _("Explication"), lambda a: a.words),
        _plain("conditions", _("Réserves"), lambda a: a.conditions),
        _plain("act", _("Acte"), lambda a: a.act_number),
        _plain("on", _("Date de l’acte"), lambda a: a.act_on),
        _plain("state", _("Situation"), lambda a: a.get_state_display()),
    )
    return Table(list(rows), columns=columns, params=params, caption=str(_("Tableau de programmation")))


def chorus_table(rows: Iterable[Award], params: QueryDict) -> Table:
    """What is granted by an act, as whoever enters it in Chorus needs it."""
    columns = (
        _plain("siret", _("SIRET du bénéficiaire"), lambda a: a.application.partner.organization.siret),
        _plain("name", _("Bénéficiaire"), lambda a: str(a.application.partner)),
        _plain("object", _("Objet"), lambda a: f"{a.application.number} – {a.application}"[:120]),
        _amount("amount", _("Montant"), lambda a: float(a.amount)),
        _plain("act", _("Numéro de l’acte"), lambda a: a.act_number),
        _plain("on", _("Date de l’acte"), lambda a: a.act_on),
        _plain("ej", _("Engagement juridique"), lambda a: a.commitment_number),
        _plain("dauphin", _("Référence Dauphin"), lambda a: a.application.reference_dauphin),
    )
    return Table(list(rows), columns=columns, params=params, caption=str(_("Liste pour Chorus")))


def envelopes_table(views: list[EnvelopeView], params: QueryDict) -> Table:
    """The state of envelopes: the table beside their picture."""
    columns = (
        Column(key="funder", label=_("Financeur")),
        Column(
            key="amount",
            label=_("Enveloppe"),
            kind="number",
            value=lambda v: euros(v.amount) if v.envelope else _("À fixer"),
        ),
        Column(key="asked", label=_("Demandé"), kind="number", value=lambda v: euros(v.asked)),
        Column(key="prepared", label=_("Préparé"), kind="number", value=lambda v: euros(v.prepared)),
        Column(key="recorded", label=_("Acte enregistré"), kind="number", value=lambda v: euros(v.recorded)),
        Column(key="published", label=_("Notifié"), kind="number", value=lambda v: euros(v.published)),
        Column(
            key="left", label=_("Reste"), kind="number", value=lambda v: euros(v.left) if v.envelope else ""
        ),
    )
    return Table(views, columns=columns, params=params, caption=str(_("État des enveloppes")), prefix="e-")
