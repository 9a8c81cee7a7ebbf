"""The life of what people report, as a table: from, to, who."""

from cite.accounts.enums import Role
from cite.core.workflow import Workflow, arrow
from cite.portals.enums import ProblemState as P

ANSWERING = frozenset({Role.COORDINATOR})
"""Who answers, with the administrators of the platform, who have no role in a Cité."""

PROBLEM = Workflow(
    states=tuple(P),
    transitions=(
        arrow("take", (P.NEW, P.SEEN), P.SEEN, ANSWERING),  # taken from whoever let it wait, too
        arrow("answer", (P.NEW, P.SEEN), P.SOLVED, ANSWERING),
    ),
)
"""Erased a year after the answer; where none came, a year after the report (`operations.py`)."""
