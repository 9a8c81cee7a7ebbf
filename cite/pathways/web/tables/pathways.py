"""Pathways as tables: those one follows, and how many have no referent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.masking import told
from cite.pathways.enums.pathways import PathwayState as S
from cite.pathways.models import Appointment, FollowUp, Pathway
from cite.pathways.queries.lists import Orphans, fill_lines
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


def pathways_table(rows: QuerySet[Pathway], params: QueryDict, on: date) -> Table:
    """List pathways with their status, their referent, what comes next; the page alone is filled."""
    table = Table(
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
                key="state",
                label=_("État"),
                kind="badge",
                value=lambda row: str(row.status.state.label),
                tone=lambda row: TONES[row.status.state],
            ),
            Column(key="referent_name", label=_("Référent")),
            Column(key="last_heard_on", label=_("Dernières nouvelles d’elle"), kind="since", sortable=True),
            Column(
                key="next_at",
                label=_("Prochain rendez-vous"),
                kind="since",
                value=lambda row: row.next_at and localtime(row.next_at),
            ),
            Column(key="opened_on", label=_("Ouvert le"), kind="date", sortable=True),
        ),
        params=params,
        caption=_("Parcours, le plus longtemps sans nouvelles d’abord"),
        empty_title=_("Aucun parcours ici"),
        empty_text=_(
            "Changez les filtres, ou ouvrez la fiche d’une personne suivie pour commencer son parcours."
        ),
    )
    fill_lines(table.page.object_list, on)
    return table


def unfilled_table(rows: Sequence[Appointment], params: QueryDict) -> Table:
    """List the appointments of which nobody said whether she came."""
    return Table(
        rows,
        columns=(
            Column(
                key="person",
                label=_("Personne"),
                kind="link",
                value=lambda row: str(row.pathway.resident),
                href=lambda row: reverse("pathways:presence", args=[row.pathway.uuid, row.uuid]),
            ),
            Column(key="at", label=_("Rendez-vous"), kind="since", value=lambda row: localtime(row.at)),
            Column(key="subject", label=_("Sujet")),
        ),
        params=params,
        caption=_("Rendez-vous passés : est-elle venue ?"),
        page_size=50,
        prefix="presence_",
    )


def follow_ups_table(rows: Sequence[FollowUp], params: QueryDict) -> Table:
    """List the follow-ups that are due."""
    return Table(
        rows,
        columns=(
            Column(
                key="person",
                label=_("Personne"),
                kind="link",
                value=lambda row: str(row.exit.pathway.resident),
                href=lambda row: reverse("pathways:follow-up", args=[row.exit.pathway.uuid, row.months]),
            ),
            Column(
                key="months",
                label=_("Suivi"),
                value=lambda row: _now("%(n)s mois après sa sortie") % {"n": row.months},
            ),
            Column(key="due_on", label=_("À faire le"), kind="since"),
        ),
        params=params,
        caption=_("Suivis à faire : que devient-elle ?"),
        page_size=10,
        prefix="suivis_",
    )


def orphans_table(rows: Sequence[Orphans], params: QueryDict) -> Table:
    """List how many pathways have no referent, by organization, as far as that may be read."""
    return Table(
        rows,
        columns=(
            Column(
                key="partner",
                label=_("Structure"),
                kind="link",
                value=lambda row: str(row.partner),
                href=lambda row: reverse("actors:organization", args=[row.partner.uuid]),
            ),
            Column(key="number", label=_("Parcours sans référent"), value=lambda row: told(row.number)),
            Column(key="oldest_on", label=_("Plus ancienne ouverture"), kind="since"),
        ),
        params=params,
        caption=_("Parcours ouverts sans référent, par structure"),
        empty_title=_("Chaque parcours ouvert a son référent"),
    )
