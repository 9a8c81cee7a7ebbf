"""The vocabulary of the actors."""

from cite.actors.enums.commitments import CommitmentAct, CommitmentKind, CommitmentObjection, TextState
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
from cite.actors.enums.people import (
    AccessObjection,
    HabilitationObjection,
    InvitationState,
    JoinRequestState,
    LegalTitle,
    MemberObjection,
    MembershipState,
    PeopleAct,
    PilotSide,
    RoleObjection,
)

__all__ = [
    "AccessObjection",
    "CommitmentAct",
    "CommitmentKind",
    "CommitmentObjection",
    "HabilitationObjection",
    "InvitationState",
    "JoinRequestState",
    "MemberObjection",
    "PeopleAct",
    "PilotSide",
    "RoleObjection",
    "TextState",
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
