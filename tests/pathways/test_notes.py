"""Who reads a note: every circle × every reader × every sharing, against the table; and how notes are written."""

from itertools import product

import pytest

from cite.audit.models import Entry
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.pathways.enums.content import ContentAct, NoteObjection
from cite.pathways.enums.pathways import Circle
from cite.pathways.models import Note
from cite.pathways.operations.notes import change_note, remove_note, write_note
from cite.pathways.permissions.notes import can_change_note, visible_notes
from cite.pathways.rules.notes import TEXT_MAX, WIDTH, Reader, reads, text_decision, widening_decision
from cite.residents.enums.objections import ResidentObjection
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from tests.factories.pathways import make_note
from tests.factories.residents import make_sharing

M, S, G = Circle.MINE, Circle.STRUCTURE, Circle.GROUP
SHARINGS = ("none", *Purpose.values, "support_stopped", "support_ended")
READERS = ("author", "colleague", "group", "left")
SHOWS = {"support", "handover"}
"""The sharings that show notes: those that follow somebody, not those that answer one demand or hold one meeting."""


@pytest.mark.parametrize("circle", list(Circle))
@pytest.mark.parametrize("shares_notes", [True, False])
@pytest.mark.parametrize("through_author", [True, False])
@pytest.mark.parametrize("is_author", [True, False])
def test_the_table(circle, shares_notes, through_author, is_author):
    reader = Reader(shares_notes=shares_notes, through_author=through_author, is_author=is_author)
    expected = shares_notes and {M: through_author and is_author, S: through_author, G: True}[circle]
    assert reads(circle, reader) == expected


@pytest.mark.parametrize(("before", "after"), list(product(Circle, Circle)))
def test_a_note_opens_and_never_closes(before, after):
    assert bool(widening_decision(before, after)) == (WIDTH.index(after) >= WIDTH.index(before))


@pytest.mark.parametrize(
    ("text", "objections"),
    [("x", ()), (" ", (NoteObjection.NO_WORDS,)), ("x" * (TEXT_MAX + 1), (NoteObjection.TOO_LONG,))],
)
def test_words(text, objections):
    assert text_decision(text).objections == objections


def give(resident, partner, state):
    Sharing.objects.filter(resident=resident, partner=partner).delete()
    if state == "none":
        return
    more = {}
    if state == "support_stopped":
        more = {"stopped_at": now(), "stopped_how": StopWay.TOLD}
    elif state == "support_ended":
        more = {"ends_on": "2026-11-20"}
    make_sharing(resident, partner, state.partition("_")[0], **more)


def fresh(member):
    """The same person at her next request: nothing is remembered of what she could do."""
    return type(member.user).objects.get(pk=member.user.pk)


@pytest.mark.parametrize("state", SHARINGS)
@pytest.mark.parametrize("circle", list(Circle))
@pytest.mark.parametrize("reader", READERS)
def test_who_reads_what(reader, circle, state, pathway, resident, ines, omar, lea, partner, other_partner):
    note = make_note(pathway, ines, circle=circle)
    make_note(pathway, lea, circle=M, text="pas celle-ci")
    give(resident, other_partner if reader == "group" else partner, state)
    people = {"author": ines, "colleague": omar, "group": lea, "left": omar}
    if reader == "left":
        omar.state = "ended"
        omar.ended_on = "2026-11-26"
        omar.save()
    facts = Reader(
        shares_notes=state in SHOWS and reader != "left",
        through_author=reader in ("author", "colleague"),
        is_author=reader == "author",
    )
    found = visible_notes(fresh(people[reader]), pathway).exclude(text="pas celle-ci")
    assert list(found) == ([note] if reads(circle, facts) else [])


