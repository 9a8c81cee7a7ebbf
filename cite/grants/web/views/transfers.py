"""A file handed over to another organization."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.core.decisions import Decision, unless
from cite.grants.enums import WritingObjection
from cite.grants.operations.transfers import transfer_application
from cite.grants.permissions.applications import visible_applications
from cite.grants.queries.people import partners_to_take_over
from cite.grants.web.forms.transfers import TransferForm
from cite.grants.web.views.base import ApplicationPage
from cite.ui.views import FormPage


class Transfer(ApplicationPage, FormPage):
    """Another organization goes on with the action."""

    title = _("Transférer « %(file)s »")
    template_name = "grants/file_transfer.html"
    success_message = _("Le dossier est transféré. Les deux structures sont prévenues.")
    tab = "grants:application"

    @cached_property
    def partners(self) -> list[Partner]:
        """The organizations it may be handed over to."""
        return partners_to_take_over(self.request.user, self.application)

    def decide(self) -> Decision:
        """Open it to a co-pilot, and to whoever writes the files of two organizations, while the file may change."""
        return super().decide() and (
            unless(bool(self.partners), WritingObjection.NOT_YOUR_CARRIER)
            & unless(self.application.is_editable, WritingObjection.NOT_EDITABLE)
        )

    def get_form(self) -> TransferForm:
        """Offer these organizations."""
        return TransferForm(**self.get_form_kwargs(), partners=self.partners)

    def get_context(self) -> dict[str, Any]:
        """Say whose file it is."""
        return super().get_context() | {"carrier": self.application.partner.organization.name}

    def perform(self, form: TransferForm) -> str | None:
        """Hand it over; whoever no longer sees it goes back to the list."""
        transfer_application(
            application=self.application,
            to=form.chosen,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        visible = visible_applications(self.request.user, self.request.territory)
        is_seen = visible.filter(pk=self.application.pk).exists()
        return None if is_seen else reverse("grants:applications")
