"""The pages of what organizations sign: read, published by both co-pilots, signed, proved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import CommitmentAct, CommitmentKind, TextState
from cite.actors.models import Commitment, CommitmentText
from cite.actors.models.commitments import readable_fingerprint
from cite.actors.operations import commitments as operations
from cite.actors.permissions.people import (
    can_publish_texts,
    can_sign,
    can_write_texts,
    visible_commitments,
    visible_texts,
)
from cite.actors.queries.commitments import receipt_document, signatures_of, signing_state
from cite.actors.queries.people import agreements_shown, awaits_agreement_of
from cite.actors.rules.commitments import default_text
from cite.actors.web.forms.commitments import EditTextForm, NewTextForm, SignForm
from cite.actors.web.views.base import works_here
from cite.actors.web.views.people_tables import signatures_table
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.documents.gateways import render_pdf
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage, Page

TEXTS_URL = reverse_lazy("actors:texts")
_ABOVE = ((_("Chartes et engagements"), TEXTS_URL),)


def writers(request: HttpRequest) -> Decision:
    """Open a page to those who write what organizations sign."""
    return can_write_texts(request.user, request.territory)


class Texts(Page):
    """What organizations sign in this Cité, and what hers has signed."""

    title = _("Chartes et engagements")
    permission = works_here
    template_name = "actors/texts.html"

    def get_context(self) -> dict[str, Any]:
        """List the texts in force for her organization; the drafts and old versions after."""
        user, territory = self.request.user, self.request.territory
        membership = self.request.membership
        texts = list(visible_texts(user, territory))
        return {
            "signing": signing_state(user, membership.partner) if membership else [],
            "in_force": [text for text in texts if text.state == TextState.PUBLISHED],
            "drafts": [text for text in texts if text.state == TextState.DRAFT],
            "older": [text for text in texts if text.state == TextState.REPLACED],
            "can_write": bool(writers(self.request)),
            "membership": membership,
        }


class TextPage(Page):
    """A page about one version of a text; a draft exists for those who write and publish only."""

    permission = works_here
    breadcrumb = _ABOVE

    @cached_property
    def text(self) -> CommitmentText:
        """The text named in the address."""
        rows = visible_texts(self.request.user, self.request.territory)
        rows = rows.select_related("agreed_by_state", "agreed_by_metropole", "territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the text."""
        return str(self.title) % {"name": self.text.title}

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.text.version}

    @property
    def here(self) -> str:
        """Where the text is read."""
        return reverse("actors:text", args=[self.text.uuid])


class ReadText(TextPage, FormPage):
    """Read a text; sign it, in the name of the organization one acts for."""

    title = _("%(name)s")
    template_name = "actors/text.html"

    @cached_property
    def commitment(self) -> Commitment | None:
        """What her organization signed of it."""
        if self.request.membership is None:
            return None
        rows = visible_commitments(self.request.user, self.request.territory)
        return rows.filter(text=self.text, partner=self.request.membership.partner).first()

    def get_form(self) -> SignForm:
        """Ask for the function, and for the words that commit."""
        membership = self.request.membership
        name = membership.partner.organization.name if membership else ""
        return SignForm(**self.get_form_kwargs(), organization=name)

    def get_initial(self) -> dict[str, Any]:
        """Keep the fingerprint of what is before her eyes."""
        membership = self.request.membership
        return {"sha256": self.text.sha256, "function": membership.job_title if membership else ""}

    def get_context(self) -> dict[str, Any]:
        """Show the text, who agreed to it, and what she may do."""
        user, text, membership = self.request.user, self.text, self.request.membership
        is_draft = text.state == TextState.DRAFT
        sign = can_sign(user, membership.partner) if membership else None
        return {
            "text": text,
            "fingerprint": readable_fingerprint(text.sha256),
            "agreements": agreements_shown(text),
            "commitment": self.commitment,
            "can_sign": bool(sign) and text.state == TextState.PUBLISHED and not self.commitment,
            "why_not": sign.sentences if sign is not None and not sign and not self.commitment else [],
            "partner": membership.partner if membership else None,
            "is_draft": is_draft,
            "can_write": is_draft and bool(writers(self.request)),
            "can_agree": is_draft
            and awaits_agreement_of(user, text)
            and bool(can_publish_texts(user, self.request.territory)),
            "version_form": VersionForm(initial={"version": text.version}),
            "sees_signatures": bool(writers(self.request)) and not is_draft,
        }

    def perform(self, form: SignForm) -> str:
        """Sign it."""
        if self.request.membership is None:
            raise Http404
        commitment = operations.sign_text(
            text=self.text,
            partner=self.request.membership.partner,
            sha256=form.cleaned_data["sha256"],
            function=form.cleaned_data["function"],
            by=self.request.user,
        )
        tell(self.request, _("« %(name)s » est signé. Voici votre reçu.") % {"name": self.text.title})
        return reverse("actors:commitment", args=[commitment.uuid])


