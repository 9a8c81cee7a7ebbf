"""The lists of services a person reads, and the searches she keeps."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.directory.models import Selection
from cite.ui.tables import Column, Table


def readers_words(selection: Selection) -> str:
    """Say who reads a list, beside whoever keeps it."""
    told = [str(selection.partner)] if selection.partner_id else []
    if selection.district_id:
        told.append(_now("quartier %(name)s") % {"name": selection.district.label})
    return ", ".join(told) or _now("Personne d’autre")


def selections_table(
    selections: Sequence[Selection], params: QueryDict, *, caption: str, prefix: str, empty: str = ""
) -> Table:
    """List lists of services."""
    return Table(
        selections,
        columns=(
            Column(
                key="name",
                label=_("Liste"),
                kind="link",
                href=lambda each: reverse("directory:selection", args=[each.uuid]),
                sortable=True,
            ),
            Column(key="how_many", label=_("Services"), kind="number", sortable=True),
            Column(key="readers", label=_("Lue aussi par"), value=readers_words),
            Column(key="keeper", label=_("Tenue par"), value=lambda each: str(each.keeper)),
            Column(key="updated_at", label=_("Modifiée le"), kind="date", sortable=True),
        ),
        params=params,
        caption=caption,
        prefix=prefix,
        empty_title=_now("Aucune liste ici"),
        empty_text=empty,
    )
