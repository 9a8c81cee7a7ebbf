"""The proof of an action, for an audit: everything that was decided, signed and paid, in one archive."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision, Refused
from cite.core.journal import note_reading
from cite.grants.enums.proof import ProofAct
from cite.grants.permissions.proof import can_take_proof
from cite.grants.queries.proof import proof_of
from cite.grants.web.views.base import ApplicationPage


class Proof(ApplicationPage):
    """The archive, as a file."""

    title = _("Dossier de preuve de « %(file)s »")

    def decide(self) -> Decision:
        """Ask for the role first, then as what she stands before this file."""
        return super().decide() and can_take_proof(self.request.user, self.application, self.standings)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Gather it, and say that it was taken.

        Raises:
            PermissionDenied: it is too large to be made at once.
        """
        try:
            content = proof_of(self.application, request.user)
        except Refused as refusal:
            raise PermissionDenied(refusal.decision) from refusal
        note_reading(request, ProofAct.TAKE, target=self.application)
        response = HttpResponse(content, content_type="application/zip")
        name = slugify(f"preuve-{self.application.number}")
        response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
        response["Cache-Control"] = "private, no-store"
        return response
