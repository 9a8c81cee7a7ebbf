"""Where applications declare the kinds of meetings: committees, reviews… and who convenes each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cite.accounts.enums import CO_PILOTS, Role

if TYPE_CHECKING:
    from cite.accounts.models import User
    from cite.meetings.models import Meeting

ORGANIZERS = CO_PILOTS | {Role.COORDINATOR}


@dataclass(frozen=True, slots=True)
class MeetingLink:
    """A page of the application that declared a kind, for one meeting of that kind."""

    label: str
    url: str
    icon: str = "arrow-right-line"


def _no_links(user: User, meeting: Meeting) -> list[MeetingLink]:
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingKind:
    """A kind of meeting. `is_named`: several exist side by side, told apart by a name (« Mobilité »).

    `is_about_people`: it looks at the situations of residents, and nothing else is decided there.
    `links`: the pages about one meeting that this person may open elsewhere.
    """

    key: str
    label: str
    help_text: str = ""
    order: int = 100
    is_named: bool = False
    is_about_people: bool = False
    organizers: frozenset[Role] = ORGANIZERS
    links: Callable[[User, Meeting], list[MeetingLink]] = _no_links


class UnknownKind(LookupError):
    """No application declared this kind of meeting."""


_kinds: dict[str, MeetingKind] = {}


def register(kind: MeetingKind) -> None:
    """Declare a kind of meeting."""
    _kinds[kind.key] = kind


def all_kinds() -> list[MeetingKind]:
    """List the kinds, in the order they are offered."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.key))


def kind_named(key: str) -> MeetingKind:
    """Find a kind.

    Raises:
        UnknownKind: nobody declared it.
    """
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKind(key) from None


def links_of(user: User, meeting: Meeting) -> list[MeetingLink]:
    """List the pages of other applications about a meeting; none for a kind that is no longer declared."""
    return _kinds[meeting.kind].links(user, meeting) if meeting.kind in _kinds else []


def label_of(key: str) -> str:
    """Tell a kind as people read it; one that is no longer declared keeps its name."""
    return str(_kinds[key].label) if key in _kinds else key
