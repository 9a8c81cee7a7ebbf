"""« Are these two sheets one organization? » — a suspicion with its reasons; a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from cite.actors.enums import Likeness
from cite.core.text import search_key

# Words that tell nothing of who it is: every other association has them.
_COMMON_WORDS = frozenset(
    "association asso assoc le la les l de des du d et a au aux en pour sur the".split()
)


@dataclass(frozen=True, slots=True)
class DuplicateCriteria:
    """From which likeness two names raise a question, from 0 to 100.

    The same commune, or the same SIREN, adds `bonus`: two sites of one body are close, not the same.
    """

    threshold: int = 88
    bonus: int = 6


CRITERIA = DuplicateCriteria()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is compared of an organization. `words` come from `significant_words`."""

    key: int
    words: str
    short_name: str = ""
    siren: str = ""
    siret: str = ""
    rna: str = ""
    communes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two sheets that may be one: how close from 0 to 100, and why."""

    key: int
    score: int
    reasons: tuple[Likeness, ...]


def significant_words(name: str) -> str:
    """Fold a name, and drop the words that tell nothing."""
    words = search_key(name).split()
    return " ".join([word for word in words if word not in _COMMON_WORDS] or words)


def suspects(
    sheet: Sheet, others: Iterable[Sheet], criteria: DuplicateCriteria = CRITERIA
) -> list[Suspicion]:
    """List the sheets that look like this one, the closest first."""
    found = [s for other in others if other.key != sheet.key and (s := _compare(sheet, other, criteria))]
    return sorted(found, key=lambda suspicion: (-suspicion.score, suspicion.key))


def _compare(one: Sheet, other: Sheet, criteria: DuplicateCriteria) -> Suspicion | None:
    sure = [
        reason
        for reason, same in (
            (Likeness.SAME_SIRET, one.siret and one.siret == other.siret),
            (Likeness.SAME_RNA, one.rna and one.rna == other.rna),
        )
        if same
    ]
    near = [
        reason
        for reason, same in (
            (Likeness.SAME_SIREN, one.siren and one.siren == other.siren and Likeness.SAME_SIRET not in sure),
            (Likeness.SAME_COMMUNE, one.communes & other.communes),
        )
        if same
    ]
    least = criteria.threshold - criteria.bonus * len(near)
    likeness = _likeness(one, other, least)
    if not sure and likeness < least:
        return None
    name = () if likeness < least else (Likeness.SAME_NAME if likeness >= 100 else Likeness.CLOSE_NAME,)
    score = 100 if sure else min(99, round(likeness) + criteria.bonus * len(near))
    return Suspicion(other.key, score, (*sure, *name, *near))


def _likeness(one: Sheet, other: Sheet, least: int) -> float:
    """Compare names whatever the order of their words, and a short name with a whole one."""
    best = fuzz.token_sort_ratio(one.words, other.words, score_cutoff=least)
    for short, words in ((one.short_name, other.words), (other.short_name, one.words)):
        if len(short) >= 4 and short == words:
            best = 100.0
    return best
