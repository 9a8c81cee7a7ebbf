"""The documents that answer a question, in the same order on every database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db.models import Func, QuerySet, Value

from cite.search.models import SearchIndex, TermPosting, VocabularyWord
from cite.search.rules.asking import (
    BY_BEGINNING,
    BY_MISTAKE,
    LONGEST_QUESTION,
    NO_SYNONYMS,
    Clause,
    Question,
    Synonyms,
    read_question,
)
from cite.search.rules.columns import Test
from cite.search.rules.documents import EVERY_DOCUMENT, RULES_VERSION, code_term, is_code
from cite.search.rules.ranking import Postings, Ranked, rank
from cite.search.rules.typos import beginnings, meant, mistakes_allowed
from cite.search.rules.words import words

MOST_BEGINNINGS = 12
MOST_CORRECTIONS = 4
_SHORTEST_BEGINNING, _SHORTEST_CUT = 2, 3
_NEAR_WORDS_LOOKED_AT = 20_000


Index = QuerySet[SearchIndex]
"""The number of an index, as a question within another."""


class IdSet(Func):
    """Numbers as a set that SQL can join: one parameter, however many they are."""

    template = "SELECT value FROM json_each(%(expressions)s)"

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__(Value(f"[{','.join(map(str, ids))}]"))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Write the same set for PostgreSQL."""
        template = "SELECT unnest(translate(%(expressions)s, '[]', '{}')::bigint[])"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question.

    `ids`: the objects, best first. `near`: where they are few, the best of those that lack one thing only.
    `corrections`: the words that no document has, and those taken in their place. `unknown`: the words that nothing
    could replace. `is_partial`: no document has everything that was asked; those here have the most. `is_lost`:
    something was typed, but nothing that can be looked for.
    """

    ids: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    scores: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    near: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    is_partial: bool = False
    is_lost: bool = False
    _index: Index | None = None
    _postings: Postings | None = None
    _ranked: Ranked | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def page(self, start: int, size: int) -> list[int]:
        """Give some of the objects, best first."""
        return self.ids[start : start + size].tolist()

    def without(self, *names: str) -> list[int]:
        """Give what would answer without these filters, best first."""
        if self._ranked is None:
            return []
        return self._postings.ids(self._ranked.without(*names)).tolist()

    def as_set(self) -> IdSet:
        """Give the objects to a queryset, which may restrict them: `services.filter(pk__in=found.as_set())`."""
        return IdSet(np.sort(self.ids).tolist())

    def in_order(self, ids: Iterable[int]) -> list[int]:
        """Put objects that a queryset kept back in order, best first."""
        chosen = np.fromiter(ids, np.int64)
        return self.ids[np.isin(self.ids, chosen)].tolist()


def matching(
    *,
    kind: str,
    text: str = "",
    codes: Mapping[str, Collection[str]] | None = None,
    tests: Mapping[str, Test] | None = None,
    columns: Collection[str] = (),
    synonyms: Synonyms = NO_SYNONYMS,
    among: QuerySet | Iterable[int] | None = None,
    is_typing: bool = False,
) -> Found:
    """Find the documents that answer a question in everyday words, best first.

    `codes`: filters by name; a document must have one of the codes of each. `tests`: other filters by name, each of a
    column; `columns`: those that will be counted by. `among`: the objects allowed, or a queryset of them. `is_typing`:
    the last word may be the beginning of another. Without a text, every document allowed comes, by its hint. Whatever
    is typed is only ever words: there is no operator, and nothing raises.
    """
    index, question = index_of(kind), read_question(text, synonyms)
    if question.is_lost:
        return Found(is_lost=question.is_lost)
    filters = {name: [code_term(c) for c in some if is_code(c)] for name, some in (codes or {}).items()}
    tests = tests or {}
    columns = {*columns, *(test.column for test in tests.values())}
    postings = load_postings(index, question.terms.union({EVERY_DOCUMENT}, columns, *filters.values()))
    question, corrections = _understood(index, question, postings, is_typing=is_typing)
    load_more(index, postings, question.terms)
    if spelled := _spelled(question, postings, synonyms):
        said = " ".join(spelled.get(word.written, word.written) for word in words(text[:LONGEST_QUESTION]))
        question = read_question(said, synonyms)
        load_more(index, postings, question.terms)
        question, more = _understood(index, question, postings, is_typing=is_typing)
        load_more(index, postings, question.terms)
        corrections = {written: (right,) for written, right in spelled.items()} | more
    masks = {name: postings.mask(terms) for name, terms in filters.items()}
    masks |= {name: postings.passing(test) for name, test in tests.items()}
    ranked = rank(question.clauses, postings, masks, _numbers(among))
    unknown = tuple(
        _written(clause) for clause in question.clauses if not any(map(postings.count, clause.terms))
    )
    return Found(
        ids=postings.ids(ranked.positions),
        scores=ranked.scores,
        near=postings.ids(ranked.near),
        corrections=corrections,
        unknown=unknown,
        is_partial=0 < ranked.reached < len(question.clauses),
        _index=index,
        _postings=postings,
        _ranked=ranked,
    )


def count_codes(found: Found, name: str, codes: Collection[str]) -> dict[str, int]:
    """Count, for each code, the documents that would answer if the filter of this name were set to it alone."""
    return count_choices(found, {name: {code: [code] for code in codes}})[name]


def count_choices(
    found: Found, choices: Mapping[str, Mapping[Any, Collection[str] | Test]]
) -> dict[str, dict[Any, int]]:
    """Count, for each choice of each filter, the documents that would answer if the filter were set to it alone.

    A choice is one code or several, of which a document needs one; or a test of a column that was looked for with the
    question. One query, however many filters there are.
    """
    if found._index is None:
        return {name: dict.fromkeys(known, 0) for name, known in choices.items()}
    postings = found._postings
    load_more(found._index, postings, {term for some in choices.values() for term in _terms(some.values())})
    counts = {}
    for name, known in choices.items():
        count = found._ranked.counting(name)
        counts[name] = {choice: count(_marked(postings, asked)) for choice, asked in known.items()}
    return counts


def needs_rebuild(kind: str) -> bool:
    """Tell whether an index was made by other rules than today's."""
    return SearchIndex.objects.filter(kind=kind).exclude(rules_version=RULES_VERSION).exists()


