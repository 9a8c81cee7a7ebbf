"""The tables of the pages about messages."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel, MessageState
from cite.notifications.models import Message, MessageTemplate
from cite.notifications.ports import label_of
from cite.notifications.queries import TemplateState
from cite.notifications.rules.addresses import masked
from cite.ui.tables import Column, Table

TONES = {
    MessageState.QUEUED: "info",
    MessageState.HELD: "info",
    MessageState.SENDING: "info",
    MessageState.SENT: "success",
    MessageState.GATHERED: "success",
    MessageState.FAILED: "error",
    MessageState.UNCERTAIN: "warning",
    MessageState.CANCELED: "neutral",
}


def outbox_table(messages: QuerySet[Message], params: QueryDict) -> Table:
    """List outgoing messages, latest first, without revealing whom they are for."""
    columns = (
        Column(
            key="kind",
            label=_("Message"),
            kind="link",
            value=lambda message: label_of(message.kind),
            href=lambda message: reverse("notifications:message", args=[message.uuid]),
        ),
        Column(
            key="state",
            label=_("État"),
            kind="badge",
            value=lambda message: message.get_state_display(),
            tone=lambda message: TONES[MessageState(message.state)],
        ),
        Column(key="channel", label=_("Canal"), value=lambda message: message.get_channel_display()),
        Column(key="to", label=_("Pour"), value=lambda message: masked(message.destination)),
        Column(key="created_at", label=_("Écrit le"), kind="date", sortable=True),
        Column(key="sent_at", label=_("Envoyé le"), kind="date", sortable=True),
    )
    return Table(
        messages,
        columns=columns,
        params=params,
        caption=_("Messages écrits par la plateforme, du plus récent au plus ancien"),
        empty_title=_("Aucun envoi"),
        empty_text=_("Les messages que la plateforme envoie apparaissent ici, sans leur texte."),
    )


def templates_table(states: list[TemplateState], params: QueryDict) -> Table:
    """List every kind of message, and whose text holds."""
    columns = (
        Column(
            key="label",
            label=_("Message"),
            kind="link",
            value=lambda state: state.kind.label,
            href=lambda state: reverse("notifications:template", args=[state.kind.key]),
        ),
        Column(key="category", label=_("Catégorie"), value=lambda state: state.kind.category),
        Column(key="channels", label=_("Canaux"), value=lambda state: channels_of(state)),
        Column(
            key="text",
            label=_("Texte"),
            kind="badge",
            value=lambda state: _("De la Cité") if state.is_edited else _("D’origine"),
            tone=lambda state: "info" if state.is_edited else "neutral",
        ),
        Column(key="by", label=_("Modifié par"), value=lambda state: _author(state.own)),
        Column(
            key="at",
            label=_("Modifié le"),
            kind="date",
            value=lambda state: state.own.created_at if state.own else None,
        ),
    )
    return Table(
        states,
        columns=columns,
        params=params,
        caption=_("Messages que la plateforme peut envoyer"),
        page_size=100,
    )


def history_table(versions: list[MessageTemplate], params: QueryDict) -> Table:
    """List the versions of a text, latest first."""
    columns = (
        Column(key="number", label=_("Version"), kind="number"),
        Column(
            key="what",
            label=_("Changement"),
            value=lambda row: _("Retour au texte d’origine") if row.is_original else row.subject or row.sms,
        ),
        Column(key="by", label=_("Par"), value=_author),
        Column(key="created_at", label=_("Le"), kind="date"),
    )
    return Table(versions, columns=columns, params=params, caption=_("Qui a changé ce texte"))


def channels_of(state: TemplateState) -> str:
    """Name the channels of a kind of message."""
    return ", ".join(str(Channel(channel).label) for channel in state.kind.channels)


def _author(version: MessageTemplate | None) -> str:
    return str(version.written_by) if version and version.written_by else ""
