"""The texts of documents, as those who write them find them: whose text holds, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.grants.enums import DocumentKind
from cite.grants.models import DocumentTemplate, Funder, PastText
from cite.grants.permissions.applications import funders_of
from cite.grants.permissions.calls import visible_funders
from cite.grants.permissions.documents import can_open_texts, visible_texts
from cite.grants.rules.document_acts import Text
from cite.grants.rules.document_texts import TEXTS
from cite.grants.rules.documents import OF_THE_FILE
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class TextState:
    """The text of a kind of document, for the Cité or for one funder: its own, or the one it falls back on."""

    kind: DocumentKind
    funder: Funder | None
    own: DocumentTemplate | None
    common: DocumentTemplate | None

    @property
    def text(self) -> Text:
        """The text that holds."""
        row = self.own or self.common
        return Text(row.title, row.body) if row else TEXTS[self.kind]

    @property
    def mark(self) -> str:
        """What this text was when it was read; empty where nothing was written."""
        return mark_of(self.own)

    @property
    def owner(self) -> str:
        """Whose text it is, as addresses say it."""
        return str(self.funder.uuid) if self.funder else "cite"


def past_texts(
    user: User, territory: Territory, kind: DocumentKind, funder: Funder | None
) -> QuerySet[PastText]:
    """List the texts that served before for one kind, for the Cité or for one funder, the latest first."""
    if not can_open_texts(user, territory):
        return PastText.objects.none()
    rows = PastText.objects.filter(territory=territory, kind=kind, funder=funder)
    return rows.select_related("written_by").order_by("-pk")


def mark_of(row: DocumentTemplate | None) -> str:
    """Tell one text from every other: a text written again after a reset is not the one that was read before."""
    return f"{row.uuid}.{row.version}" if row else ""


def own_row(territory: Territory, kind: str, funder: Funder | None) -> DocumentTemplate | None:
    """Find the text written for the Cité, or for one funder."""
    return DocumentTemplate.objects.filter(territory=territory, kind=kind, funder=funder).first()


def text_states(user: User, territory: Territory) -> list[TextState]:
    """List the texts of the Cité, then those of each funder that has its own or that this person writes for."""
    rows = list(visible_texts(user, territory).select_related("written_by"))
    written = {(row.kind, row.funder_id): row for row in rows}
    common = {kind: written.get((kind.value, None)) for kind in DocumentKind}
    states = [TextState(kind, None, common[kind], None) for kind in DocumentKind]
    mine = {funder.pk for funder in funders_of(user, territory)}
    for funder in visible_funders(user, territory).order_by("position", "name", "pk"):
        for kind in DocumentKind:
            own = written.get((kind.value, funder.pk))
            if kind not in OF_THE_FILE and (own or funder.pk in mine):
                states.append(TextState(kind, funder, own, common[kind]))
    return states


def text_state(user: User, territory: Territory, kind: DocumentKind, funder: Funder | None) -> TextState:
    """Find the text of one kind, for the Cité or for one funder."""
    rows = visible_texts(user, territory).filter(kind=kind).select_related("written_by")
    found = {row.funder_id: row for row in rows}
    common = found.get(None)
    if funder is None:
        return TextState(kind, None, common, None)
    return TextState(kind, funder, found.get(funder.pk), common)
