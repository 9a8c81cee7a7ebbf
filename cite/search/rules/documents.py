"""What is kept of a document: its words, how much each says of it, and its codes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from cite.search.rules.words import words

RULES_VERSION = 2
"""To be raised with any change of what a text becomes in the index; `rebuild` then reads every text again."""

EVERY_DOCUMENT = "*"
"""The term that every document has; its weight is the hint of the document."""

HIGHEST = 255
LONGEST_TEXT = 20_000
LONGEST_CODE = 79

_FIELDS = ("title", "keywords", "context", "body")
_WEIGHTS = (8, 5, 3, 1)
_USUAL_LENGTHS = (6, 8, 6, 60)
_SATURATION = 1.2
_SCALE = HIGHEST / sum(_WEIGHTS)
_WEIGHT_OF_A_CODE = 40


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A thing to find: its texts from what says most to what says least, its codes, and its hint.

    `codes` are what filters ask (`theme:mobilite`), never what people type. `hint`, 0 to 255, puts the better of two
    documents that answer alike first. `place` and `hours`: where it is (longitude, latitude) and when it is open, for
    what is asked of a moment or of a distance.
    """

    object_id: int
    title: str
    keywords: str = ""
    context: str = ""
    body: str = ""
    codes: frozenset[str] = field(default_factory=frozenset)
    hint: int = 0
    place: tuple[float, float] | None = None
    hours: str = ""

    @property
    def digest(self) -> str:
        """The same for the same document under the same rules."""
        parts = [RULES_VERSION, self.hint, sorted(self.codes), *(getattr(self, name) for name in _FIELDS)]
        parts += [self.place, self.hours]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the index keeps of a document.

    `weights`: 1 to 255 for each term (0 to 255 for the hint). `named` and `other`: its words, those of its title and
    keywords apart, each with a way it was written.
    """

    weights: dict[str, int]
    named: dict[str, str]
    other: dict[str, str]


def code_term(code: str) -> str:
    """Give the term of a code: no word of a text can be it."""
    return f"={code}"


def terms_of(document: TextDocument) -> Terms:
    """Read a document.

    A word counts more in the title than in the body, more in a short text, and the second time less than the first:
    BM25, each field with its usual length in place of the average, so that no document depends on the others.
    """
    counts: dict[str, float] = {}
    named: dict[str, str] = {}
    other: dict[str, str] = {}
    for name, weight, usual in zip(_FIELDS, _WEIGHTS, _USUAL_LENGTHS, strict=True):
        read = words(getattr(document, name)[:LONGEST_TEXT])
        known = other if name in ("context", "body") else named
        times: dict[str, int] = {}
        for written, key, root in read:
            times[root] = times.get(root, 0) + 1
            if key not in known:
                known[key] = written
        slack = _SATURATION * (0.5 + 0.5 * len(read) / usual)
        for root, time in times.items():
            counts[root] = counts.get(root, 0) + weight * time / (time + slack)
    weights = {root: round(count * _SCALE) or 1 for root, count in counts.items()}
    weights |= {code_term(code): _WEIGHT_OF_A_CODE for code in document.codes if is_code(code)}
    weights[EVERY_DOCUMENT] = max(0, min(HIGHEST, document.hint))
    return Terms(weights, named, {key: written for key, written in other.items() if key not in named})


def is_code(code: str) -> bool:
    """Tell whether a code may be in an index: short, and made of what people can see."""
    return 0 < len(code) <= LONGEST_CODE and code.isprintable()
