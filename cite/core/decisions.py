"""Decisions as values: a rule receives facts and says what stands against, all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Objection(Protocol):
    """One reason to refuse: an enum member whose label is the sentence people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule concludes: true when nothing stands against it, else every objection."""

    objections: tuple[Objection, ...] = ()

    def __bool__(self) -> bool:
        return not self.objections

    def __and__(self, other: Decision) -> Decision:
        seen = dict.fromkeys(self.objections + other.objections)
        return Decision(tuple(seen))

    @property
    def sentences(self) -> list[str]:
        """The objections as sentences, in the order they were found."""
        return [str(objection.label) for objection in self.objections]


ALLOWED = Decision()

_about_access: set[tuple[type, str]] = set()
_Objections = TypeVar("_Objections", bound=type)


def about_access(*names: str) -> Callable[[_Objections], _Objections]:
    """Declare, above an enumeration of objections, which answer people who lack a right: the journal keeps those."""

    def declare(objections: _Objections) -> _Objections:
        _about_access.update((objections, getattr(objections, name).value) for name in names)
        return objections

    return declare


def lacks_a_right(decision: Decision) -> bool:
    """Whether something stands against who asks, rather than against what is asked."""
    return any((type(objection), objection.value) in _about_access for objection in decision.objections)


refused_rights: ContextVar[list[Decision] | None] = ContextVar("refused_rights", default=None)
"""Where a request gathers what its operations refused for want of a right, whatever the page makes of it."""


def unless(condition: bool, objection: Objection) -> Decision:
    """Object unless the condition holds."""
    return ALLOWED if condition else Decision((objection,))


def all_of(decisions: Iterable[Decision]) -> Decision:
    """Keep the objections of every decision."""
    result = ALLOWED
    for decision in decisions:
        result &= decision
    return result


class Refused(Exception):
    """An operation that will not happen, with all its reasons."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        gathered = refused_rights.get()
        if gathered is not None and lacks_a_right(decision):
            gathered.append(decision)
        super().__init__(" ".join(decision.sentences))


def require(decision: Decision) -> None:
    """Stop an operation when something stands against it.

    Raises:
        Refused: with every objection of the decision.
    """
    if not decision:
        raise Refused(decision)
