"""The PDF of a leaflet, accessible (PDF/UA-1): tagged, in its language and direction, what is in French said so."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from cite.documents.gateways.qr import qr_svg
from cite.documents.rules.glyphs import drawable_with_arabic, is_arabic
from cite.documents.rules.leaflet import Card, Drawn, Leaflet, columns_of, paged, prepared_leaflet, runs
from cite.documents.rules.outline import UNTITLED, QrCode

_LAYOUT = Path(__file__).with_name("leaflet.typ")
_FONTS = ("font_source_sans_pro", "fontpkg_ibm_plex_sans_arabic")
_one_at_a_time = Lock()


def render_leaflet(leaflet: Leaflet) -> bytes:
    """Draw a leaflet. Its texts travel as data: nothing a person types is ever read as code."""
    ready = prepared_leaflet(leaflet, drawable_with_arabic)
    pages = paged(ready.cards, has_codes=bool(ready.codes))
    data = json.dumps(
        {
            "title": " ".join(drawable_with_arabic(ready.title).split()) or UNTITLED,
            "heading": _runs(ready.title) or [[UNTITLED, "ltr", False]],
            "language": ready.language,
            "rtl": ready.is_rtl,
            "lead": _runs(ready.lead),
            "note": _runs(ready.note),
            "note_telephone": ready.note_telephone,
            "note_in_french": ready.note_in_french,
            "pages": [[_card(card) for card in page] for page in pages],
            "columns": columns_of(pages[0]),
            "codes": [_code(code) for code in ready.codes],
        }
    )
    with _one_at_a_time:
        return _compiler().compile(format="pdf", pdf_standards="ua-1", sys_inputs={"leaflet": data})


@cache
def _compiler() -> typst.Compiler:
    """Load the fonts once: those of our packages only, so that every machine draws the same."""
    fonts = [
        str(Path(place) / "files")
        for package in _FONTS
        for place in find_spec(package).submodule_search_locations
    ]
    return typst.Compiler(_LAYOUT, font_paths=fonts, ignore_system_fonts=True)


def _card(card: Card) -> dict[str, Any]:
    return {
        "name": card.name,
        "need": _drawn(card.need),
        "by": card.by,
        "sentences": [_drawn(sentence) for sentence in card.sentences],
        "hours": [list(pair) for pair in card.hours],
        "telephone": card.telephone,
        "place": _drawn(card.place),
        "code": _code(card.code) if card.code else None,
        "entries": [[entry.name, entry.by, entry.telephone] for entry in card.entries],
    }


def _drawn(item: Drawn) -> dict[str, Any]:
    return {"runs": _runs(item.text), "picture": item.picture}


def _runs(sentence: str) -> list[list[Any]]:
    """A name set apart is read in its own direction."""
    pieces = runs(sentence, drawable_with_arabic)
    return [[text, "rtl" if is_arabic(text) else "ltr", apart] for text, apart in pieces]


def _code(code: QrCode) -> dict[str, Any]:
    return {
        "svg": qr_svg(code.target),
        "alt": code.alt,
        "text": code.text,
        "rtl": is_arabic(code.text),
        "target": code.target,
    }
