"""The files: a list for those who review and fund, cards for a carrier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import PilotSide
from cite.core.dates import today
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationState, ReviewAct
from cite.grants.models import Application
from cite.grants.permissions.applications import carried_partners, funders_of, is_desk
from cite.grants.queries.listing import (
    FileFilters,
    calls_of,
    find_files,
    funders_here,
    funnel,
    own_files,
    shortcuts,
    state_counts,
    with_columns,
)
from cite.grants.queries.opinions import own_opinions
from cite.grants.queries.standing import calendar_of
from cite.grants.rules.life import what_next
from cite.grants.web.forms.listing import FilesForm
from cite.grants.web.tables.files import files_table, page_of
from cite.grants.web.views.base import works_here
from cite.grants.web.views.standing import due_sentence, step_sentence
from cite.territories.models import Commune
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.components.data import FunnelStep
from cite.ui.tables import Table
from cite.ui.views import TablePage

_FUNNEL_LABELS = {
    "deposited": _("Déposés"),
    "admissible": _("Recevables"),
    "reviewed": _("Instruits, avis rendu"),
    "granted": _("Accordés"),
}
_MOST_CARDS = 60
SHORTCUTS = {
    FileFilters(state=ApplicationState.DEPOSITED): ("situation=deposited", _("À prendre en charge")),
    FileFilters(state=ApplicationState.TAKEN_UP): ("situation=taken_up", _("Recevabilité à vérifier")),
    FileFilters(missing_side=PilotSide.STATE): ("sans=state", _("Sans instructeur pour l’État")),
    FileFilters(missing_side=PilotSide.METROPOLE): (
        "sans=metropole",
        _("Sans instructeur pour la métropole"),
    ),
    FileFilters(is_mine=True): ("miens=on", _("Les miens")),
    FileFilters(is_late=True): ("retard=on", _("En retard")),
    FileFilters(is_ready=True): ("prets=on", _("Prêts pour un comité")),
}
"""What those who review look for most → how it stands in the address, and its words."""


@dataclass(frozen=True, slots=True)
class FileCard:
    """One file of a carrier: where it stands, what she must do, until when."""

    title: str
    number: str
    href: str
    label: str
    tone: str
    next: str
    due: str


class Applications(TablePage):
    """The files this person may see."""

    title = _("Dossiers")
    permission = works_here
    template_name = "grants/files.html"
    fragment_name = "grants/_files_results.html"
    csv_name = "dossiers"

    @cached_property
    def form(self) -> FilesForm:
        """The filters asked."""
        territory = self.request.territory
        districts = priority_districts_of(territory, on=today()).only("code", "label")
        communes = Prefetch("communes", Commune.objects.only("name"))
        return FilesForm(
            data=self.request.GET,
            calls=calls_of(territory),
            districts=list(
                districts.prefetch_related(None).prefetch_related(communes).order_by("sort_label", "pk")
            ),
            funders=funders_here(territory),
        )

    @cached_property
    def is_desk(self) -> bool:
        """Whether she reviews files."""
        return is_desk(self.request.user, self.request.territory)

    @property
    def shows_list(self) -> bool:
        """Whether there are files of others to list: a carrier alone has her cards."""
        user, territory = self.request.user, self.request.territory
        return self.is_desk or not carried_partners(user, territory)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; taking it away as a file is noted."""
        if self.is_file:
            note_reading(request, ReviewAct.EXPORT_LIST)
        return super().get(request, *args, **kwargs)

    @property
    def is_file(self) -> bool:
        """Whether the list is taken away."""
        return self.request.GET.get("format") in ("csv", "xlsx")

    @cached_property
    def files(self) -> QuerySet[Application]:
        """The files found, in whatever state."""
        filters = replace(self.form.filters, state="")
        return find_files(self.request.user, self.request.territory, filters, today())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of them are in each state."""
        return state_counts(self.files)

    def get_table(self) -> Table:
        """List them."""
        user, territory, state = self.request.user, self.request.territory, self.form.filters.state
        files = self.files.filter(state=state) if state else self.files
        return files_table(
            with_columns(files, user, territory),
            self.request.GET,
            count=self.counts.get(state, 0) if state else sum(self.counts.values()),
            is_desk=self.is_desk,
            is_funder=funders_of(user, territory).exists(),
            is_file=self.is_file,
        )

    def get_context(self) -> dict[str, Any]:
        """Add the cards of a carrier, the filters with their counts, and the funnel of the call."""
        user, territory, filters = self.request.user, self.request.territory, self.form.filters
        self.form.show_counts(self.counts)
        asked = self.request.GET.copy()
        for name in ("format", "page", "tri"):
            asked.pop(name, None)
        return {
            "form": self.form,
            "cards": [card_of(application) for application in own_files(user, territory)[:_MOST_CARDS]],
            "shows_list": self.shows_list,
            "has_opinions": own_opinions(user, territory).exists(),
            "is_filtered": filters != FileFilters(),
            "has_more_filters": filters != FileFilters(words=filters.words),
            "funnel": self._funnel(self.counts) if self.is_desk else [],
            "shortcuts": self._shortcuts()
            if self.is_desk and not getattr(self.request, "htmx", False)
            else [],
            "csv_url": f"?{urlencode({**asked.dict(), 'format': 'csv'})}",
            "xlsx_url": f"?{urlencode({**asked.dict(), 'format': 'xlsx'})}",
        }

    def _shortcuts(self) -> list[tuple[str, str, bool]]:
        """List the ways to what waits for the desk: words with their number, address, whether it is on screen."""
        counted = shortcuts(self.request.user, self.request.territory, today())
        return [
            (
                _now("%(label)s (%(count)s)") % {"label": label, "count": counted[filters]},
                f"?{query}#dossiers",
                filters == self.form.filters,
            )
            for filters, (query, label) in SHORTCUTS.items()
            if counted[filters]
        ]

    @staticmethod
    def _funnel(counts: dict[str, int]) -> list[FunnelStep]:
        return [FunnelStep(str(_FUNNEL_LABELS[name]), number) for name, number in funnel(counts)]


def card_of(application: Application) -> FileCard:
    """Draw one file of a carrier."""
    coming = what_next(application.state, calendar_of(application.edition), correct_by=application.correct_by)
    hers = application.state in (
        ApplicationState.DRAFT,
        ApplicationState.TO_SIGN,
        ApplicationState.TO_CORRECT,
    )
    to_correct = application.state == ApplicationState.TO_CORRECT
    return FileCard(
        title=application.title or _now("Action sans titre"),
        number=f"{application.number} · {application.call.title}",
        href=reverse("grants:corrections", args=[application.uuid]) if to_correct else page_of(application),
        label=application.carrier_label,
        tone="warning" if hers else "info",
        next=step_sentence(coming, is_carrier=True),
        due=due_sentence(coming, is_carrier=True),
    )
