"""The life of the appointment of a referent, as a table: from, to, who."""

from cite.accounts.enums import Role
from cite.core.workflow import Workflow, arrow
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
        arrow(
            "end", R.ACTIVE, R.ENDED
        ),  # the next one accepts, the sharing stops, she leaves, the pathway ends
    ),
)
