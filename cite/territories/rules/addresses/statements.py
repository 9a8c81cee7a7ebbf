"""What an address says beyond its street: the place it names, or that there is no fixed address."""

import re
from typing import NamedTuple

from anyascii import anyascii

from cite.territories.rules.addresses.words import MAX_LENGTH, TYPES

_POSTCODE = re.compile(r"(?<!\d)(?:[Ff]\s?-\s?)?(\d{5}|\d{2} \d{3}(?= +[^\W\d]))(?!\d)[\s,]*([^\d,;\n()]*)")
_CEDEX = re.compile(r"\bcedex\b.*", re.IGNORECASE)
_NO_FIXED_ADDRESS = re.compile(
    r"\b(s\.?d\.?f\.?|sans[ -]domicile|election de domicile|"
    r"sans[ -]adresse|sans[ -]abri|sans[ -]logement|sans[ -]residence|"
    r"domicili(?:ee?|ation)s?|c\.?c\.?a\.?s\.?|c\.?i\.?a\.?s\.?|poste[ -]restante|a la rue|pas d'adresse|"
    r"aucune adresse|hebergement d'urgence|(?:le|au|du) 115)"
    r"(?![\w'])"
)
_PO_BOX = re.compile(
    r"\b(?:b\.?p\.?|c\.?s\.?|tsa|boite postale)\s*(?:n[o°.]*\s*)?\d[\d ]*|\bcedex\b(?:\s*\d{1,2}\b)?"
)
_WORD = re.compile(r"[a-z]+|\d+")


class NamedPlace(NamedTuple):
    """The place an address names, found in the index or not; each part may be empty."""

    postcode: str
    commune_text: str
    department: str


def named_place(text):
    """Return the place that an address names: its postcode and what follows, else its last segment."""
    text = text[:MAX_LENGTH]
    found = list(_POSTCODE.finditer(text))
    if found:
        found = found[-1]
        postcode = found[1].replace(" ", "")
        return NamedPlace(postcode, _clean(found[2]), _department(postcode))
    segments = [segment for segment in re.split(r"[,;\n]", text) if segment.strip()]
    last = segments[-1] if len(segments) > 1 else ""
    words = _WORD.findall(anyascii(last).lower())
    if any(word.isdigit() or word in TYPES for word in words):
        return NamedPlace("", "", "")
    return NamedPlace("", _clean(last), "")


def has_no_fixed_address(text):
    """Tell whether a text says that somebody has no fixed address, or gives only a box to write to."""
    folded = anyascii(text[:MAX_LENGTH].replace("°", "o ")).lower()
    if _NO_FIXED_ADDRESS.search(folded):
        return True
    without, boxes = _PO_BOX.subn(" ", folded)
    if not boxes:
        return False
    before = re.split(r"\b\d{5}\b", without)[0]
    words = _WORD.findall(before)
    return not any(word.isdigit() or word in TYPES for word in words)


def _department(postcode):
    """Return the département of a postcode, except for the few communes served from next door."""
    if postcode[:2] == "20":
        return "2A" if postcode[2] in "01" else "2B"
    return postcode[:3] if postcode[:2] in ("97", "98") else postcode[:2]


def _clean(text):
    return " ".join(_CEDEX.sub("", text).strip(" -.").split())[:100]
