"""What is kept of the people who are accompanied, and their rights: a public page, written from the declarations."""

from __future__ import annotations

from typing import Any

from cite.residents.enums.delays import Delay
from cite.residents.enums.processing import PageWord
from cite.residents.enums.sharing import Part, Purpose
from cite.residents.queries.delays import Values, delays_of
from cite.residents.rules.processing import KEPT
from cite.residents.rules.sharing import SEEN_FOR
from cite.ui.tables import Column, Table
from cite.ui.views import PUBLIC, Page


class SupportedData(Page):
    """What is kept, why, how long, who sees it, on which basis, and what one may ask."""

    title = PageWord.TITLE.label
    permission = PUBLIC
    in_languages = True
    template_name = "residents/supported_data.html"

    def get_description(self) -> str:
        """Say what the page tells."""
        return str(PageWord.LEAD.label)

    def get_context(self) -> dict[str, Any]:
        """Write the two tables from the declarations."""
        return {
            "words": {word.name: word.label for word in PageWord},
            "before": str(PageWord.WHO_BEFORE.label) % {"days": self.delays[Delay.HANDOVER_DAYS]},
            "kept": self._kept(),
            "seen": self._seen(),
        }

    @property
    def delays(self) -> Values:
        """The delays in force."""
        return delays_of(self.request.territory)

    def _kept(self) -> Table:
        told = {"months": self.delays[Delay.KEPT_MONTHS], "days": self.delays[Delay.LIGHT_DAYS]}
        columns = (
            Column(key="category", label=PageWord.WHAT.label, value=lambda kept: str(kept.category.label)),
            Column(
                key="reasons",
                label=PageWord.WHY.label,
                kind="long",
                value=lambda kept: ". ".join(str(reason.label) for reason in kept.reasons),
            ),
            Column(
                key="retention",
                label=PageWord.HOW_LONG.label,
                value=lambda kept: str(kept.retention.label) % told,
            ),
        )
        return Table(
            KEPT, columns=columns, params=self.request.GET, caption=PageWord.KEPT.label, page_size=50
        )

    def _seen(self) -> Table:
        columns = (
            Column(key="purpose", label=PageWord.WHO_PURPOSE.label, value=lambda purpose: str(purpose.label)),
            Column(key="parts", label=PageWord.WHO_PARTS.label, kind="long", value=_parts),
        )
        return Table(
            list(Purpose),
            columns=columns,
            params=self.request.GET,
            caption=PageWord.WHO.label,
            page_size=50,
            prefix="qui-",
        )


def _parts(purpose: Purpose) -> str:
    return ", ".join(str(part.label) for part in Part if part in SEEN_FOR[purpose])
