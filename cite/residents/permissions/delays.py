"""Who prepares the delays of a Cité, and who agrees to them."""

from __future__ import annotations

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot, can_work_here
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.residents.enums.delays import DelayObjection
from cite.tenancy.models import Territory


def can_prepare_delays(user: User, territory: Territory | None) -> Decision:
    """Let the coordination and the co-pilots read and prepare delays."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), DelayObjection.MANAGERS_ONLY
    )


def can_agree_to_delays(user: User, territory: Territory | None) -> Decision:
    """Let each co-pilot agree to delays."""
    return unless(bool(can_co_pilot(user, territory)), DelayObjection.CO_PILOTS_ONLY)
