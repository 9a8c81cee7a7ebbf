"""The life of a meeting, and of what it decides."""

from cite.accounts.enums import CO_PILOTS
from cite.core.workflow import Workflow, arrow
from cite.meetings.enums import DecisionState as D
from cite.meetings.enums import MeetingState as S
from cite.meetings.ports import ORGANIZERS

MEETING = Workflow(
    states=tuple(S),
    transitions=(
        arrow("convene", S.DRAFT, S.CONVENED, ORGANIZERS),
        arrow("hold", (S.DRAFT, S.CONVENED), S.HELD, ORGANIZERS),  # from a draft: convened by other means
        arrow("approve", S.HELD, S.CLOSED, CO_PILOTS),
        arrow("reopen", S.CLOSED, S.HELD, CO_PILOTS),
        arrow("cancel", (S.DRAFT, S.CONVENED), S.CANCELED, ORGANIZERS),
    ),
)
PREPARING = frozenset({S.DRAFT, S.CONVENED})
WRITING = frozenset({S.CONVENED, S.HELD})

DECISION = Workflow(
    states=tuple(D),
    transitions=(
        arrow("begin", D.OPEN, D.IN_PROGRESS),
        arrow("finish", (D.OPEN, D.IN_PROGRESS), D.DONE),
        arrow("drop", (D.OPEN, D.IN_PROGRESS), D.DROPPED),
        arrow("reopen", (D.IN_PROGRESS, D.DONE, D.DROPPED), D.OPEN),
    ),
)
