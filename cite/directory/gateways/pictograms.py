"""The pictograms of the sheets, taken one by one out of the file that pages show them from, for documents."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_SPRITE = Path(__file__).parents[1] / "static" / "directory" / "pictograms.svg"
_SYMBOL = re.compile(
    r'<symbol id="(?P<name>\w+)" viewBox="(?P<box>[^"]+)">(?P<drawing>.*?)</symbol>', re.DOTALL
)
_INK = "#1b1b6f"


def pictogram(name: str) -> str:
    """Draw one, as SVG, in the ink of documents; nothing where there is none of that name."""
    return _drawings().get(name, "")


@cache
def _drawings() -> dict[str, str]:
    found = _SYMBOL.finditer(_SPRITE.read_text(encoding="utf-8"))
    return {
        symbol["name"]: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{symbol["box"]}">'
        + symbol["drawing"].replace("currentColor", _INK)
        + "</svg>"
        for symbol in found
    }
