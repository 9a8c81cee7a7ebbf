"""Organizations, their place in a Cité, and the people who act for them."""

from cite.actors.models.memberships import Membership
from cite.actors.models.merging import Duplicate, Merge
from cite.actors.models.organizations import Organization
from cite.actors.models.partners import Partner
from cite.actors.models.places import Contact, Network, Site

__all__ = ["Contact", "Duplicate", "Membership", "Merge", "Network", "Organization", "Partner", "Site"]
