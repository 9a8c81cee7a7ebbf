"""Where applications declare what may be found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from cite.search.rules.documents import TextDocument


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: how it reads, and where it is."""

    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SearchSource:
    """A kind of thing to find.

    `find` takes the request, the words of the search as `core.text.search_key` gives them, and how many hits to
    give at most; it starts from what this person may see, makes one query, and returns the best hits first.
    """

    key: str
    label: str
    find: Callable[[HttpRequest, Sequence[str], int], Sequence[Hit]]
    order: int = 100


@dataclass(frozen=True, slots=True)
class QuickAction:
    """Something to do, found by what people call it: « inviter », « mot de passe ».

    It is found only by whom its page would let in. `words` are other names of the same thing.
    """

    label: str
    url_name: str
    words: str = ""


_sources: dict[str, SearchSource] = {}
_actions: dict[str, QuickAction] = {}


def register(source: SearchSource) -> None:
    """Declare a kind of thing to find."""
    _sources[source.key] = source


def register_action(action: QuickAction) -> None:
    """Declare something to do. A page has one action; registering it again replaces it."""
    _actions[action.url_name] = action


def all_sources() -> list[SearchSource]:
    """List the kinds of things to find, in the order they are shown."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.key))


def all_actions() -> list[QuickAction]:
    """List what may be done, in the order it was declared."""
    return list(_actions.values())


@dataclass(frozen=True, slots=True)
class SearchableKind:
    """A kind of documents that the index of texts knows, and how to read them all again.

    `documents` gives those of the current territory in the order of their numbers, without holding them all in memory.
    """

    key: str
    label: str
    documents: Callable[[], Iterable[TextDocument]]


_kinds: dict[str, SearchableKind] = {}


def register_searchable(kind: SearchableKind) -> None:
    """Declare a kind of documents for the index of texts."""
    _kinds[kind.key] = kind


def searchable(key: str) -> SearchableKind:
    """Give a kind of documents.

    Raises:
        KeyError: nobody declared it.
    """
    return _kinds[key]


def all_searchable() -> list[SearchableKind]:
    """List the kinds of documents that the index of texts knows."""
    return sorted(_kinds.values(), key=lambda kind: kind.key)
