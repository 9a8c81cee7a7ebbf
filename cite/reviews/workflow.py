"""The life of what a review decided."""

from cite.core.workflow import Workflow, arrow
from cite.reviews.enums import TaskState as S

TASK = Workflow(
    states=tuple(S),
    transitions=(
        arrow("finish", S.OPEN, S.DONE),
        arrow("drop", S.OPEN, S.DROPPED),
        arrow("reopen", (S.DONE, S.DROPPED), S.OPEN),
    ),
)