class WriteText(FormPage):
    """Write a new version of a text; it starts from the words in force."""

    title = _("Écrire une nouvelle version")
    permission = writers
    template_name = "actors/write_text.html"
    form_class = NewTextForm
    breadcrumb = _ABOVE

    def get_initial(self) -> dict[str, Any]:
        """Start from the charter in force, else from a sensible one."""
        kind = self.request.GET.get("nature", CommitmentKind.PARTNERSHIP_CHARTER)
        if kind not in CommitmentKind:
            kind = CommitmentKind.PARTNERSHIP_CHARTER
        texts = visible_texts(self.request.user, self.request.territory).filter(kind=kind)
        if last := texts.filter(state=TextState.PUBLISHED).first():
            return {"kind": kind, "title": last.title, "body": last.body}
        title, body = default_text(kind)
        return {"kind": kind, "title": title, "body": body}

    def get_context(self) -> dict[str, Any]:
        """Lead back to the list."""
        return {"cancel_url": TEXTS_URL}

    def perform(self, form: NewTextForm) -> str:
        """Write it."""
        text = operations.write_text(
            territory=self.request.territory,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            body=form.cleaned_data["body"],
            by=self.request.user,
        )
        tell(
            self.request,
            _("Le texte est prêt à relire. Il entrera en vigueur avec l’accord des deux copilotes."),
        )
        return reverse("actors:text", args=[text.uuid])


class EditText(TextPage, FormPage):
    """Change a draft."""

    title = _("Modifier « %(name)s »")
    permission = writers
    template_name = "actors/write_text.html"
    form_class = EditTextForm

    def get_initial(self) -> dict[str, Any]:
        """Start from what is written."""
        return super().get_initial() | {"title": self.text.title, "body": self.text.body}

    def get_context(self) -> dict[str, Any]:
        """Lead back to the text."""
        return {"cancel_url": self.here}

    def perform(self, form: EditTextForm) -> str:
        """Change it."""
        operations.rewrite_text(
            text=self.text,
            title=form.cleaned_data["title"],
            body=form.cleaned_data["body"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _("Le texte est modifié. Si ses mots ont changé, les accords sont à redonner."))
        return self.here


class _TextAct(TextPage, FormPage):
    """A button of the page of a text."""

    title = _("« %(name)s »")
    template_name = "actors/one_question.html"
    form_class = VersionForm
    http_method_names = ["post"]

    def get_context(self) -> dict[str, Any]:
        """Offer to go back."""
        return {"submit": _("Recommencer"), "cancel_url": self.here}


class AgreeToText(_TextAct):
    """Give one side's agreement to a text."""

    permission = writers

    def perform(self, form: VersionForm) -> str:
        """Agree; with the second agreement it is in force."""
        text = operations.agree_to_text(
            text=self.text, version=form.cleaned_data["version"], by=self.request.user
        )
        if text.state == TextState.PUBLISHED:
            sentence = _("« %(name)s » est en vigueur. Les administrateurs des structures sont prévenus.")
        else:
            sentence = _("Votre accord à « %(name)s » est noté. Il manque celui de l’autre copilote.")
        tell(self.request, sentence % {"name": text.title})
        return self.here


class AbandonText(_TextAct):
    """Give up a draft."""

    permission = writers

    def perform(self, form: VersionForm) -> str:
        """Give it up."""
        operations.abandon_text(text=self.text, version=form.cleaned_data["version"], by=self.request.user)
        tell(self.request, _("« %(name)s » est abandonné.") % {"name": self.text.title})
        return str(TEXTS_URL)


class Signatures(TextPage):
    """Who signed a text, and who has not."""

    title = _("Signatures de « %(name)s »")
    permission = writers
    template_name = "actors/signatures.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the table, or give its CSV."""
        note_reading(request, CommitmentAct.READ_SIGNATURES, target=self.text)
        table = signatures_table(signatures_of(self.text), request.GET)
        if request.GET.get("format") == "csv":
            return table.csv_response(str(_("signatures")))
        return self.show(table=table, text=self.text)


class Receipt(Page):
    """The proof of a signature, to print or to keep as a PDF."""

    title = _("Reçu de signature")
    permission = works_here
    template_name = "actors/receipt.html"
    breadcrumb = _ABOVE

    @cached_property
    def commitment(self) -> Commitment:
        """The signature named in the address, of one of her organizations."""
        rows = visible_commitments(self.request.user, self.request.territory)
        return get_object_or_404(rows.select_related("text", "territory"), uuid=self.kwargs["uuid"])

    def get_context(self) -> dict[str, Any]:
        """Show who signed what."""
        note_reading(self.request, CommitmentAct.READ_SIGNATURES, target=self.commitment)
        commitment = self.commitment
        return {
            "commitment": commitment,
            "facts": [
                (_("Texte"), commitment.text.title),
                (_("Version"), commitment.text.number),
                (_("Structure"), commitment.organization_name),
                (_("Signataire"), commitment.signatory_name),
                (_("Fonction"), commitment.signatory_function),
                (_("Signé le"), commitment.signed_at),
                (_("Empreinte SHA-256"), readable_fingerprint(commitment.sha256)),
            ],
        }


class ReceiptFile(Receipt):
    """The same proof, as a PDF."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        note_reading(request, CommitmentAct.READ_SIGNATURES, target=self.commitment)
        response = HttpResponse(render_pdf(receipt_document(self.commitment)), content_type="application/pdf")
        name = f"engagement-{localtime(self.commitment.signed_at):%Y-%m-%d}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
