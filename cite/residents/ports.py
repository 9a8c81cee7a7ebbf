"""What applications above hold about somebody: what is given to her, what follows a merge, what figures keep of her.

Each application registers in its `apps.py`; nothing here knows them. Sentences are written in the language in force
(`translation.override`), which is hers where she is the reader; what people typed stays as typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from cite.core.decisions import ALLOWED, Decision, all_of

if TYPE_CHECKING:
    from cite.accounts.models import User
    from cite.actors.models import Membership, Partner
    from cite.residents.models import Resident

_Provider = TypeVar("_Provider")


class Registry(Generic[_Provider]):
    """Providers by key; registering a key again replaces it."""

    def __init__(self) -> None:
        self._providers: dict[str, _Provider] = {}

    def register(self, key: str, provider: _Provider) -> None:
        """Add a provider."""
        self._providers[key] = provider

    def forget(self, key: str) -> None:
        """Take a provider back."""
        self._providers.pop(key, None)

    def items(self) -> Iterable[tuple[str, _Provider]]:
        """List the providers, in the order in which they came."""
        return self._providers.items()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBlock:
    """A titled part of what is held about somebody: a table with its `columns`, else pairs of a label and a value.

    `key` names it in the JSON (« contacts »). `reserved_by`: the structure whose people kept it for themselves; it
    alone hands it over, so that no other structure reads it on the way.
    """

    key: str
    title: str
    rows: Sequence[Sequence[str]]
    columns: Sequence[str] = ()
    reserved_by: Partner | None = None


class HeldProvider(Protocol):
    """Gathers everything an application holds about somebody, in a constant number of queries."""

    def __call__(self, *, resident: Resident) -> Iterable[HeldBlock]:
        """List the parts; an empty part may be left out."""


class Chapter(Enum):
    """The chapters of « mon parcours », in the order of the page: when and with whom first. The others are ours."""

    APPOINTMENTS = "appointments"
    HELPERS = "helpers"
    DECIDED = "decided"
    STEPS = "steps"


class ChapterProvider(Protocol):
    """Tells what an application knows of somebody’s pathway in short plain sentences, addressed to her."""

    def __call__(self, *, resident: Resident) -> Iterable[tuple[Chapter, str]]:
        """List sentences, each with the chapter it belongs to. Never a note, never a frein in the words of others."""


class Moving(Protocol):
    """Takes what an application holds from a file to another, and back.

    Rows that refer to a person by a plain foreign key follow without it (`operations/merging.py`): an application
    registers what asks for more, because a constraint stands in the way or because something must be counted again.
    """

    def against(self, *, absorbed: Resident, kept: Resident) -> Decision:
        """Say what stands against it, with the remedy."""

    def move(self, *, absorbed: Resident, kept: Resident) -> Mapping[str, Any]:
        """Move it, both files being locked; what is returned is kept as JSON and given back to `move_back`."""

    def move_back(self, *, absorbed: Resident, kept: Resident, moved: Mapping[str, Any]) -> None:
        """Put everything back as it was."""


class FactsProvider(Protocol):
    """Says what figures keep of somebody who is about to be forgotten: codes and numbers, never a word nor a date."""

    def __call__(self, *, resident: Resident) -> Mapping[str, Any]:
        """Give facts that JSON can keep and that lead back to nobody."""


class ErasingProvider(Protocol):
    """Erases what an application holds about somebody beyond the rows that go with hers."""

    def __call__(self, *, resident: Resident) -> None:
        """Erase it, in the transaction that erases her file, before her file goes."""


_held: Registry[HeldProvider] = Registry()
_chapters: Registry[ChapterProvider] = Registry()
_moving: Registry[Moving] = Registry()
_facts: Registry[FactsProvider] = Registry()
_erasing: Registry[ErasingProvider] = Registry()

register_held, forget_held = _held.register, _held.forget
register_chapters, forget_chapters = _chapters.register, _chapters.forget
register_moving, forget_moving = _moving.register, _moving.forget
register_facts, forget_facts = _facts.register, _facts.forget
register_erasing, forget_erasing = _erasing.register, _erasing.forget


def held_by_others(resident: Resident) -> list[tuple[str, HeldBlock]]:
    """Gather what every application above holds about somebody, each part with the key of its application."""
    return [(key, block) for key, collect in _held.items() for block in collect(resident=resident)]


def chapters_of(resident: Resident) -> dict[Chapter, list[str]]:
    """Gather the sentences of « mon parcours », by chapter."""
    told: dict[Chapter, list[str]] = {chapter: [] for chapter in Chapter}
    for _key, provider in _chapters.items():
        for chapter, sentence in provider(resident=resident):
            told[chapter].append(sentence)
    return told


def against_moving(*, absorbed: Resident, kept: Resident) -> Decision:
    """Gather what stands against making two files one."""
    return ALLOWED & all_of(each.against(absorbed=absorbed, kept=kept) for _key, each in _moving.items())


def move_all(*, absorbed: Resident, kept: Resident) -> dict[str, Any]:
    """Have every application move what it holds."""
    return {key: dict(each.move(absorbed=absorbed, kept=kept)) for key, each in _moving.items()}


def move_all_back(*, absorbed: Resident, kept: Resident, moved: Mapping[str, Any]) -> None:
    """Have every application put back what it moved, the last one first."""
    for key, each in reversed(list(_moving.items())):
        if key in moved:
            each.move_back(absorbed=absorbed, kept=kept, moved=moved[key])


def facts_of(resident: Resident) -> dict[str, Any]:
    """Gather what figures keep of somebody, by application."""
    return {key: facts for key, each in _facts.items() if (facts := dict(each(resident=resident)))}


def erase_elsewhere(resident: Resident) -> None:
    """Have every application erase what does not go with her file."""
    for _key, erase in _erasing.items():
        erase(resident=resident)


class Door(NamedTuple):
    """A page that another application has about somebody: her pathway, her referrals. `is_main`: what one comes for."""

    label: str
    url: str
    detail: str = ""
    is_main: bool = False


class DoorsProvider(Protocol):
    """Says what another application lets a professional open about somebody; no more than what she may see."""

    def __call__(self, *, resident: Resident, user: User) -> Iterable[Door]:
        """List the pages, in a constant number of queries."""


class ReferentsProvider(Protocol):
    """Says who accompanies somebody, where one is named: what comes for her goes to them first."""

    def __call__(self, *, resident: Resident) -> Iterable[Membership]:
        """List them; none where nobody is named."""


_doors: Registry[DoorsProvider] = Registry()
_referents: Registry[ReferentsProvider] = Registry()

register_doors, forget_doors = _doors.register, _doors.forget
register_referents, forget_referents = _referents.register, _referents.forget


def doors_of(resident: Resident, user: User) -> list[Door]:
    """Gather what every application offers about somebody."""
    return [door for _key, provider in _doors.items() for door in provider(resident=resident, user=user)]


def referents_of(resident: Resident) -> list[Membership]:
    """Gather who accompanies somebody, as the applications above know it."""
    return [each for _key, provider in _referents.items() for each in provider(resident=resident)]
