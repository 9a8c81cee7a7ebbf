"""Who reads and writes what keeps somebody from work: freins."""

from __future__ import annotations

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.pathways.enums.content import ObstacleObjection
from cite.pathways.models import Pathway
from cite.pathways.permissions.pathways import can_write_pathway
from cite.residents.enums.sharing import Part
from cite.residents.permissions.people import sight_of


def can_read_obstacles(user: User, pathway: Pathway) -> Decision:
    """Let her read freins: an open sharing that shows them, a legal title, a habilitation."""
    shown = sight_of(user, pathway.resident).sees(Part.OBSTACLES)
    return unless(shown, ObstacleObjection.NOT_SHOWN)


def can_write_obstacles(user: User, pathway: Pathway) -> Decision:
    """Let her write freins where she reads them."""
    return can_write_pathway(user, pathway) & can_read_obstacles(user, pathway)
