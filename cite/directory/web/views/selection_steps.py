"""What one button does to a list of services: take out, put back, duplicate, hand over, take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision, Refused
from cite.directory.models import SelectedService, Selection, Service
from cite.directory.operations import selections as operations
from cite.directory.permissions.selections import (
    can_hand_over_selection,
    can_keep_lists,
    can_restore_selection,
)
from cite.directory.queries.selections import possible_keepers
from cite.directory.web.forms.selections import KeeperForm
from cite.directory.web.views.selections import SelectionPage, WriteListPage, list_page
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage


class _RowButton(WriteListPage, ActionPage):
    """A button about one service of a list."""

    @cached_property
    def service(self) -> Service:
        """The service named in the address, which is or was in the list."""
        rows = Service.objects.filter(territory=self.request.territory, pk__in=self._numbers())
        return get_object_or_404(rows.select_related("territory"), uuid=self.kwargs["service"])

    def _numbers(self) -> Any:
        return SelectedService.objects.filter(selection=self.selection).values("service_id")

    @property
    def back(self) -> str:
        """Go back to the list."""
        return list_page(self.selection)


class TakeOut(_RowButton):
    """Takes a service out of a list, and offers to put it back."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it out; the message has the way back."""
        selection, service = self.selection, self.service
        try:
            operations.take_out_of_selection(selection=selection, service=service, by=request.user)
        except Refused as refusal:
            for sentence in refusal.decision.sentences:
                tell(request, sentence, tone="error")
        else:
            undo = reverse("directory:selection-put-back", args=[selection.uuid, service.uuid])
            tell(request, _now("Le service est retiré de la liste."), undo_url=undo)
        return redirect(self.back)


class PutBack(_RowButton):
    """Puts a service back where it was."""

    success_message = _("Le service est remis à sa place.")

    def perform(self) -> None:
        """Put it back."""
        operations.put_back_in_selection(selection=self.selection, service=self.service, by=self.request.user)


class Duplicate(SelectionPage, ActionPage):
    """Copies a list into one of hers."""

    takes_favourites = True
    success_message = _("La copie est à vous. Donnez-lui un nom, puis partagez-la si vous le voulez.")
    copy: Selection | None = None

    def may(self, selection: Selection) -> Decision:
        """Only those who may keep lists."""
        return can_keep_lists(self.request.user, selection.territory)

    @property
    def back(self) -> str:
        """Lead to the copy."""
        return list_page(self.copy or self.selection)

    def perform(self) -> None:
        """Copy it."""
        self.copy = operations.duplicate_selection(selection=self.selection, by=self.request.user)


class Remove(SelectionPage, ActionPage):
    """Takes a list away, and offers to put it back."""

    def may(self, selection: Selection) -> Decision:
        """Only its keeper, or a colleague once she has left."""
        if selection.removed_at is not None:  # twice is once
            return can_restore_selection(self.request.user, selection)
        return can_hand_over_selection(self.request.user, selection)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it away; the message has the way back."""
        try:
            operations.remove_selection(selection=self.selection, by=request.user)
        except Refused as refusal:
            for sentence in refusal.decision.sentences:
                tell(request, sentence, tone="error")
        else:
            undo = reverse("directory:selection-restore", args=[self.selection.uuid])
            tell(
                request, _now("La liste est retirée. Vous pouvez la remettre pendant un mois."), undo_url=undo
            )
        return redirect("directory:selections")


class Restore(SelectionPage, ActionPage):
    """Puts a list back."""

    success_message = _("La liste est remise.")

    def may(self, selection: Selection) -> Decision:
        """Only those who may take it away."""
        return can_restore_selection(self.request.user, selection)

    @property
    def back(self) -> str:
        """Lead to the list."""
        return list_page(self.selection)

    def perform(self) -> None:
        """Put it back."""
        operations.restore_selection(selection=self.selection, by=self.request.user)


class HandOver(SelectionPage, FormPage):
    """Has somebody else keep a list."""

    title = _("Confier une liste")
    template_name = "directory/hand_over_list.html"

    def may(self, selection: Selection) -> Decision:
        """Only its keeper, or a colleague once she has left."""
        return can_hand_over_selection(self.request.user, selection)

    def get_title(self) -> str:
        """Name the list."""
        return _now("Confier « %(name)s »") % {"name": self.selection.name}

    @cached_property
    def people(self) -> list[Any]:
        """Those who may keep it."""
        return possible_keepers(self.selection, self.request.user)

    def get_form(self) -> KeeperForm:
        """Offer the colleagues."""
        return KeeperForm(people=self.people, **self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """Say what happens next."""
        return {"has_people": bool(self.people), "cancel_url": list_page(self.selection)}

    def perform(self, form: KeeperForm) -> str:
        """Hand it over; she may no longer read it."""
        handed = operations.hand_over_selection(
            selection=self.selection, to=form.chosen, by=self.request.user
        )
        tell(self.request, _now("La liste est confiée à %(name)s.") % {"name": form.chosen})
        return list_page(handed) if handed.partner_id else reverse("directory:selections")
