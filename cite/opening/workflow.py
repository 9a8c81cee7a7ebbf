"""The life of an opening, and of the putting in service of a Cité, as tables."""

from cite.accounts.enums import CO_PILOTS
from cite.core.workflow import Workflow, arrow
from cite.opening.enums import OpeningState, ServiceState

OPENING = Workflow(
    states=tuple(OpeningState.values),
    transitions=(
        arrow("open", OpeningState.IN_PROGRESS, OpeningState.OPENED, roles=["administrator"]),
        arrow("abandon", OpeningState.IN_PROGRESS, OpeningState.ABANDONED, roles=["administrator"]),
    ),
)

SERVICE = Workflow(
    states=tuple(ServiceState.values),
    transitions=(
        arrow(
            "agree", (ServiceState.TRAINING, ServiceState.SUSPENDED), ServiceState.AWAITING_OTHER, CO_PILOTS
        ),
        arrow("join", ServiceState.AWAITING_OTHER, ServiceState.IN_SERVICE, CO_PILOTS),
        arrow("withdraw", ServiceState.AWAITING_OTHER, ServiceState.TRAINING, CO_PILOTS),
        arrow("stay_suspended", ServiceState.AWAITING_OTHER, ServiceState.SUSPENDED, CO_PILOTS),
        arrow("suspend", ServiceState.IN_SERVICE, ServiceState.SUSPENDED, CO_PILOTS),
    ),
)
