"""Pathways as a table."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.pathways.enums.pathways import PathwayState as S
from cite.pathways.models import Pathway
from cite.ui.tables import Column, Table

TONES = {
    S.WITHOUT_REFERENT: "warning",
    S.STARTING: "new",
    S.DIAGNOSIS: "info",
    S.IN_PROGRESS: "info",
    S.IN_ACTION: "success",
    S.PAUSED: "neutral",
    S.CLOSED: "neutral",
}
"""How each status is colored; its words say it too."""


def pathways_table(rows: QuerySet[Pathway], params: QueryDict) -> Table:
    """List pathways with their status."""
    return Table(
        rows,
        columns=(
            Column(
                key="resident",
                label=_("Personne"),
                kind="link",
                value=lambda row: str(row.resident),
                href=lambda row: reverse("pathways:pathway", args=[row.uuid]),
                sortable=True,
                sort="resident.name_key",
            ),
            Column(
                key="state_today",
                label=_("État"),
                kind="badge",
                value=lambda row: str(S(row.state_today).label),
                tone=lambda row: TONES[S(row.state_today)],
            ),
            Column(key="last_heard_on", label=_("Dernières nouvelles d’elle"), kind="date", sortable=True),
            Column(key="opened_on", label=_("Ouvert le"), kind="date", sortable=True),
        ),
        params=params,
        caption=_("Parcours"),
        empty_title=_("Aucun parcours ici"),
        empty_text=_("Ouvrez la fiche d’une personne qui partage son dossier avec votre structure."),
    )
