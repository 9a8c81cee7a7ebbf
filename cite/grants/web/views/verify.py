"""The public page that proves a document: what it is, never whom it is about."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.throttling import machine_of, may_pass
from cite.grants.models import IssuedDocument
from cite.grants.rules.documents import shown_code, typed_code
from cite.grants.web.forms.documents import VerifyForm
from cite.ui.views import PUBLIC, FormPage

_TOO_MANY = 429


class Verify(FormPage):
    """Type the code of a document."""

    title = _("Vérifier un document")
    permission = PUBLIC
    template_name = "grants/verify.html"
    form_class = VerifyForm

    def perform(self, form: VerifyForm) -> HttpResponseBase:
        """Lead to what is known of it."""
        code = typed_code(form.cleaned_data["code"])
        if not code:
            form.add_error(
                "code",
                _("Ce code n’a pas la bonne forme. Recopiez les douze lettres et chiffres du document."),
            )
            return self.show_errors(form)
        return redirect("grants:verify_code", code=code)


class VerifyCode(Verify):
    """What is known of the document that has this code."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, unless one machine tries too many codes."""
        if not may_pass("verify", machine_of(request), settings.VERIFICATIONS_PER_MINUTE):
            response = self.show(form=self.get_form(), is_too_many=True)
            response.status_code = _TOO_MANY
            response["Retry-After"] = "60"
            return response
        document = self._found()
        response = self.show(form=self.get_form(), found=document, facts=proven_facts(document), asked=True)
        if document is None:
            response.status_code = 404
        response["Cache-Control"] = "no-store"
        return response

    def _found(self) -> IssuedDocument | None:
        code = typed_code(self.kwargs["code"])
        if not code or self.request.territory is None:
            return None
        return IssuedDocument.objects.filter(code=code).select_related("award__funder", "territory").first()


def proven_facts(document: IssuedDocument | None) -> list[tuple[str, Any]]:
    """Say what a document is and who issued it; nothing of the person, of the file, of the amount.

    Why it was canceled is written freely, and may name somebody: the page does not repeat it.
    """
    if document is None:
        return []
    issuer = (
        document.award.funder.name
        if document.award_id
        else _now("L’État et %(name)s") % {"name": document.territory.name}
    )
    facts: list[tuple[str, Any]] = [
        (_("Document"), document.get_kind_display()),
        (_("Numéro"), document.number),
        (_("Établi le"), document.issued_on),
        (_("Établi par"), issuer),
        (_("Code"), shown_code(document.code)),
        (_("Empreinte SHA-256"), document.sha256),
    ]
    if document.countersigned_at:
        facts.append((_("Contresigné le"), localtime(document.countersigned_at).date()))
    if document.canceled_at:
        facts.append((_("Annulé le"), localtime(document.canceled_at).date()))
    return facts
