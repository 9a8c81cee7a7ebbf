"""The life of thresholds: prepared by those who manage, in force with both agreements."""

from cite.accounts.enums import CO_PILOTS, Role
from cite.core.workflow import Workflow, arrow
from cite.dropout.enums.signs import ThresholdState as S

THRESHOLDS = Workflow(
    states=(S.DRAFT, S.IN_FORCE, S.REPLACED, S.ABANDONED),
    transitions=(
        arrow("adopt", S.DRAFT, S.IN_FORCE, CO_PILOTS),
        arrow("replace", S.IN_FORCE, S.REPLACED),
        arrow("abandon", S.DRAFT, S.ABANDONED, CO_PILOTS | {Role.COORDINATOR}),
    ),
)
