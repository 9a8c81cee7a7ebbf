"""The papers given to a person: all that is held about her, to read (PDF) or to take away (JSON); « mon parcours »."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import override

from cite.core.languages import Language
from cite.documents.rules.outline import Block as DocumentBlock
from cite.documents.rules.outline import BulletList, Document, Heading, KeyValues, Paragraph, Table
from cite.residents.enums.held import HeldWord, StoryWord
from cite.residents.models import Resident
from cite.residents.permissions.people import open_sharings
from cite.residents.ports import Chapter, HeldBlock, chapters_of
from cite.residents.queries.held import APPLICATION, Held, held_about, parts_text
from cite.residents.queries.sentences import purpose_words

EDITION = 1
"""What the JSON is written like; another number where its shape changes."""
_CHAPTERS = {
    Chapter.DECIDED: StoryWord.DECIDED,
    Chapter.STEPS: StoryWord.STEPS,
    Chapter.APPOINTMENTS: StoryWord.APPOINTMENTS,
    Chapter.HELPERS: StoryWord.HELPERS,
}


class Handed(NamedTuple):
    """What a person receives, and which other structures keep notes that they alone hand over."""

    parts: list[Held]
    elsewhere: list[str]


def handed_to(resident: Resident, language: Language, *, reserved_of: Collection[int]) -> Handed:
    """Gather what a person receives from structures, named by their numbers: what is reserved, theirs alone."""
    with override(language.code):
        held = held_about(resident)
    parts, elsewhere = [], set()
    for key, block in held:
        if block.reserved_by is None or block.reserved_by.pk in reserved_of:
            parts.append((key, block))
        else:
            elsewhere.add(str(block.reserved_by))
    return Handed(parts, sorted(elsewhere))


def held_document(handed: Handed, *, language: Language, on: date, is_whole: bool) -> Document:
    """Lay out what is held about a person, to read."""
    with override(language.code):
        blocks: list[DocumentBlock] = [Paragraph(str(HeldWord.LEAD.label))]
        in_french = False
        for key, block in handed.parts:
            if key != APPLICATION and not language.is_french and not in_french:
                in_french = True
                blocks.append(Paragraph(str(HeldWord.IN_FRENCH.label)))
            blocks += [Heading(block.title), _drawn(block)]
        if not is_whole:
            blocks.append(Paragraph(str(HeldWord.RESERVED.label), is_note=True))
        elif handed.elsewhere:
            told = HeldWord.ELSEWHERE.label % {"names": ", ".join(handed.elsewhere)}
            blocks.append(Paragraph(told, is_note=True))
        return Document(
            title=str(HeldWord.TITLE.label),
            blocks=blocks,
            language=language.tag,
            subtitle=date_format(on, "j F Y"),
        )


def held_json(handed: Handed, *, language: Language, on: date, is_whole: bool) -> str:
    """Write the same for a program to read: the same titles, the same rows, in the same order."""
    content = {
        "edition": EDITION,
        "date": on.isoformat(),
        "language": language.tag,
        "is_whole": is_whole,
        "parts": [_part(key, block) for key, block in handed.parts],
        "notes_kept_elsewhere_by": handed.elsewhere if is_whole else [],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def pathway_document(resident: Resident, *, language: Language, on: date) -> Document:
    """Write « mon parcours »: where she stands, who helps, whom she shares with, how to stop, in plain words."""
    with override(language.code):
        blocks: list[DocumentBlock] = [Paragraph(str(StoryWord.LEAD.label))]
        for chapter, sentences in chapters_of(resident).items():
            blocks += _chapter(_CHAPTERS[chapter], sentences)
        blocks += _chapter(StoryWord.SHARED, _shared(resident), empty=StoryWord.NOBODY)
        blocks += _chapter(StoryWord.STOP, [str(StoryWord.STOP_HOW.label), str(StoryWord.STOP_THEN.label)])
        blocks += _chapter(StoryWord.RIGHTS, _rights(resident))
        return Document(
            title=str(StoryWord.TITLE.label),
            blocks=blocks,
            subtitle=f"{date_format(on, 'j F Y')} – {resident}",  # a name first draws the day to itself in Arabic
            language=language.tag,
        )


def _drawn(block: HeldBlock) -> DocumentBlock:
    if block.columns:
        return Table(header=block.columns, rows=block.rows)
    return KeyValues([(row[0], row[1]) for row in block.rows])


def _part(application: str, block: HeldBlock) -> dict[str, Any]:
    return {
        "key": f"{application}.{block.key}",
        "title": block.title,
        "columns": list(block.columns),
        "rows": [list(row) for row in block.rows],
    }


def _chapter(
    title: StoryWord, sentences: Sequence[str], empty: StoryWord = StoryWord.NOTHING_YET
) -> list[DocumentBlock]:
    body = BulletList(sentences) if sentences else Paragraph(str(empty.label))
    return [Heading(str(title.label)), body]


def _shared(resident: Resident) -> list[str]:
    rows = open_sharings().filter(resident=resident).select_related("partner__organization")
    return [_sentence(str(row.partner), row.purpose) for row in rows.order_by("given_on", "pk")]


def _sentence(name: str, purpose: str) -> str:
    sees = StoryWord.SEES.label % {"name": name, "parts": parts_text(purpose)}
    why = StoryWord.PURPOSE.label % {"purpose": purpose_words([purpose])[0]}
    return f"{sees} {why}"


def _rights(resident: Resident) -> list[str]:
    said = [str(StoryWord.RIGHTS_HOW.label)]
    if email := resident.territory.contact_email:
        said.append(StoryWord.RIGHTS_WHERE.label % {"email": email})
    return [*said, str(StoryWord.RIGHTS_CNIL.label)]
