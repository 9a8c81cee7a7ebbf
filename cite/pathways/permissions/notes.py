"""Who reads and changes which notes: the circle, the structure, and the sharing of the person."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.models import Membership
from cite.actors.rules.access import REACH, Reach
from cite.core.decisions import Decision, unless
from cite.pathways.enums.content import NoteObjection
from cite.pathways.enums.pathways import Circle
from cite.pathways.models import Note, Pathway
from cite.pathways.permissions.pathways import can_write_pathway
from cite.residents.enums.sharing import Part
from cite.residents.models import Resident
from cite.residents.permissions.people import acting_memberships, open_sharings, sight_of
from cite.residents.rules.sharing import SEEN_FOR

SHOWING_NOTES = tuple(str(purpose) for purpose, parts in SEEN_FOR.items() if Part.NOTES in parts)
"""The purposes that show the notes."""


def reading_memberships(user: User, resident: Resident) -> list[Membership]:
    """List what she is in the structures that the person lets read the notes today."""
    if not sight_of(user, resident).sees(Part.NOTES):
        return []
    sharings = open_sharings().filter(resident=resident, purpose__in=SHOWING_NOTES)
    partners = set(sharings.values_list("partner_id", flat=True))
    mine = acting_memberships(user, resident.territory)
    return [each for each in mine if each.partner_id in partners and REACH[Role(each.role)] is Reach.PEOPLE]


def visible_notes(user: User, pathway: Pathway) -> QuerySet[Note]:
    """List the notes of a pathway that she may read (`rules/notes.py`)."""
    mine = reading_memberships(user, pathway.resident)
    notes = Note.objects.filter(pathway=pathway)
    if not mine:
        return notes.none()
    partners = [each.partner_id for each in mine]
    return notes.filter(
        Q(circle=Circle.GROUP)
        | Q(circle=Circle.STRUCTURE, author__partner__in=partners)
        | Q(circle=Circle.MINE, author__in=mine)
    )


def can_write_note(user: User, pathway: Pathway) -> Decision:
    """Let her write a note where she writes in the pathway and reads its notes."""
    reads = sight_of(user, pathway.resident).sees(Part.NOTES)
    return can_write_pathway(user, pathway) & unless(reads, NoteObjection.NOTES_NOT_SHOWN)


def can_change_note(user: User, note: Note) -> Decision:
    """Let its author change a note, while she acts for the structure for which she wrote it."""
    mine = reading_memberships(user, note.pathway.resident)
    return can_write_note(user, note.pathway) & unless(
        note.author_id in [each.pk for each in mine], NoteObjection.NOT_ITS_AUTHOR
    )
