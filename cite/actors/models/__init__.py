"""Organizations, their place in a Cité, and the people who act for them."""

from cite.actors.models.commitments import Commitment, CommitmentIsFinal, CommitmentText
from cite.actors.models.joint import JointAgreement, JointVersion
from cite.actors.models.keys import AccessKey
from cite.actors.models.memberships import Invitation, JoinRequest, Membership
from cite.actors.models.merging import Duplicate, Merge
from cite.actors.models.organizations import Organization
from cite.actors.models.partners import Partner
from cite.actors.models.places import Contact, Network, Site

__all__ = [
    "AccessKey",
    "Commitment",
    "CommitmentIsFinal",
    "CommitmentText",
    "Contact",
    "Duplicate",
    "Invitation",
    "JoinRequest",
    "JointAgreement",
    "JointVersion",
    "Membership",
    "Merge",
    "Network",
    "Organization",
    "Partner",
    "Site",
]
