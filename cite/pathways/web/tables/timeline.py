"""What happened in a pathway, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cite.pathways.queries.timeline import MOST, Event
from cite.ui.tables import Column, Table


def timeline_table(events: Sequence[Event]) -> Table:
    """List events, the latest first."""
    return Table(
        events,
        columns=(
            Column(key="on", label=_("Jour"), kind="date"),
            Column(key="what", label=_("Quoi")),
            Column(key="words", label=_("En quelques mots"), kind="long"),
            Column(key="by", label=_("Par qui")),
        ),
        params=QueryDict(),
        caption=_("Ce qui s’est passé, du plus récent au plus ancien"),
        page_size=MOST,
        empty_title=_("Rien encore"),
    )
