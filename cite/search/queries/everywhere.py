"""One question to everything that may be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from cite.core.text import search_key
from cite.search.ports import Hit, all_actions, all_sources
from cite.ui.navigation import NavEntry, address_of, all_entries, is_offered

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
    found: dict[str, Hit] = {}
    for names, page in _everything():
        if _begin_with(names, words) and is_offered(request, page):
            url = address_of(page.url_name)
            found[url] = Hit(str(page.label), url)
    return list(found.values())[:limit]


def _everything() -> Iterator[tuple[str, NavEntry]]:
    """Give every action and every page, with what people call it; some are shut to the person who asks."""
    for action in all_actions():
        yield f"{action.label} {action.words}", NavEntry(action.label, action.url_name)
    for entry in all_entries():
        yield str(entry.label), entry


def _begin_with(names: str, words: Sequence[str]) -> bool:
    known = search_key(names).split()
    return all(any(name.startswith(word) for name in known) for word in words)
