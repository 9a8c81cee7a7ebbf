"""Who rules what the machine does not decide: the co-pilots, unless they declared a link with the carrier."""

from __future__ import annotations

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot
from cite.core.decisions import Decision, unless
from cite.grants.enums import RulingObjection
from cite.grants.models import Application
from cite.grants.permissions.applications import Standing, standings


def can_rule(user: User, application: Application) -> Decision:
    """Let a co-pilot who reviews a file rule its points; not of her own organization's, nor with a declared link."""
    held = standings(user, application)
    may = bool(can_co_pilot(user, application.territory)) and Standing.DESK in held
    return unless(may and Standing.CARRIER not in held, RulingObjection.CO_PILOTS_RULE)
