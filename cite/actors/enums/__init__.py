"""The vocabulary of the actors."""

from cite.actors.enums.organizations import (
    ChainLink,
    DuplicateState,
    IdentifierProblem,
    LegalForm,
    Likeness,
    ListField,
    OrganizationAct,
    OrganizationKind,
    OrganizationObjection,
    PartnerState,
)
from cite.actors.enums.people import LegalTitle, MembershipState

__all__ = [
    "ChainLink",
    "DuplicateState",
    "IdentifierProblem",
    "LegalForm",
    "Likeness",
    "ListField",
    "OrganizationAct",
    "OrganizationObjection",
    "LegalTitle",
    "MembershipState",
    "OrganizationKind",
    "PartnerState",
]
