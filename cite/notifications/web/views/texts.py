"""What messages say in a Cité, and when they leave."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.notifications import operations
from cite.notifications.enums import Channel
from cite.notifications.permissions import can_watch_outbox, can_write_texts
from cite.notifications.ports import NoticeKind, UnknownNotice, notice_named
from cite.notifications.queries import (
    TemplateState,
    current_template,
    preview,
    settings_of,
    template_history,
    template_states,
    texts_of,
)
from cite.notifications.rules.texts import ALWAYS_THERE
from cite.notifications.web.forms import SettingsForm, TemplateForm
from cite.notifications.web.tables import channels_of, history_table, templates_table
from cite.ui.tables import Table
from cite.ui.views import ActionPage, FormPage, Page, TablePage

_TEMPLATES = (_("Textes des messages"), reverse_lazy("notifications:templates"))


def writes_texts(request: HttpRequest) -> Decision:
    """Open a page to whoever writes the messages of this Cité."""
    return can_write_texts(request.user, request.territory)


class Templates(TablePage):
    """Every message that the platform may send."""

    title = _("Textes des messages")
    permission = writes_texts
    template_name = "notifications/templates.html"

    def get_table(self) -> Table:
        """List the kinds of messages."""
        return templates_table(template_states(), self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Say whether the outbox opens too."""
        return {"watches_outbox": bool(can_watch_outbox(self.request.user, self.request.territory))}


class _OneTemplate(Page):
    """A page about one kind of message."""

    permission = writes_texts
    breadcrumb = (_TEMPLATES,)

    @cached_property
    def kind(self) -> NoticeKind:
        """The kind named in the address."""
        try:
            return notice_named(self.kwargs["key"])
        except UnknownNotice as error:
            raise Http404 from error

    @cached_property
    def state(self) -> TemplateState:
        """Whose text holds."""
        return TemplateState(self.kind, current_template(self.request.territory, self.kind.key))

    @property
    def address(self) -> str:
        """The address of the page about this kind."""
        return reverse("notifications:template", args=[self.kind.key])

    def get_title(self) -> str:
        """Name the message."""
        return str(self.kind.label)


class TemplatePage(_OneTemplate):
    """A message as people receive it on each channel, and the history of its text."""

    template_name = "notifications/template.html"

    def get_context(self) -> dict[str, Any]:
        """Fill the text with examples."""
        territory = self.request.territory
        history = list(template_history(self.kind))
        return {
            "kind": self.kind,
            "state": self.state,
            "channels": channels_of(self.state),
            "preview": preview(self.kind, texts_of(territory, self.kind), territory),
            "shows_email": Channel.EMAIL in self.kind.channels or Channel.INBOX in self.kind.channels,
            "shows_sms": self.kind.comes_by_sms,
            "history": history_table(history, self.request.GET) if history else None,
        }


class EditTemplate(_OneTemplate, FormPage):
    """Writes the Cité's own text."""

    template_name = "notifications/edit_template.html"
    form_class = TemplateForm
    success_message = _("Le texte est enregistré. Les prochains messages le prendront.")

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """List the pages above this one."""
        return [*super().get_breadcrumb(), (super().get_title(), self.address)]

    def get_title(self) -> str:
        """Say what is done here."""
        return str(_("Modifier le texte : %(label)s") % {"label": self.kind.label})

    def get_initial(self) -> dict[str, Any]:
        """Start from the text that holds."""
        texts = texts_of(self.request.territory, self.kind)
        return {
            "number": self.state.number,
            "subject": texts.subject,
            "body": texts.body,
            "sms": texts.sms,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its kind of message."""
        return super().get_form_kwargs() | {"kind": self.kind}

    def perform(self, form: TemplateForm) -> str:
        """Write the next version."""
        operations.edit_template(
            territory=self.request.territory,
            kind=self.kind.key,
            by=self.request.user,
            number=form.cleaned_data["number"],
            subject=form.texts.subject,
            body=form.texts.body,
            sms=form.texts.sms,
        )
        return self.address

    def get_context(self) -> dict[str, Any]:
        """List the fields that the text may name, each with its example."""
        always = dict(
            zip(
                ALWAYS_THERE,
                (_("l’adresse de la page"), _("le nom de la Cité"), _("le nom de la personne")),
                strict=True,
            )
        )
        fields = {f"{{{name}}}": example for name, example in (always | dict(self.kind.fields)).items()}
        return {"fields": list(fields.items()), "address": self.address}


class ResetTemplate(_OneTemplate, ActionPage):
    """Goes back to the original text."""

    success_message = _("Le texte d’origine est rétabli.")

    @property
    def back(self) -> str:
        """The page about this kind."""
        return self.address

    def perform(self) -> None:
        """Go back to it; the Cité's own text stays in the history."""
        operations.reset_template(
            territory=self.request.territory,
            kind=self.kind.key,
            by=self.request.user,
            number=self.state.number,
        )


class Settings(FormPage):
    """When the Cité's messages leave, and how long their texts are kept."""

    title = _("Réglages des messages")
    permission = writes_texts
    template_name = "notifications/settings.html"
    breadcrumb = (_TEMPLATES,)
    form_class = SettingsForm
    success_message = _("Les réglages sont enregistrés. Ils valent pour les prochains messages.")
    success_url = reverse_lazy("notifications:settings")

    def get_initial(self) -> dict[str, Any]:
        """Start from what holds."""
        return SettingsForm.values_of(settings_of(self.request.territory))

    def perform(self, form: SettingsForm) -> None:
        """Keep the choices."""
        operations.change_settings(
            territory=self.request.territory, by=self.request.user, **form.cleaned_data
        )