def index_of(kind: str) -> Index:
    """Name an index within the questions that are asked of it: looking for it first would be one more each time."""
    return SearchIndex.objects.filter(kind=kind).values("pk")[:1]


def load_postings(index: Index, terms: Collection[str]) -> Postings:
    """Read the documents of some terms."""
    return Postings.of(_rows(index, terms))


def load_more(index: Index, postings: Postings, terms: Collection[str]) -> None:
    """Read the documents of other terms into what was read."""
    missing = set(terms) - postings.by_term.keys()
    if missing:
        postings.add(_rows(index, missing))


def words_beginning(index: Index, key: str, *, limit: int, named: bool = False) -> list[VocabularyWord]:
    """List the words that begin so, those of titles and keywords first, or alone; the most frequent first."""
    if len(key) < _SHORTEST_BEGINNING:
        return []
    known = VocabularyWord.objects.filter(index=index, start=key[:2], key__startswith=key)
    if named:
        known = known.filter(named__gt=0)
    return list(known.order_by("-named", "-documents", "key")[:limit])


def words_meant(index: Index, key: str) -> list[VocabularyWord]:
    """List the words that somebody may have meant by one that no document has, the likeliest first."""
    allowed = mistakes_allowed(key)
    if not allowed:
        return []
    known = VocabularyWord.objects.filter(
        index=index, initial__in=beginnings(key), length__range=(len(key) - allowed, len(key) + allowed)
    )
    near = meant(key, known.values_list("key", "documents")[:_NEAR_WORDS_LOOKED_AT])
    found = (
        {word.key: word for word in VocabularyWord.objects.filter(index=index, key__in=near)} if near else {}
    )
    return [found[key] for key in near if key in found]


def _understood(
    index: Index, question: Question, postings: Postings, *, is_typing: bool
) -> tuple[Question, dict[str, tuple[str, ...]]]:
    """Replace the words that no document has, four at most, and complete the last one while it is typed."""
    clauses, corrections, tries = list(question.clauses), {}, 0
    for place, clause in enumerate(clauses):
        if len(clause.words) > 1:
            continue
        word = clause.words[0]
        if is_typing and place == len(clauses) - 1:
            longer = words_beginning(index, word.key, limit=MOST_BEGINNINGS)
            clauses[place] = clause = clause.with_words([known.key for known in longer], BY_BEGINNING)
            if longer:
                continue
        if not any(map(postings.count, clause.terms)) and tries < MOST_CORRECTIONS:
            tries += 1
            instead = words_meant(index, word.key) or _longer(index, word.key)
            clauses[place] = clause.with_words([known.key for known in instead], BY_MISTAKE)
            corrections |= {word.written: tuple(known.written for known in instead)} if instead else {}
    return Question(tuple(clauses)), corrections


def _spelled(question: Question, postings: Postings, synonyms: Synonyms) -> dict[str, str]:
    """Find what words that no document has, even corrected, are mistakes for in the expressions: « guarderie »."""
    unknown = [clause.words[0] for clause in question.clauses if not any(map(postings.count, clause.terms))]
    spelled = {}
    for word in unknown[:MOST_CORRECTIONS]:
        if mistakes_allowed(word.key) and word.key not in synonyms.spelled:
            starts = beginnings(word.key)
            near = meant(word.key, ((key, 1) for key in synonyms.spelled if key.startswith(starts)))
            if near:
                spelled[word.written] = synonyms.spelled[near[0]]
    return spelled


def _longer(index: Index, key: str) -> list[VocabularyWord]:
    """Give what a word cut short may be: « psy »."""
    if len(key) < _SHORTEST_CUT or not key.isalpha():
        return []
    return words_beginning(index, key, limit=MOST_BEGINNINGS)


def _rows(index: Index, terms: Collection[str]) -> Iterable[tuple[str, int, bytes]]:
    return TermPosting.objects.filter(index=index, term__in=terms).values_list("term", "block", "content")


def _terms(choices: Iterable[Collection[str] | Test]) -> set[str]:
    codes = (codes for codes in choices if not isinstance(codes, Test))
    return {code_term(code) for some in codes for code in some if is_code(code)}


def _marked(postings: Postings, choice: Collection[str] | Test) -> np.ndarray:
    return postings.passing(choice) if isinstance(choice, Test) else postings.mask(_terms([choice]))


def _written(clause: Clause) -> str:
    return " ".join(word.written for word in clause.words)


def _numbers(among: QuerySet | Iterable[int] | None) -> np.ndarray | None:
    if among is None:
        return None
    if isinstance(among, QuerySet):
        among = among.values_list("pk", flat=True)
    return np.fromiter(among, np.int64)
