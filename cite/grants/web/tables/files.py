"""The list of files: its columns change with who looks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import ApplicationState as A
from cite.grants.models import Application
from cite.grants.rules.amounts import format_amount
from cite.ui.tables import Column, Table

STATE_TONES = {
    A.DEPOSITED: "new",
    A.TAKEN_UP: "info",
    A.TO_CORRECT: "warning",
    A.ADMISSIBLE: "info",
    A.IN_REVIEW: "info",
    A.GRANTED: "success",
    A.INADMISSIBLE: "error",
}


def page_of(application: Application) -> str:
    """Give the address of a file."""
    return reverse("grants:application", args=[application.uuid])


def files_table(
    files: QuerySet[Application],
    params: QueryDict,
    *,
    count: int,
    is_desk: bool,
    is_funder: bool,
    is_file: bool,
) -> Table:
    """List `count` files; the desk reads who reviews, a funder what is asked of it. `is_file`: to take away."""
    columns = [
        Column(key="title", label=_("Action"), kind="link", value=_title, href=page_of, sortable=True),
        Column(key="number", label=_("Numéro"), kind="code", sortable=True),
        Column(
            key="partner",
            label=_("Porteur"),
            value=lambda a: a.partner.organization.name,
            sortable=True,
            sort="partner.organization.name",
        ),
        Column(
            key="state",
            label=_("Situation"),
            kind="badge",
            value=lambda a: str(A(a.state).label),
            tone=lambda a: STATE_TONES.get(a.state, "neutral"),
            sortable=True,
        ),
        _money("asked", _("Demandé (€)"), is_file),
    ]
    if is_funder:
        columns.append(_money("asked_of_me", _("Demandé à vous (€)"), is_file))
    if is_desk:
        columns += [
            Column(key="state_instructor", label=_("Instruction État"), sortable=True),
            Column(key="metropole_instructor", label=_("Instruction métropole"), sortable=True),
        ]
    columns.append(
        Column(key="deposited_at", label=_("Déposé le"), kind="date", value=_deposited, sortable=True)
    )
    return Table(
        files,
        columns=tuple(columns),
        params=params,
        count=count,
        caption=str(_("Dossiers")),
        order="number",
        empty_title=_("Aucun dossier à montrer"),
        empty_text=_("Changez les filtres. Un dossier apparaît ici dès qu’il est déposé."),
    )


def _title(application: Application) -> str:
    return application.title or application.number


def _money(key: str, label: str, is_file: bool) -> Column:
    return Column(
        key=key,
        label=label,
        kind="number",
        value=lambda a: float(getattr(a, key)) if is_file else format_amount(getattr(a, key)),
        sortable=True,
    )


def _deposited(application: Application) -> Any:
    if application.deposited_at is None:
        return ""
    return date_format(localtime(application.deposited_at), "d/m/Y")
