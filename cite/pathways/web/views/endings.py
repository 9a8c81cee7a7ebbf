"""How pathways end, in figures: for those who steer, coordinate or fund, never who."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.masking import figure
from cite.pathways.enums.pathways import ExitClass
from cite.pathways.queries.endings import Endings, endings
from cite.pathways.queries.figures import FigureLine
from cite.pathways.web.tables.figures import figures_table
from cite.referrals.permissions.referrals import can_read_figures
from cite.ui.components.amounts import BarLine
from cite.ui.tables import Table
from cite.ui.views import TablePage


def reads_figures(request: HttpRequest) -> Decision:
    """Open a page to those who read figures: nobody is named there."""
    return can_read_figures(request.user, request.territory)


class Picture(NamedTuple):
    """One subject of the figures, drawn."""

    title: str
    caption: str
    bars: list[BarLine]


_MEANT = {
    ExitClass.LASTING_JOB: _("CDI, contrat de 6 mois ou plus, entreprise créée, alternance"),
    ExitClass.TRANSITION_JOB: _("contrat plus court, ou aidé"),
    ExitClass.POSITIVE: _("formation, ou structure d’insertion"),
    ExitClass.COMMON_LAW: _("de nouveau suivie par un service ouvert à tous"),
    ExitClass.NOT_COUNTED: _("déménagement, long congé, décès, départ trop tôt"),
}


class ShowEndings(TablePage):
    """The exits of a year: each counts once, whoever acted; what people became, three then six months after."""

    title = _("Sorties et suites")
    permission = reads_figures
    template_name = "pathways/endings.html"
    csv_name = "sorties"

    @cached_property
    def found(self) -> Endings:
        """The figures of the year."""
        return endings(self.request.territory, on=today())

    def get_table(self) -> Table:
        """Lay them out."""
        return figures_table(
            self.found.lines,
            self.request.GET,
            counted=_now("Sorties"),
            caption=_now("Sorties depuis un an"),
        )

    def get_context(self) -> dict[str, Any]:
        """Say the rate, where it may be told, and draw each subject apart."""
        rate = self.found.rate
        return {
            "rate": rate,
            "percent": round(rate.share * 100) if rate and rate.share is not None else None,
            "pictures": [
                _picture(subject, list(lines))
                for subject, lines in groupby(self.found.lines, key=lambda line: line.subject)
            ],
            "csv_url": "?format=csv",
        }


def _picture(subject: str, lines: list[FigureLine]) -> Picture:
    """Draw one subject; its last line is the whole, of which the others are parts."""
    *parts, whole = lines
    meant = {str(kind.label): words for kind, words in _MEANT.items()}
    bars = [
        BarLine(
            label=_now("%(kind)s : %(words)s") % {"kind": line.category, "words": meant[line.category]}
            if line.category in meant
            else line.category,
            value=line.count or 0,
            text=figure(line.count),
        )
        for line in parts
    ]
    return Picture(subject, _now("Sorties : %(number)s") % {"number": figure(whole.count)}, bars)
