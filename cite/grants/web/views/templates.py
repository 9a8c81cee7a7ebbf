"""The texts of letters, orders and agreements: read with fictional values, written, taken back to the original."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.documents.gateways import PDF_TYPE, render_pdf
from cite.documents.rules import BulletList, Document, Heading, Paragraph
from cite.grants.enums import DocumentKind
from cite.grants.models import Funder, PastText
from cite.grants.operations.templates import reset_text, write_text
from cite.grants.permissions.calls import visible_funders
from cite.grants.permissions.documents import can_open_texts, can_write_text
from cite.grants.queries.documents import preview_of
from cite.grants.queries.templates import TextState, past_texts, text_state, text_states
from cite.grants.rules.documents import FIELDS, OF_THE_FILE
from cite.grants.web.forms.templates import MARK_MAX, MarkForm, TextForm
from cite.ui.tables import Column, Table
from cite.ui.views import ActionPage, FormPage, Page, TablePage

_TEXTS = ((_("Modèles de documents"), reverse_lazy("grants:templates")),)
OF_THE_CITE = "cite"
_PAST_SHOWN = 20


def opens_texts(request: HttpRequest) -> Decision:
    """Open a page to whoever writes the text of a document."""
    return can_open_texts(request.user, request.territory)


class Templates(TablePage):
    """The texts of every kind of document."""

    title = _("Modèles de documents")
    permission = opens_texts
    template_name = "grants/templates.html"

    def get_table(self) -> Table:
        """List them: those of the Cité, then those of funders."""
        columns = (
            Column(
                key="kind",
                label=_("Document"),
                kind="link",
                value=lambda state: state.kind.label,
                href=lambda state: reverse("grants:template", args=[state.owner, state.kind.value]),
            ),
            Column(
                key="for", label=_("Écrit pour"), value=lambda state: state.funder or _now("Toute la Cité")
            ),
            Column(key="text", label=_("Texte"), kind="badge", value=origin_of, tone=_tone),
            Column(
                key="by",
                label=_("Modifié par"),
                value=lambda state: str(state.own.written_by) if state.own else "",
            ),
            Column(
                key="at",
                label=_("Modifié le"),
                kind="date",
                value=lambda state: state.own.updated_at if state.own else None,
            ),
        )
        return Table(
            text_states(self.request.user, self.request.territory),
            columns=columns,
            params=self.request.GET,
            caption=str(_("Textes des lettres, arrêtés et conventions")),
            page_size=100,
        )


def origin_of(state: TextState) -> str:
    """Say whose text holds."""
    if state.own:
        return _now("Du financeur") if state.funder else _now("De la Cité")
    return _now("De la Cité") if state.common else _now("D’origine")


def _tone(state: TextState) -> str:
    return "info" if state.own else "neutral"


class _OneText(Page):
    """A page about the text of one kind of document, for the Cité or for one funder."""

    permission = opens_texts
    breadcrumb = _TEXTS

    @cached_property
    def kind(self) -> DocumentKind:
        """The kind named in the address."""
        if self.kwargs["kind"] not in DocumentKind.values:
            raise Http404
        return DocumentKind(self.kwargs["kind"])

    @cached_property
    def funder(self) -> Funder | None:
        """Whose text it is; None for the Cité. Documents of the whole file have no text of a funder."""
        owner = self.kwargs["owner"]
        if owner == OF_THE_CITE:
            return None
        if self.kind in OF_THE_FILE:
            raise Http404
        funders = visible_funders(self.request.user, self.request.territory)
        found = next((funder for funder in funders if str(funder.uuid) == owner), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def state(self) -> TextState:
        """The text that holds."""
        return text_state(self.request.user, self.request.territory, self.kind, self.funder)

    @property
    def may_write(self) -> Decision:
        """Whether this text is hers to write."""
        return can_write_text(self.request.user, self.request.territory, self.funder)

    @property
    def address(self) -> str:
        """The page about this text."""
        return reverse("grants:template", args=[self.state.owner, self.kind.value])

    @property
    def past(self) -> QuerySet[PastText]:
        """The texts that served before."""
        return past_texts(self.request.user, self.request.territory, self.kind, self.funder)

    @property
    def preview(self) -> Document:
        """The document, with fictional values."""
        return preview_of(self.kind, self.state.text, self.request.territory, self.funder, today())

    def get_title(self) -> str:
        """Name the document, and whose text it is."""
        return f"{self.kind.label} – {self.funder or _now('toute la Cité')}"


class TemplatePage(_OneText):
    """A text as it will be read, with fictional values."""

    template_name = "grants/template.html"

    def get_context(self) -> dict[str, Any]:
        """Fill it with examples."""
        args = [self.state.owner, self.kind.value]
        document, may_write = self.preview, bool(self.may_write)
        return {
            "state": self.state,
            "origin": origin_of(self.state),
            "may_write": may_write,
            "reset_form": MarkForm(initial={"mark": self.state.mark})
            if may_write and self.state.own
            else None,
            "document": document,
            "blocks": [shown for block in document.blocks if (shown := _shown(block))],
            "edit_url": reverse("grants:template_edit", args=args),
            "pdf_url": reverse("grants:template_pdf", args=args),
            "reset_url": reverse("grants:template_reset", args=args),
            "past": self.past[:_PAST_SHOWN],
        }


def _shown(block: Any) -> tuple[str, Any] | None:
    """Tell a page what a block is; signatures are seen in the PDF."""
    if isinstance(block, Heading):
        return "title", block.text
    if isinstance(block, Paragraph):
        return "text", block.text
    if isinstance(block, BulletList):
        return "list", block.items
    return None


class TemplatePdf(_OneText):
    """A text as a PDF, with fictional values: no number, no code, nothing that proves anything."""

    title = _("Aperçu")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Draw it."""
        response = HttpResponse(render_pdf(self.preview), content_type=PDF_TYPE)
        response["Content-Disposition"] = f'attachment; filename="apercu-{self.kind.value}.pdf"'
        return response


