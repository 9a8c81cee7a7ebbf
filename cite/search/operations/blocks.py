"""One block of an index, written at once: its texts, its terms, its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import transaction

from cite.search.models import IndexedText, IndexRow, SearchIndex, TermPosting, VocabularyWord
from cite.search.rules.columns import COLUMNS
from cite.search.rules.documents import EVERY_DOCUMENT, Terms, code_term
from cite.search.rules.postings import BLOCK, Posting, marks
from cite.search.rules.words import best_written, stem

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Fresh:
    """A document as it will be in the index; `columns`: what it says in each of `COLUMNS`, if anything."""

    digest: str
    codes: Sequence[str]
    terms: Terms
    columns: Mapping[str, Any]


@dataclass(slots=True)
class _Words:
    """By how much the counts of words change, and how each is written."""

    named: Counter = field(default_factory=Counter)
    documents: Counter = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)

    def take_out(self, row: IndexedText) -> None:
        for key in row.named.split():
            self.named[key] -= 1
        for key in f"{row.named} {row.other}".split():
            self.documents[key] -= 1

    def put_in(self, terms: Terms) -> None:
        self.named.update(terms.named.keys())
        for words in (terms.named, terms.other):
            self.documents.update(words.keys())
            for key, written in words.items():
                if self.written.get(key) != written:
                    self.written[key] = best_written(self.written.get(key, ""), written)


@transaction.atomic
def write_block(*, index: SearchIndex, block: int, fresh: Mapping[int, Fresh], gone: Iterable[int]) -> int:
    """Write documents at their places in a block, and take others out; tells how many were taken out."""
    index = _locked(index)
    if not TermPosting.objects.filter(index=index, block=block, term=EVERY_DOCUMENT).exists():
        return _replace(
            index, block, {}, fresh, {}
        )  # nothing to compare with: a first import writes whole blocks
    old = _texts(index, block, {*fresh, *gone})
    terms = _terms_of_rows(old.values()) | _terms_of_fresh(fresh.values()) | COLUMNS.keys()
    existing = _postings(index, block, terms)
    return _replace(index, block, old, fresh, existing)


@transaction.atomic
def replace_block(*, index: SearchIndex, block: int, fresh: Mapping[int, Fresh]) -> int:
    """Write a block anew, whatever rules it was made by; tells how many documents it lost."""
    index = _locked(index)
    old = _texts(index, block, None)
    TermPosting.objects.filter(index=index, block=block).delete()
    return _replace(index, block, old, fresh, {})


def _locked(index: SearchIndex) -> SearchIndex:
    return SearchIndex.objects.select_for_update(no_key=True).get(pk=index.pk)


def _replace(
    index: SearchIndex,
    block: int,
    old: Mapping[int, IndexedText],
    fresh: Mapping[int, Fresh],
    existing: Mapping[str, bytes],
) -> int:
    _write_postings(index, block, marks(old), fresh, existing)
    words = _Words()
    for row in old.values():
        words.take_out(row)
    for document in fresh.values():
        words.put_in(document.terms)
    _write_words(index, words)
    lost = [row for offset, row in old.items() if offset not in fresh]
    _write_texts(index, block, fresh, lost)
    index.documents += len(fresh.keys() - old.keys()) - len(lost)
    index.save()
    return len(lost)


def _texts(index: SearchIndex, block: int, offsets: set[int] | None) -> dict[int, IndexedText]:
    """Fetch what the index has at some places of a block, or in all of it."""
    first = block * BLOCK
    if offsets is None:
        found = IndexedText.objects.filter(index=index, object_id__range=(first, first + BLOCK - 1))
        return {row.object_id - first: row for row in found}
    numbers = [first + offset for offset in sorted(offsets)]
    return {
        row.object_id - first: row
        for some in _chunks(numbers)
        for row in IndexedText.objects.filter(index=index, object_id__in=some)
    }


def _postings(index: SearchIndex, block: int, terms: set[str]) -> dict[str, bytes]:
    return {
        term: bytes(content)
        for some in _chunks(sorted(terms))
        for term, content in TermPosting.objects.filter(index=index, block=block, term__in=some).values_list(
            "term", "content"
        )
    }


def _write_postings(
    index: SearchIndex,
    block: int,
    touched: np.ndarray,
    fresh: Mapping[int, Fresh],
    existing: Mapping[str, bytes],
) -> None:
    weights: dict[str, dict[int, int]] = defaultdict(dict)
    for offset, document in fresh.items():
        for term, weight in document.terms.weights.items():
            weights[term][offset] = weight
    rows, emptied = [], []
    for term in sorted(weights.keys() | existing.keys() | COLUMNS.keys()):
        given = weights.get(term, {})
        if term in COLUMNS:
            content = _column(term, touched, fresh, existing.get(term, b""))
        elif term in existing:
            content = Posting.from_bytes(existing[term]).changed(touched, given).to_bytes()
        else:
            content = Posting.pack(given)
        if content:
            rows.append((index.pk, term, block, content))
        else:
            emptied.append(term)
    _upsert(TermPosting, ("index", "term", "block"), ("content",), rows)
    for some in _chunks(emptied):
        TermPosting.objects.filter(index=index, block=block, term__in=some).delete()


def _column(term: str, touched: np.ndarray, fresh: Mapping[int, Fresh], existing: bytes) -> bytes:
    given = {offset: value for offset, document in fresh.items() if (value := document.columns[term])}
    return COLUMNS[term].from_bytes(existing).changed(touched, given).to_bytes()


def _write_words(index: SearchIndex, words: _Words) -> None:
    changed = sorted(key for key in words.documents if words.documents[key] or words.named[key])
    known = {
        key: (written, named, documents)
        for some in _chunks(changed)
        for key, written, named, documents in VocabularyWord.objects.filter(
            index=index, key__in=some
        ).values_list("key", "written", "named", "documents")
    }
    rows, forgotten = [], []
    for key in changed:
        written, named, documents = known.get(key, ("", 0, 0))
        written = best_written(written, words.written.get(key, ""))
        named, documents = named + words.named[key], documents + words.documents[key]
        if documents > 0:
            rows.append((index.pk, key, key[:1], key[:2], len(key), written, named, documents))
        else:
            forgotten.append(key)
    _upsert(
        VocabularyWord,
        ("index", "key"),
        ("initial", "start", "length", "written", "named", "documents"),
        rows,
    )
    for some in _chunks(forgotten):
        VocabularyWord.objects.filter(index=index, key__in=some).delete()


def _write_texts(
    index: SearchIndex, block: int, fresh: Mapping[int, Fresh], lost: Sequence[IndexedText]
) -> None:
    rows = [
        (
            index.pk,
            block * BLOCK + offset,
            document.digest,
            " ".join(sorted(document.terms.named)),
            " ".join(sorted(document.terms.other)),
            document.codes,
        )
        for offset, document in sorted(fresh.items())
    ]
    _upsert(IndexedText, ("index", "object_id"), ("digest", "named", "other", "codes"), rows)
    for some in _chunks([row.pk for row in lost]):
        IndexedText.objects.filter(pk__in=some).delete()


def _upsert(
    model: type[IndexRow], unique: Sequence[str], updated: Sequence[str], rows: Iterable[tuple]
) -> None:
    """Write rows, in place of those that are there."""
    model.objects.write_rows((*unique, *updated), rows, unique=unique, updated=updated)


def _terms_of_rows(rows: Iterable[IndexedText]) -> set[str]:
    terms = {EVERY_DOCUMENT}
    for row in rows:
        terms.update(map(stem, f"{row.named} {row.other}".split()))
        terms.update(map(code_term, row.codes))
    return terms


def _terms_of_fresh(documents: Iterable[Fresh]) -> set[str]:
    return set().union(*(document.terms.weights for document in documents))


def _chunks(values: Sequence) -> Iterator[Sequence]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
