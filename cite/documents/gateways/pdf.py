"""The PDF of a document, accessible (PDF/UA-1): tagged, titled, in its language, read in order."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import typst

from cite.documents.gateways.qr import qr_svg
from cite.documents.rules import Document, QrCode, Table, prepared
from cite.documents.rules.glyphs import drawable, drawable_with_arabic
from cite.documents.rules.outline import Block

PDF_TYPE = "application/pdf"
_LAYOUT = Path(__file__).with_name("document.typ")
_FONTS = ("font_source_sans_pro", "fontpkg_ibm_plex_sans_arabic")
_RTL = frozenset({"ar"})
_one_at_a_time = Lock()


def render_pdf(document: Document, *, is_dense: bool = False, is_large: bool = False) -> bytes:
    """Draw a document. Its texts travel as data: nothing a person types is ever read as code.

    `is_dense`: smaller and tighter, for pages that must each hold a whole file. `is_large`: for whoever reads little.
    """
    is_rtl = document.language.partition("-")[0] in _RTL
    ready = prepared(document, drawable_with_arabic if is_rtl else drawable)
    data = json.dumps(
        {
            "dense": is_dense,
            "large": is_large,
            "rtl": is_rtl,
            "title": ready.title,
            "subtitle": ready.subtitle,
            "author": ready.author,
            "language": ready.language.partition("-")[0],
            "region": ready.language.partition("-")[2] or None,
            "date": [ready.date.year, ready.date.month, ready.date.day] if ready.date else None,
            "letterhead": list(ready.letterhead),
            "blocks": [_plain(block) for block in ready.blocks],
        }
    )
    with _one_at_a_time:
        return _compiler().compile(format="pdf", pdf_standards="ua-1", sys_inputs={"document": data})


@cache
def _compiler() -> typst.Compiler:
    """Load the fonts once: those of our packages only, so that every machine draws the same."""
    fonts = [
        str(Path(place) / "files")
        for package in _FONTS
        for place in find_spec(package).submodule_search_locations
    ]
    return typst.Compiler(_LAYOUT, font_paths=fonts, ignore_system_fonts=True)


def _plain(block: Block) -> dict[str, object]:
    more: dict[str, object] = {}
    if isinstance(block, QrCode):
        more["svg"] = qr_svg(block.target)
    if isinstance(block, Table):
        more["amounts"] = block.amounts
    return {"kind": type(block).__name__, **asdict(block), **more}
