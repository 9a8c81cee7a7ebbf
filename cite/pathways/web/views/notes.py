"""Notes in three circles: mine, my structure, the group."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.pathways.enums.pathways import Circle
from cite.pathways.models import Note, Pathway
from cite.pathways.operations import notes as operations
from cite.pathways.permissions.notes import can_change_note, can_write_note, visible_notes
from cite.pathways.web.forms.notes import NoteForm
from cite.pathways.web.views.content import ContentAction, ContentForm, ContentPage
from cite.residents.enums.sharing import Part
from cite.ui.messages import warn
from cite.ui.tables import Column, Table

_LIST = (_("Notes"), "notes")
_TONES = {Circle.MINE: "neutral", Circle.STRUCTURE: "info", Circle.GROUP: "success"}
_READ_BY = {
    Circle.MINE: _("Moi"),
    Circle.STRUCTURE: _("Sa structure"),
    Circle.GROUP: _("Le groupe"),
}


class Notes(ContentPage):
    """The notes she may read, the last one first."""

    title = _("Notes")
    template_name = "pathways/notes.html"
    part = Part.NOTES

    def get_context(self) -> dict[str, Any]:
        """List them."""
        rows = visible_notes(self.request.user, self.pathway)
        notes = rows.select_related("author__user", "author__partner__organization")
        mine = self.by.pk if self.by else None
        columns = (
            Column(key="written_on", label=_now("Le"), kind="date", sortable=True),
            Column(
                key="circle",
                label=_now("Lue par"),
                kind="badge",
                value=lambda note: str(_READ_BY[Circle(note.circle)]),
                tone=lambda note: _TONES[Circle(note.circle)],
            ),
            Column(key="text", label=_now("Note"), kind="long"),
            Column(
                key="author",
                label=_now("Par"),
                value=lambda note: f"{note.author.user} ({note.author.partner})",
            ),
            Column(
                key="change",
                label=_now("Modifier"),
                kind="link",
                value=lambda note: _now("Modifier") if self.writes and note.author_id == mine else "",
                href=lambda note: self.page("note", note.uuid),
            ),
        )
        table = Table(
            notes,
            columns=columns,
            params=self.request.GET,
            caption=_now("Notes que vous pouvez lire"),
            empty_title=_now("Aucune note"),
            empty_text=_now("Une note dit un fait utile à qui l’accompagne. Choisissez qui la lit."),
        )
        return {"table": table, "may_note": bool(can_write_note(self.request.user, self.pathway))}


class _NoteForm(ContentForm):
    """The form of a note."""

    template_name = "pathways/note_form.html"
    part = Part.NOTES
    above = _LIST
    note: Note | None = None

    def get_context(self) -> dict[str, Any]:
        """Show the note that is changed."""
        return super().get_context() | {"note": self.note}


class WriteNote(_NoteForm):
    """Writes a note: its circle is chosen, never supposed."""

    title = _("Nouvelle note")
    form_class = NoteForm
    success_message = _("Note enregistrée.")

    def may(self, pathway: Pathway) -> Decision:
        """Only those who write notes."""
        return can_write_note(self.request.user, pathway)

    def perform(self, form: NoteForm) -> None:
        """Keep it."""
        read = form.cleaned_data
        operations.write_note(pathway=self.pathway, circle=read["circle"], text=read["text"], by=self.by)
        warn(self.request, *warnings_in(read["text"]))


class _OneNote(ContentPage):
    """A page about one note; one that she may not read does not exist."""

    part = Part.NOTES

    @cached_property
    def note(self) -> Note:
        """The note named in the address."""
        rows = visible_notes(self.request.user, self.pathway).select_related("pathway__resident", "author")
        return get_object_or_404(rows, uuid=self.kwargs["part"])

    def may(self, pathway: Pathway) -> Decision:
        """Only its author."""
        return can_change_note(self.request.user, self.note)


class ChangeNote(_OneNote, _NoteForm):
    """Changes a note, or lets more people read it."""

    title = _("Modifier la note")
    success_message = _("Note modifiée.")

    def get_form(self) -> NoteForm:
        """Offer the circle it has, and wider ones."""
        return NoteForm(narrowest=self.note.circle, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        """Begin with what it says."""
        return {"circle": self.note.circle, "text": self.note.text, "version": self.note.version}

    def perform(self, form: NoteForm) -> None:
        """Keep it."""
        read = form.cleaned_data
        operations.change_note(
            note=self.note, version=read["version"] or 0, circle=read["circle"], text=read["text"], by=self.by
        )
        warn(self.request, *warnings_in(read["text"]))


class RemoveNote(_OneNote, ContentAction):
    """Erases a note."""

    above = _LIST
    success_message = _("Note effacée.")

    def perform(self) -> None:
        """Erase it."""
        operations.remove_note(note=self.note, by=self.by)
