"""A question in everyday words: what it asks for, each thing in one way or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cite.search.rules.documents import code_term, is_code
from cite.search.rules.words import Word, stem, words

LONGEST_QUESTION = 500
MOST_WORDS = 12
AS_TYPED, BY_SYNONYM, BY_BEGINNING, BY_MISTAKE = 100, 80, 70, 60


@dataclass(frozen=True, slots=True)
class Way:
    """A way to answer: a document that has all these terms. `percent`: what it is worth beside the words typed."""

    terms: tuple[str, ...]
    percent: int = AS_TYPED


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked, answered in any of its ways: a word, or an expression that has synonyms."""

    words: tuple[Word, ...]
    ways: tuple[Way, ...]

    @property
    def terms(self) -> frozenset[str]:
        """Every term to look up."""
        return frozenset(term for way in self.ways for term in way.terms)

    def with_words(self, keys: Iterable[str], percent: int) -> Clause:
        """Accept other words too."""
        stems = dict.fromkeys(stem(key) for key in keys)
        known = {way.terms for way in self.ways}
        more = (Way((term,), percent) for term in stems if (term,) not in known)
        return replace(self, ways=(*self.ways, *more))


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks. `is_lost`: something was typed, and no word of it can be looked for."""

    clauses: tuple[Clause, ...] = ()
    is_lost: bool = False

    @property
    def terms(self) -> frozenset[str]:
        """Every term to look up."""
        return frozenset[str]().union(*(clause.terms for clause in self.clauses))


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Expressions and what they mean, ready to be looked up; `expressions` as they were written.

    `spelled`: the words that they are made of, by their key: what a word of no document may be a mistake for.
    """

    by_stems: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    expressions: tuple[str, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, meanings: Mapping[str, Sequence[str]]) -> Synonyms:
        """Prepare a table: « peur du téléphone » → words (« prise de parole ») or codes, marked by = (« =theme:x »).

        It says nothing of the other direction. Expressions and meanings that hold no word are left aside.
        """
        table: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        spelled: dict[str, str] = {}
        for expression, meant in meanings.items():
            said = words(expression)
            key = tuple(word.stem for word in said)
            ways = tuple(way for way in map(_meaning, meant) if way)
            if key and ways:
                table[key] = (*table.get(key, ()), *ways)
                spelled |= {word.key: word.written for word in said}
        return cls(table, tuple(sorted(meanings)), spelled)

    @property
    def longest(self) -> int:
        """How many words the longest expression has."""
        return max(map(len, self.by_stems), default=0)


NO_SYNONYMS = Synonyms({})


def read_question(text: str, synonyms: Synonyms = NO_SYNONYMS) -> Question:
    """Read a question: at most twelve words, each once; the longest expressions first."""
    asked = list({word.stem: word for word in words(text[:LONGEST_QUESTION])}.values())[:MOST_WORDS]
    clauses = []
    longest = synonyms.longest
    while asked:
        size = next(
            (n for n in range(min(longest, len(asked)), 0, -1) if _key(asked[:n]) in synonyms.by_stems), 1
        )
        some, asked = tuple(asked[:size]), asked[size:]
        stems = _key(some)
        meanings = synonyms.by_stems.get(stems, ())
        clauses.append(Clause(some, (Way(stems), *(Way(terms, BY_SYNONYM) for terms in meanings))))
    return Question(tuple(clauses), is_lost=not clauses and bool(text.strip()))


def _key(some: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in some)


def _meaning(meaning: str) -> tuple[str, ...]:
    if meaning.startswith("="):
        return (code_term(meaning[1:]),) if is_code(meaning[1:]) else ()
    return tuple(dict.fromkeys(word.stem for word in words(meaning)))
