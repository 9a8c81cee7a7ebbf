"""The vocabulary of the actors."""

from cite.actors.enums.organizations import ChainLink, LegalForm, OrganizationKind, PartnerState
from cite.actors.enums.people import LegalTitle, MembershipState

__all__ = ["ChainLink", "LegalForm", "LegalTitle", "MembershipState", "OrganizationKind", "PartnerState"]
