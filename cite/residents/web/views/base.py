"""What the pages about residents share: who opens them, and the person named in the address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import ALLOWED, Decision
from cite.core.journal import note_reading
from cite.residents.enums.acts import ResidentsAct
from cite.residents.models import Resident
from cite.residents.permissions.people import (
    Sight,
    can_follow_residents,
    can_write_in,
    kept_file,
    sight_of,
    visible_residents,
)
from cite.ui.messages import tell
from cite.ui.views import Page

ABOVE = ((_("Personnes suivies"), reverse_lazy("residents:people")),)

_READING = _("Ces deux fiches ont été réunies : voici celle qui est gardée.")
_WRITING = _(
    "Ces deux fiches ont été réunies : rien n’a été enregistré. Voici celle qui est gardée, recommencez ici."
)


def follows_people(request: HttpRequest) -> Decision:
    """Open a page to those who may see some residents as people."""
    return can_follow_residents(request.user, request.territory)


class PeoplePage(Page):
    """A page about residents; nothing of it stays in the browser."""

    permission = follows_people

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing of it stays in the browser."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response


class LeadsToKeptFile(Page):
    """A page about one person whose file may have been made one with another."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; a file made one with another leads to the kept one whoever sees that, and is unknown to others."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            kept = kept_file(request.user, request.territory, self.kwargs["uuid"])
            if kept is None:
                raise
            tell(request, str(_READING if request.method in ("GET", "HEAD") else _WRITING), tone="info")
            return redirect("residents:sheet", kept.uuid)


class ResidentPage(LeadsToKeptFile, PeoplePage):
    """A page about one person; one whose file is not shared with her does not exist. Reading it is noted."""

    breadcrumb = ABOVE
    act = ResidentsAct.READ

    @cached_property
    def resident(self) -> Resident:
        """The person named in the address, as she stands now."""
        visible = visible_residents(self.request.user, self.request.territory)
        rows = visible.select_related("territory", "partner__organization", "created_by__user")
        found = get_object_or_404(rows, uuid=self.kwargs["uuid"])
        note_reading(self.request, self.act, target=found, person=found)
        return found

    @cached_property
    def sight(self) -> Sight:
        """What she sees of the file."""
        return sight_of(self.request.user, self.resident)

    def decide(self) -> Decision:
        """Ask for a role here first, then about this person."""
        return super().decide() and self.may(self.resident)

    def may(self, resident: Resident) -> Decision:
        """Ask whether the person may do this; whoever sees something of the file may look at it."""
        return ALLOWED

    @property
    def sheet_url(self) -> str:
        """The page of the person."""
        return reverse("residents:sheet", args=[self.resident.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the person, unnamed: titles stay in the history of the browser."""
        return [*ABOVE, (str(_("Dossier d’une personne")), self.sheet_url)]


class WritePage(ResidentPage):
    """A page that writes in somebody’s file."""

    def may(self, resident: Resident) -> Decision:
        """Only those with whom the file is shared to support her."""
        return can_write_in(self.request.user, resident)
