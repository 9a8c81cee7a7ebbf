"""The outline of a document: plain blocks, from which a PDF and a DOCX are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

Clean = Callable[[str], str]
DEEPEST = 4
UNTITLED = "Document"

_AMOUNT = re.compile(r"[+−-]?\d[\d\s]*(,\d+)?\s?[€%]|–")
"""What stands in a column of amounts; a dash: nothing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document; the first level is 1, below the title of the document itself."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; its line breaks are kept. `is_note`: smaller and gray, for what may be skipped."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """Things in no order."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Things in order; each list starts at 1."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header, which every page repeats.

    `weights`: the relative width of each column. `is_roomy`: rows tall enough to write in by hand.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    weights: Sequence[int] = ()
    is_roomy: bool = False

    @property
    def amounts(self) -> tuple[int, ...]:
        """The columns that hold amounts or shares and nothing else: they are drawn to the right."""
        columns = (
            (number, [row[number] for row in self.rows if len(row) > number and row[number]])
            for number in range(len(self.header))
        )
        return tuple(n for n, texts in columns if texts and all(_AMOUNT.fullmatch(text) for text in texts))


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Facts: pairs of a label and a value."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: her name, in which quality, and a line already written (« Signé en ligne le… »)."""

    name: str
    quality: str = ""
    mention: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Room to sign, side by side and equal."""

    signatories: Sequence[Signatory]


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square that a telephone reads and that leads to `target`; `alt` says it to those who do not see it.

    `text` stands beside it, for those who type.
    """

    target: str
    alt: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The titles of the document with their pages, down to a level; each leads there."""

    depth: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | KeyValues
    | SignatureBlock
    | QrCode
    | Contents
    | PageBreak
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document to produce. `letterhead`: who speaks, side by side and equal; `subtitle`: under the title."""

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    language: str = "fr-FR"
    author: str = ""
    date: date | None = None
    letterhead: Sequence[str] = ()


def prepared(document: Document, clean: Clean) -> Document:
    """Clean every text, drop what is empty, and let no level of heading be skipped."""
    level = 0
    blocks: list[Block] = []
    for block in document.blocks:
        cleaned = _cleaned(block, clean)
        if isinstance(cleaned, Heading):
            level = min(max(cleaned.level, 1), level + 1, DEEPEST)
            cleaned = replace(cleaned, level=level)
        if cleaned is not None:
            blocks.append(cleaned)
    return replace(
        document,
        title=_line(document.title, clean) or UNTITLED,
        subtitle=_line(document.subtitle, clean),
        author=_line(document.author, clean),
        letterhead=_lines(document.letterhead, clean),
        blocks=tuple(blocks),
    )


def _cleaned(block: Block, clean: Clean) -> Block | None:
    match block:
        case Heading(text, level):
            return Heading(line, level) if (line := _line(text, clean)) else None
        case Paragraph(text, is_note):
            return Paragraph(kept, is_note) if (kept := clean(text).strip()) else None
        case BulletList(items):
            return BulletList(kept) if (kept := _texts(items, clean)) else None
        case NumberedList(items):
            return NumberedList(kept) if (kept := _texts(items, clean)) else None
        case Table():
            return _table(block, clean)
        case KeyValues(items):
            pairs = [(_line(label, clean), clean(value).strip()) for label, value in items]
            kept = tuple(pair for pair in pairs if any(pair))
            return KeyValues(kept) if kept else None
        case SignatureBlock(signatories):
            return SignatureBlock(tuple(_signatory(s, clean) for s in signatories)) if signatories else None
        case QrCode():
            return _qr_code(block, clean)
    return block


def _table(table: Table, clean: Clean) -> Table | None:
    """Give every row as many cells as the header has."""
    width = len(table.header)
    if not width:
        return None
    header = tuple(_line(label, clean) or "–" for label in table.header)
    rows = tuple(tuple(clean(cell).strip() for cell in (*row, *[""] * width)[:width]) for row in table.rows)
    weights = tuple(table.weights) if len(table.weights) == width else (1,) * width
    return Table(header, rows, _line(table.caption, clean), weights, table.is_roomy)


def _signatory(signatory: Signatory, clean: Clean) -> Signatory:
    return Signatory(
        _line(signatory.name, clean), _line(signatory.quality, clean), _line(signatory.mention, clean)
    )


def _qr_code(code: QrCode, clean: Clean) -> QrCode | None:
    """Say at least where it leads."""
    target = _line(code.target, clean)
    if not target:
        return None
    return QrCode(target, _line(code.alt, clean) or target, clean(code.text).strip())


def _line(text: str, clean: Clean) -> str:
    return clean(text).replace("\n", " ").strip()


def _lines(texts: Sequence[str], clean: Clean) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := _line(text, clean)))


def _texts(texts: Sequence[str], clean: Clean) -> tuple[str, ...]:
    return tuple(kept for text in texts if (kept := clean(text).strip()))
