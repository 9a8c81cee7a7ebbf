"""One question to everything that may be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from cite.core.text import search_key
from cite.search.ports import Hit, all_actions, all_sources
from cite.ui.navigation import links, opens

SHORTEST = 2
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What one kind of thing gave."""

    key: str
    label: str
    hits: Sequence[Hit]


def search(request: HttpRequest, text: str, limit: int) -> list[Found]:
    """Ask every source; those that found nothing are left out. `limit` holds for each source.

    Fewer than two letters find nothing: everything would answer.
    """
    words = search_key(text).split()[:MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return []
    answers = ((source, source.find(request, words, limit)) for source in all_sources())
    return [Found(source.key, str(source.label), hits[:limit]) for source, hits in answers if hits]


def pages(request: HttpRequest, words: Sequence[str], limit: int) -> list[Hit]:
    """Find the pages and the actions that open to this person, by the beginnings of their words."""
    found = {
        hit.url: hit
        for hit, names in _everything_that_opens(request)
        if all(any(name.startswith(word) for name in names) for word in words)
    }
    return list(found.values())[:limit]


def _everything_that_opens(request: HttpRequest) -> Iterator[tuple[Hit, list[str]]]:
    for action in all_actions():
        if opens(request, action.url_name):
            label = str(action.label)
            yield Hit(label, reverse(action.url_name)), search_key(f"{label} {action.words}").split()
    for audience in ("public", "professional", "account", "footer"):
        for link in links(request, audience):
            yield Hit(link.label, link.url), search_key(link.label).split()
