"""The end of a funded file."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.grants.operations.closing import close_application, reopen_application
from cite.grants.web.views.base import ApplicationPage
from cite.ui.views import ActionPage


class _Closing(ApplicationPage, ActionPage):
    """A button of the page of the money, for co-pilots."""

    @property
    def back(self) -> str:
        """Lead back to the money of the file."""
        return reverse("grants:ledger", args=[self.application.uuid])


class CloseFile(_Closing):
    """Close a file whose story is over."""

    success_message = _("Le dossier est clos. Vous pouvez le rouvrir.")

    def perform(self) -> None:
        """Close it."""
        close_application(application=self.application, by=self.request.user)


class ReopenFile(_Closing):
    """Open it again."""

    success_message = _("Le dossier est rouvert.")

    def perform(self) -> None:
        """Open it."""
        reopen_application(application=self.application, by=self.request.user)
