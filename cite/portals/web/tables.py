"""The list of what was reported."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.portals.enums import ProblemState
from cite.portals.models import ProblemReport
from cite.ui.tables import Column, Table

TONES = {ProblemState.NEW: "new", ProblemState.SEEN: "info", ProblemState.SOLVED: "success"}


def problems_table(problems: QuerySet[ProblemReport], params: QueryDict) -> Table:
    """Show each report by what happened, its page and how far it is."""
    columns = (
        Column(
            key="happened",
            label=_("Ce qui s’est passé"),
            kind="link",
            value=lambda problem: _shortened(problem.happened),
            href=lambda problem: reverse("portals:problem", args=[problem.uuid]),
        ),
        Column(key="path", label=_("Page"), value=str),
        Column(
            key="state",
            label=_("Suivi"),
            kind="badge",
            value=lambda problem: problem.get_state_display(),
            tone=lambda problem: TONES[ProblemState(problem.state)],
        ),
        Column(key="created_at", label=_("Signalé le"), kind="date"),
    )
    return Table(
        problems,
        columns=columns,
        caption=_("Problèmes signalés"),
        params=params,
        empty_title=_("Aucun problème signalé"),
        empty_text=_("Le lien « Signaler un problème » est au bas de chaque page."),
    )


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89].rstrip()}…"
