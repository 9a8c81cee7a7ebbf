"""The opinions asked of a person's organizations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import OpinionState
from cite.grants.models import Opinion
from cite.ui.tables import Column, Table

_TONES = {OpinionState.ASKED: "warning", OpinionState.GIVEN: "success"}


def own_opinions_table(opinions: QuerySet[Opinion], params: Any) -> Table:
    """List what was asked, and where it stands; each leads to its question and its answer."""
    columns = (
        Column(
            key="file",
            label=_("Dossier"),
            kind="link",
            value=lambda opinion: str(opinion.application),
            href=lambda opinion: reverse("grants:opinion", args=[opinion.application.uuid, opinion.uuid]),
        ),
        Column(key="partner", label=_("Demandé à"), value=lambda opinion: opinion.partner.organization.name),
        Column(key="due_on", label=_("Attendu pour le"), kind="date"),
        Column(key="given_at", label=_("Rendu le"), kind="date"),
        Column(
            key="state",
            label=_("Situation"),
            kind="badge",
            value=lambda opinion: opinion.get_state_display(),
            tone=lambda opinion: _TONES.get(opinion.state, "neutral"),
        ),
    )
    return Table(
        opinions,
        columns=columns,
        params=params,
        caption=str(_("Les avis demandés")),
        empty_title=str(_("Aucun avis ne vous est demandé")),
        empty_text=str(_("Quand votre avis sera demandé sur un dossier, vous recevrez un message.")),
    )
