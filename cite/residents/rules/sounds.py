"""Names as they are heard: written by ear in two offices, « Salma » is « Selma », « Youssef » is « Yusuf »."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

ALIKE = 70
"""From which likeness of their sounds, out of 100, two names with the same consonants are one heard twice."""
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("[sc]h", "x"),
        ("kh|qu|ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("dj|g(?=[eiy])", "j"),
        ("(?<=[tdg])h", ""),
        ("h$", ""),
        ("z", "s"),
        ("ou|oo|eau|au|w|o", "u"),
        ("[ae]?[iy]|e", "i"),
        (r"(.)\1+", r"\1"),
    )
)
"""How French and the names of our districts write one sound in several ways, read in this order."""
_VOWELS = re.compile("[aiu]")
_ENDS = "aiu"
_MANY_NAMES = 50_000


@lru_cache(_MANY_NAMES)
def sound(name: str) -> str:
    """Write a folded name (`search_key`) as it is heard, without the spaces."""
    heard = name.replace(" ", "")
    for spelling, by in _SPELLINGS:
        heard = spelling.sub(by, heard)
    return heard


@lru_cache(_MANY_NAMES)
def skeleton(name: str) -> str:
    """Keep the consonants that are heard, and the sound it begins with: « Ahmed » is not « Hamid »."""
    heard = sound(name)
    return heard[:1] + _VOWELS.sub("", heard[1:])


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two folded names are one, heard twice: the same consonants, nearly the same vowels."""
    bones = skeleton(one)
    return len(bones) > 1 and bones == skeleton(other) and fuzz.ratio(sound(one), sound(other)) >= ALIKE


def differ_by_their_end(one: str, other: str) -> bool:
    """Tell whether a last vowel alone tells two names apart, as a brother from a sister: « Karim », « Karima »."""
    heard, too = sound(one), sound(other)
    return heard != too and heard.rstrip(_ENDS) == too.rstrip(_ENDS)
