"""State machines as tables: from, to, who, unless. The documentation's diagrams come from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


class UnknownTransition(LookupError):
    """Nobody may take this arrow: it is not in the table."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow of a life: its name, where it starts, where it ends, and who may take it (empty: the machine)."""

    name: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str] = field(default_factory=frozenset)


def arrow(name: str, sources: Iterable[str] | str, target: str, roles: Iterable[str] = ()) -> Transition:
    """Write one line of the table."""
    sources = (sources,) if isinstance(sources, str) else sources
    return Transition(name, frozenset(str(s) for s in sources), str(target), frozenset(str(r) for r in roles))


@dataclass(frozen=True, slots=True)
class Workflow:
    """The life of a thing: its states (first is the start) and every arrow between them."""

    states: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        known = set(self.states)
        for transition in self.transitions:
            unknown = (set(transition.sources) | {transition.target}) - known
            if unknown:
                raise ValueError(f"transition {transition.name}: unknown states {sorted(unknown)}")

    def target(self, name: str, source: str) -> str:
        """Say where an arrow leads from a state.

        Raises:
            UnknownTransition: the table has no such arrow from this state.
        """
        for transition in self.transitions:
            if transition.name == name and source in transition.sources:
                return transition.target
        raise UnknownTransition(f"{name} from {source}")

    def allows(self, name: str, source: str) -> bool:
        """Say whether an arrow starts from a state."""
        return any(t.name == name and source in t.sources for t in self.transitions)

    def sources_of(self, name: str) -> frozenset[str]:
        """List the states an arrow may start from, to guard an UPDATE in the database."""
        return frozenset().union(*(t.sources for t in self.transitions if t.name == name))

    def terminal_states(self) -> frozenset[str]:
        """List the states nothing leaves."""
        leaving = (
            frozenset().union(*(t.sources for t in self.transitions)) if self.transitions else frozenset()
        )
        return frozenset(self.states) - leaving

    def mermaid(self) -> str:
        """Draw the table, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.states[0]}"]
        lines += [
            f"    {s} --> {t.target} : {t.name}"
            for t in self.transitions
            for s in self.states
            if s in t.sources
        ]
        lines += [f"    {state} --> [*]" for state in self.states if state in self.terminal_states()]
        return "\n".join(lines)