class EditText(_OneText, FormPage):
    """Writes a text."""

    template_name = "grants/template_edit.html"
    form_class = TextForm
    success_message = _(
        "Le texte est enregistré. Les prochains documents le prendront ; les autres restent tels."
    )

    def decide(self) -> Decision:
        """Ask who opens texts first, then whose this one is."""
        return super().decide() and self.may_write

    @property
    def success_url(self) -> str:
        """Show it with fictional values."""
        return self.address

    def get_title(self) -> str:
        """Say what is done here."""
        return _now("Modifier le texte : %(text)s") % {"text": super().get_title()}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to this text."""
        return [*super().get_breadcrumb(), (super().get_title(), self.address)]

    def get_initial(self) -> dict[str, Any]:
        """Start from the text that holds, or from one that served before."""
        text = self.taken_up or self.state.text
        return {"mark": self.state.mark, "title": text.title, "body": text.body}

    @cached_property
    def taken_up(self) -> PastText | None:
        """The text that served before and is taken up again."""
        asked = self.request.GET.get("reprendre", "")
        return next((text for text in self.past[:_PAST_SHOWN] if text.uuid.hex == asked), None)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its kind of document."""
        return super().get_form_kwargs() | {"kind": self.kind}

    def get_context(self) -> dict[str, Any]:
        """List the fields the text may name."""
        return {
            "fields": FIELDS[self.kind].items(),
            "address": self.address,
            "funder": self.funder,
            "taken_up": self.taken_up,
        }

    def perform(self, form: TextForm) -> None:
        """Write it."""
        write_text(
            territory=self.request.territory,
            kind=self.kind,
            funder=self.funder,
            by=self.request.user,
            **form.cleaned_data,
        )


class ResetText(_OneText, ActionPage):
    """Goes back to the text that held before."""

    success_message = _("Le texte d’origine est rétabli.")

    def decide(self) -> Decision:
        """Ask who opens texts first, then whose this one is."""
        return super().decide() and self.may_write

    @property
    def back(self) -> str:
        """The page about this text."""
        return self.address

    def perform(self) -> None:
        """Go back to it."""
        reset_text(
            territory=self.request.territory,
            kind=self.kind,
            funder=self.funder,
            by=self.request.user,
            mark=self.request.POST.get("mark", "")[:MARK_MAX],
        )
