"""The searches that a person keeps."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.directory.queries.searches import SearchLine
from cite.ui.tables import Column, Table


def searches_table(lines: Sequence[SearchLine], params: QueryDict) -> Table:
    """List kept searches, with what is new in each."""
    return Table(
        lines,
        columns=(
            Column(
                key="search.name",
                label=_("Recherche"),
                kind="link",
                href=lambda line: reverse("directory:search", args=[line.search.uuid]),
            ),
            Column(key="asks", label=_("Ce qui est cherché"), kind="long"),
            Column(
                key="news",
                label=_("Nouveau"),
                kind="badge",
                value=lambda line: _news(line.search.news),
                tone=lambda line: "new" if line.search.news else "neutral",
            ),
            Column(
                key="frequency",
                label=_("Alerte"),
                value=lambda line: line.search.get_frequency_display(),
            ),
            Column(key="search.looked_at", label=_("Regardée le"), kind="date"),
        ),
        params=params,
        page_size=50,
        caption=_("Vos recherches"),
        empty_title=_("Aucune recherche gardée"),
        empty_text=_("Cherchez un service, puis gardez la recherche au bas de ses réponses."),
    )


def _news(number: int) -> str:
    if not number:
        return _now("rien de nouveau")
    return ngettext("%(number)s nouveau", "%(number)s nouveaux", number) % {"number": number}
