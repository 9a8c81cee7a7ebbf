"""Notes in three circles: written, changed and erased by their author."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.pathways.enums.content import ContentAct
from cite.pathways.enums.pathways import Circle
from cite.pathways.models import Note, Pathway
from cite.pathways.operations.locking import lock_pathway
from cite.pathways.permissions.notes import can_change_note, can_write_note
from cite.pathways.rules.notes import text_decision, widening_decision


@transaction.atomic
def write_note(
    *, pathway: Pathway, circle: Circle | str, text: str, on: date | None = None, by: Membership
) -> Note:
    """Keep a note for its circle; sent twice the same day, it is once.

    Raises:
        Refused: not hers to write, no words, too many, or an identifier among them.
    """
    pathway, text, on = lock_pathway(pathway), text.strip(), on or today()
    require(can_write_note(by.user, pathway))
    require(text_decision(text) & check_free_text(text))
    said = {"pathway": pathway, "author": by, "circle": str(circle), "text": text, "written_on": on}
    same = Note.objects.filter(**said).first()
    if same is not None:
        return same
    note = Note.objects.create(territory=pathway.territory, **said)
    record(ContentAct.WRITE_NOTE, by=by.user, target=note, person=pathway.resident)
    return note


@transaction.atomic
def change_note(*, note: Note, version: int, circle: Circle | str, text: str, by: Membership) -> Note:
    """Change the words of a note, or let more people read it.

    Raises:
        Refused: not its author, changed meanwhile, fewer readers, no words, or an identifier among them.
    """
    pathway, text = lock_pathway(note.pathway), text.strip()
    known = Note.objects.select_related("pathway__resident").filter(pk=note.pk).first() or note
    require(can_change_note(by.user, known))
    if (known.text, known.circle) == (text, str(circle)):
        return known
    locked = Note.locked(pk=note.pk, version=version)
    require(text_decision(text) & check_free_text(text) & widening_decision(locked.circle, circle))
    changes = {"circle": (locked.circle, str(circle)), "text": (locked.text, text)}
    locked.circle, locked.text = str(circle), text
    locked.save_next_version()
    record(ContentAct.CHANGE_NOTE, by=by.user, target=locked, person=pathway.resident, changes=changes)
    return locked


@transaction.atomic
def remove_note(*, note: Note, by: Membership) -> None:
    """Erase a note; twice is once.

    Raises:
        Refused: not its author.
    """
    pathway = lock_pathway(note.pathway)
    known = Note.objects.select_related("pathway__resident").filter(pk=note.pk).first()
    if known is None:
        return
    require(can_change_note(by.user, known))
    record(ContentAct.REMOVE_NOTE, by=by.user, target=known, person=pathway.resident)
    known.delete()
