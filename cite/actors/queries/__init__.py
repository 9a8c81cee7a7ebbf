"""What is read of the actors."""

from cite.actors.queries.memberships import memberships_of, roles_from_memberships

__all__ = ["memberships_of", "roles_from_memberships"]