def test_her_own_notes_written_for_another_structure_are_not_read_from_here(
    pathway, resident, ines, other_partner, partner
):
    """She works in two structures; the person stopped sharing with the one for which the note was written."""
    from tests.factories.actors import make_member

    second = make_member(other_partner, user=ines.user)
    notes = [make_note(pathway, ines, circle=circle, text=circle) for circle in (M, S)]
    make_note(pathway, second, circle=S, text="seconde")
    give(resident, partner, "support_stopped")
    give(resident, other_partner, "support")
    assert [note.text for note in visible_notes(fresh(ines), pathway)] == ["seconde"]
    assert not can_change_note(fresh(ines), notes[0])


def refused(call) -> list:
    with pytest.raises(Refused) as refusal:
        call()
    return list(refusal.value.decision.objections)


class TestWriting:
    def test_sent_twice_it_is_once(self, pathway, ines):
        for _time in range(2):
            write_note(pathway=pathway, circle=G, text=" Préfère le matin. ", by=ines)
        note = Note.objects.get()
        assert (note.text, note.circle, note.author) == ("Préfère le matin.", G, ines)

    def test_a_social_security_number_is_refused(self, pathway, ines):
        objections = refused(
            lambda: write_note(pathway=pathway, circle=M, text="NIR 2 84 05 42 218 016 85", by=ines)
        )
        assert objections == [FreeTextObjection.SOCIAL_SECURITY_NUMBER]
        assert Note.objects.count() == 0

    def test_without_a_sharing_that_supports_nothing_is_written(self, pathway, lea, resident, other_partner):
        assert refused(lambda: write_note(pathway=pathway, circle=G, text="x", by=lea)) == [
            ResidentObjection.NOT_SHARED_TO_WRITE,
            NoteObjection.NOTES_NOT_SHOWN,
        ]
        make_sharing(resident, other_partner, Purpose.HANDOVER)
        lea.user = fresh(lea)
        assert refused(lambda: write_note(pathway=pathway, circle=G, text="x", by=lea)) == [
            ResidentObjection.NOT_SHARED_TO_WRITE
        ]

    def test_changed_with_its_version(self, pathway, ines):
        note = make_note(pathway, ines, circle=M)
        changed = change_note(note=note, version=1, circle=S, text="Plutôt l’après-midi.", by=ines)
        assert (changed.text, changed.circle, changed.version) == ("Plutôt l’après-midi.", S, 2)
        same = change_note(note=note, version=1, circle=S, text="Plutôt l’après-midi.", by=ines)
        assert same.version == 2
        objections = refused(lambda: change_note(note=note, version=1, circle=S, text="Autre", by=ines))
        assert objections == [SaveObjection.CHANGED_MEANWHILE]

    def test_it_does_not_close(self, pathway, ines):
        note = make_note(pathway, ines, circle=G)
        objections = refused(lambda: change_note(note=note, version=1, circle=M, text="x", by=ines))
        assert objections == [NoteObjection.NARROWER]

    def test_only_its_author_changes_or_erases_it(self, pathway, ines, omar):
        note = make_note(pathway, ines)
        assert refused(lambda: change_note(note=note, version=1, circle=G, text="x", by=omar)) == [
            NoteObjection.NOT_ITS_AUTHOR
        ]
        assert refused(lambda: remove_note(note=note, by=omar)) == [NoteObjection.NOT_ITS_AUTHOR]
        for _time in range(2):
            remove_note(note=note, by=ines)
        assert Note.objects.count() == 0

    def test_the_journal_says_that_and_never_what(self, pathway, ines):
        note = write_note(pathway=pathway, circle=S, text="Préfère le matin.", by=ines)
        change_note(note=note, version=1, circle=G, text="Préfère le soir.", by=ines)
        remove_note(note=note, by=ines)
        acts = [ContentAct.WRITE_NOTE, ContentAct.CHANGE_NOTE, ContentAct.REMOVE_NOTE]
        entries = list(Entry.objects.filter(action__in=acts).order_by("pk"))
        assert [entry.action for entry in entries] == acts
        assert all("Préfère" not in str(entry.__dict__) for entry in entries)
