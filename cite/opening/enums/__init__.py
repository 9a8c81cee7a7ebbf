"""The vocabulary of opening a Cité, and of putting it in service."""

from cite.opening.enums.opening import OpeningAct, OpeningObjection, OpeningState, Step
from cite.opening.enums.service import (
    ComplianceKind,
    MissingPiece,
    ServiceAct,
    ServiceObjection,
    ServiceState,
)

__all__ = [
    "ComplianceKind",
    "MissingPiece",
    "OpeningAct",
    "OpeningObjection",
    "OpeningState",
    "ServiceAct",
    "ServiceObjection",
    "ServiceState",
    "Step",
]
