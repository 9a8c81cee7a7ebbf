"""Favourites: one click on a sheet or in a list, and the page where they stand."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Refused
from cite.directory.models import Service
from cite.directory.operations.selections import favour_service, unfavour_service
from cite.directory.permissions import visible_services
from cite.directory.permissions.selections import can_keep_lists
from cite.directory.queries.replacements import selected_lines
from cite.directory.queries.selections import favourites_of, is_offered, kept_once, selection_sheets
from cite.directory.web.tables import page_of
from cite.directory.web.views.base import ABOVE, works_here
from cite.directory.web.views.leaflet import on_a_leaflet
from cite.directory.web.views.selections import kept_tabs
from cite.ui.messages import tell
from cite.ui.views import ActionPage, Page

BACK_TO = {"favoris": reverse_lazy("directory:favourites")}
"""Where a button leads back to, said in its address; to the sheet otherwise."""


class Favourites(Page):
    """The services that a person keeps at hand."""

    title = _("Mes favoris")
    permission = works_here
    template_name = "directory/favourites.html"
    breadcrumb = ABOVE

    def get_context(self) -> dict[str, Any]:
        """List them; what is no longer offered comes with what could help instead."""
        user, territory = self.request.user, self.request.territory
        favourites = favourites_of(user, territory)
        sheets = selection_sheets(favourites, user) if favourites else []
        return {
            "tabs": kept_tabs(self.request),
            "favourites": favourites,
            "lines": selected_lines(sheets, territory, kept={sheet.service.pk for sheet in sheets}),
            "leaflet_url": on_a_leaflet([sheet.service for sheet in sheets if sheet.is_offered]),
            "may_keep_lists": bool(can_keep_lists(user, territory)),
        }


class _FavouriteButton(ActionPage):
    """A button that says « Favori », pressed or not; with htmx it changes where it stands."""

    permission = works_here
    keeps: bool

    @cached_property
    def service(self) -> Service:
        """The sheet named in the address."""
        visible = visible_services(self.request.user, self.request.territory)
        return get_object_or_404(visible.select_related("territory"), uuid=self.kwargs["uuid"])

    @property
    def back(self) -> str:
        """Go back to the page of favourites from there, to the sheet otherwise."""
        asked = self.request.GET.get("de", "")
        return str(BACK_TO[asked]) if asked in BACK_TO else page_of(self.service)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it; htmx receives the button in its new state, others a way back from what they took out."""
        is_kept = self.keeps
        try:
            self.perform()
        except Refused as refusal:
            is_kept = not self.keeps
            for sentence in refusal.decision.sentences:
                tell(request, sentence, tone="error")
        else:
            if not getattr(request, "htmx", False):
                tell(request, str(self.success_message), undo_url=self.undo_url)
        if not getattr(request, "htmx", False):
            return redirect(self.back)
        context = {"service": self.service, "is_kept": is_kept, "back": request.GET.get("de", "")}
        return render(request, "directory/_favourite.html", context)

    @property
    def undo_url(self) -> str:
        """Where the contrary is done, where it is worth offering."""
        return ""


class Favour(_FavouriteButton):
    """Keeps a service among her favourites."""

    success_message = _("Le service est dans vos favoris.")
    keeps = True

    def perform(self) -> None:
        """Keep it."""
        favour_service(service=self.service, by=self.request.user)


class Unfavour(_FavouriteButton):
    """Takes a service out of her favourites, and offers to put it back."""

    success_message = _("Le service n’est plus dans vos favoris.")
    keeps = False

    @cached_property
    def service(self) -> Service:
        """The sheet named in the address: one she may see, or that she kept before it went."""
        user, territory = self.request.user, self.request.territory
        rows = Service.objects.filter(territory=territory).filter(
            Q(pk__in=visible_services(user, territory).values("pk"))
            | Q(pk__in=kept_once(user, territory).values("service_id"))
        )
        return get_object_or_404(rows.select_related("territory"), uuid=self.kwargs["uuid"])

    def perform(self) -> None:
        """Take it out."""
        unfavour_service(service=self.service, by=self.request.user)

    @property
    def undo_url(self) -> str:
        """Keep it again."""
        if not is_offered(self.service, self.request.user):
            return ""
        asked = self.request.GET.get("de", "")
        address = reverse("directory:favour", args=[self.service.uuid])
        return f"{address}?de={asked}" if asked in BACK_TO else address
