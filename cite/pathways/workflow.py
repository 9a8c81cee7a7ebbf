"""The lives of what a pathway holds, as tables: from, to, who."""

from cite.accounts.enums import Role
from cite.core.workflow import Workflow, arrow
from cite.pathways.enums.obstacles import StepState as S
from cite.pathways.enums.pathways import ReferentState as R

ACCOMPANYING = frozenset({Role.PRESCRIBER, Role.COORDINATOR})
"""Who follows people: roles that see them as people (`actors/rules/access.py`)."""

REFEREESHIP = Workflow(
    states=tuple(R),
    transitions=(
        arrow(
            "accept", R.PROPOSED, R.ACTIVE, ACCOMPANYING
        ),  # by whoever it was proposed to; ends the former one
        arrow("decline", R.PROPOSED, R.DECLINED, ACCOMPANYING),  # by whoever it was proposed to
        arrow("end", R.ACTIVE, R.ENDED),  # the next one accepts, the sharing stops, she leaves
    ),
)

STEP = Workflow(
    states=tuple(S),
    transitions=(
        arrow("begin", S.PLANNED, S.ONGOING, ACCOMPANYING),
        arrow("do", (S.PLANNED, S.ONGOING), S.DONE, ACCOMPANYING),
        arrow("drop", (S.PLANNED, S.ONGOING), S.DROPPED, ACCOMPANYING),
        arrow("resume", (S.ONGOING, S.DONE, S.DROPPED), S.PLANNED, ACCOMPANYING),
    ),
)
