"""Organizations, their place in a Cité, and the people who act for them."""

from cite.actors.models.memberships import Membership
from cite.actors.models.organizations import Organization
from cite.actors.models.partners import Partner

__all__ = ["Membership", "Organization", "Partner"]
