"""Who sets how the offer is found, and who reads what was looked for in vain."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.directory.enums.finding import FindingObjection
from cite.directory.models import UnmetNeed
from cite.tenancy.models import Territory


def can_set_search(user: User, territory: Territory | None) -> Decision:
    """Let the co-pilots and the coordination say what words mean."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), FindingObjection.NOT_MODERATOR
    )


def visible_unmet_needs(user: User, territory: Territory | None) -> QuerySet[UnmetNeed]:
    """List what was looked for in vain, for those who set the search."""
    needs = UnmetNeed.objects.filter(territory=territory)
    return needs if can_set_search(user, territory) else needs.none()
