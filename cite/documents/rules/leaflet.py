"""What a leaflet is made of: cards for somebody who reads little, in her language, with French kept beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from cite.documents.rules.outline import UNTITLED, Clean, QrCode

_ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence and the picture beside it (SVG); the picture says nothing more."""

    text: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the things that a card lists, in French: its name, who gives it, where to call."""

    name: str
    by: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing to show: what it is for in the language of the leaflet, what it is called in French.

    `name`, `by` and `place` are in French; `hours`: days and hours; `telephone` is read large. `code` leads further.
    `entries`: several things that answer the same need, in the place of one.
    """

    name: str = ""
    need: Drawn = Drawn("")
    by: str = ""
    sentences: Sequence[Drawn] = ()
    hours: Sequence[tuple[str, str]] = ()
    telephone: str = ""
    place: Drawn = Drawn("")
    code: QrCode | None = None
    entries: Sequence[Entry] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """A leaflet to print: as large as its pages allow.

    `language`: a BCP 47 tag. `title`, `lead` and `note` are in that language, before and after the cards;
    `note_in_french` is for whoever helps. `codes`: squares in a row at the end, each with the name of its language.
    """

    title: str
    cards: Sequence[Card]
    language: str = "fr"
    is_rtl: bool = False
    lead: str = ""
    note: str = ""
    note_telephone: str = ""
    note_in_french: str = ""
    codes: Sequence[QrCode] = ()


Run = tuple[str, bool]
"""A piece of a sentence, and whether it stands apart: a name in Latin letters within Arabic."""

_PAGE, _AROUND, _CODES = 97.0, 13.0, 10.0
"""What a page holds at the smallest size, what its title and notes take, and a row of squares: in ems, as they are
estimated below, a sixth too large."""
_ONE_COLUMN, _TWO_COLUMNS = 84, 38
"""How many letters a line holds, one card a row and two."""


def runs(text: str, clean: Clean) -> list[Run]:
    """Cut a sentence at the signs that set a name apart, which no font draws; then clean each piece."""
    pieces = _ISOLATED.split(text)
    cleaned = [(clean(piece).replace("\n", " "), bool(number % 2)) for number, piece in enumerate(pieces)]
    return [run for run in cleaned if run[0]] if any(piece.strip() for piece, _apart in cleaned) else []


def paged(cards: Sequence[Card], *, has_codes: bool = False) -> list[Sequence[Card]]:
    """Share cards between pages: one where they fit at the smallest size, else two halves, and so on."""
    room = _PAGE - _AROUND - (_CODES if has_codes else 0)
    for count in range(1, len(cards) + 1):
        size = ceil(len(cards) / count)
        size += size % 2 if count > 1 else 0
        pages = [cards[start : start + size] for start in range(0, len(cards), size)]
        if all(_height(page) <= room for page in pages):
            return pages
    return [[card] for card in cards] or [[]]


def columns_of(cards: Sequence[Card]) -> int:
    """Two cards a row, unless there are two at most."""
    return 1 if len(cards) <= 2 else 2


def _height(cards: Sequence[Card]) -> float:
    columns = columns_of(cards)
    heights = [_card_height(card, _ONE_COLUMN if columns == 1 else _TWO_COLUMNS) for card in cards]
    rows = [heights[start : start + columns] for start in range(0, len(heights), columns)]
    return sum(max(row) + 1.3 for row in rows)


def _card_height(card: Card, width: int) -> float:
    """Estimate a card, in ems; on the safe side."""

    def lines(text: str, shrink: float = 1) -> int:
        return ceil(len(text) / (width * shrink)) if text else 0

    beside = 0.62 if card.code else 0.9
    about = 1.4 * lines(card.name, beside * 0.85) + 1.25 * lines(card.need.text, beside * 0.95)
    about += 1.05 * lines(card.by, beside * 1.15) + 2 * bool(card.telephone)
    place = 0.2 + max(1.55, 1.2 * lines(card.place.text, 0.85)) if card.place.text else 0
    sentences = sum(
        max(1.55 if item.picture else 1.2, 1.2 * lines(item.text)) + 0.25 for item in card.sentences
    )
    hours = sum(1.2 * lines(f"{days} {times}") for days, times in card.hours)
    entries = sum(
        1.25 * lines(entry.name, 0.85) + 1.05 * lines(entry.by, 1.05) + 1.6 * bool(entry.telephone)
        for entry in card.entries
    )
    above = max(about + entries, 5.8 if card.code else 0)
    return 2.2 + above + place + sentences + hours + 0.9 * bool(card.hours)


def prepared_leaflet(leaflet: Leaflet, clean: Clean) -> Leaflet:
    """Clean what is read as it stands; `runs` cleans the sentences, where names stand apart."""

    def line(text: str) -> str:
        return clean(text).replace("\n", " ").strip()

    def code(item: QrCode) -> QrCode:
        return QrCode(item.target, line(item.alt) or item.target, line(item.text))

    cards = [
        replace(
            card,
            name=line(card.name) or ("" if card.entries else UNTITLED),
            by=line(card.by),
            entries=tuple(
                Entry(line(entry.name) or UNTITLED, line(entry.by), line(entry.telephone))
                for entry in card.entries
            ),
            hours=tuple((line(days), line(times)) for days, times in card.hours),
            telephone=line(card.telephone),
            code=code(card.code) if card.code else None,
        )
        for card in leaflet.cards
    ]
    return replace(
        leaflet,
        cards=tuple(cards),
        note_telephone=line(leaflet.note_telephone),
        note_in_french=line(leaflet.note_in_french),
        codes=tuple(map(code, leaflet.codes)),
    )
