"""What the golden corpus answers: written once, compared on every database."""

from cite.search.queries.matching import matching
from cite.search.queries.suggestions import suggestions
from tests.search.corpus import CORPUS, FILTERED, QUESTIONS, SYNONYMS, TYPED

_TITLES = {document.object_id: document.title for document in CORPUS}


def answers():
    """Ask everything; titles rather than numbers, so that people can judge."""
    asked = {text: _answer(text) for text in QUESTIONS}
    typing = {f"{text}…": _answer(text, is_typing=True) for text in TYPED}
    filtered = {f"{text} {codes}": _answer(text, codes=codes) for text, codes in FILTERED}
    proposed = {text: suggestions(kind="service", text=text, synonyms=SYNONYMS) for text in TYPED}
    return {"asked": asked | typing | filtered, "proposed": proposed}


def _answer(text, **more):
    found = matching(kind="service", text=text, synonyms=SYNONYMS, **more)
    scores = found.scores.tolist()
    return {
        "found": [f"{_TITLES[i]} ({score})" for i, score in zip(found.ids.tolist(), scores, strict=True)],
        "near": [_TITLES[i] for i in found.near.tolist()],
        "instead": {typed: list(words) for typed, words in found.corrections.items()},
        "unknown": list(found.unknown),
        "partial": found.is_partial,
        "lost": found.is_lost,
    }
