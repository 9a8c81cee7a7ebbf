"""How what somebody types may go on."""

from __future__ import annotations

from cite.core.text import search_key
from cite.search.models import VocabularyWord
from cite.search.queries.matching import (
    Index,
    index_of,
    load_more,
    load_postings,
    words_beginning,
    words_meant,
)
from cite.search.rules.asking import LONGEST_QUESTION, NO_SYNONYMS, Question, Synonyms, read_question
from cite.search.rules.ranking import having_everything
from cite.search.rules.words import stem

_WORDS_TRIED = 24


def suggestions(*, kind: str, text: str, limit: int = 8, synonyms: Synonyms = NO_SYNONYMS) -> list[str]:
    """Propose whole questions that begin as what is typed, and that documents answer.

    Expressions of the table of synonyms come first, then what the last word may become: words of titles and keywords
    only (a text may name a person). Two letters at least.
    """
    typed = text[:LONGEST_QUESTION]
    key = search_key(typed)
    if len(key) < 2:
        return []
    expressions = [known for known in synonyms.expressions if search_key(known).startswith(key)]
    if typed[-1:].isspace():
        return expressions[:limit]
    before, last = _last_word(typed)
    written = [
        f"{before}{word.written}" for word in _next_words(kind, before, search_key(last), synonyms, limit)
    ]
    return list(dict.fromkeys(expressions + written))[:limit]


def _last_word(typed: str) -> tuple[str, str]:
    place = max((typed.rfind(mark) for mark in " \t\n’'-,"), default=-1) + 1
    return typed[:place], typed[place:]


def _next_words(kind: str, before: str, key: str, synonyms: Synonyms, limit: int) -> list[VocabularyWord]:
    if not key or " " in key:
        return []
    index = index_of(kind)
    known = words_beginning(index, key, limit=_WORDS_TRIED, named=True)
    if not known:
        known = [word for word in words_meant(index, key) if word.named]
    families: dict[str, VocabularyWord] = {}
    for word in known:
        families.setdefault(stem(word.key), word)
    question = read_question(before, synonyms)
    chosen = list(families.values())
    return (_answered(index, question, chosen, limit) if question.clauses else chosen)[:limit]


def _answered(
    index: Index, question: Question, chosen: list[VocabularyWord], limit: int
) -> list[VocabularyWord]:
    """Keep the words that some document has beside those already typed; stop when there are enough."""
    roots = {word: stem(word.key) for word in chosen}
    postings = load_postings(index, {*question.terms, *list(roots.values())[:limit]})
    answers = having_everything(question.clauses, postings)
    kept: list[VocabularyWord] = []
    for start in range(0, len(chosen), limit):
        some = chosen[start : start + limit]
        load_more(index, postings, {roots[word] for word in some})
        kept += [word for word in some if postings.count_marked(roots[word], answers)]
        if len(kept) >= limit:
            break
    return kept
