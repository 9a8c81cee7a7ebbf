"""Who writes the budget of a file: its carrier, as long as the file is open to her."""

from __future__ import annotations

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.grants.enums import BudgetAccessObjection
from cite.grants.models import Application
from cite.grants.permissions.applications import Standing, standings


def can_edit_budget(user: User, application: Application) -> Decision:
    """Let the carrier write, while the file is a draft or sent back to be completed."""
    is_carrier = Standing.CARRIER in standings(user, application)
    return unless(is_carrier, BudgetAccessObjection.CARRIER_ONLY) & unless(
        application.is_editable, BudgetAccessObjection.CLOSED
    )
