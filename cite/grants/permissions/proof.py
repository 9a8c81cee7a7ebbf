"""Who takes the proof of an action: those who answer for the money, never whoever stands apart from the file."""

from __future__ import annotations

from cite.accounts.models import User
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.grants.enums.proof import ProofObjection
from cite.grants.models import Application
from cite.grants.permissions.applications import Standing, standings


def can_take_proof(
    user: User, application: Application, as_what: frozenset[Standing] | None = None
) -> Decision:
    """Give the proof to the co-pilots, the coordination and the funders of the file."""
    as_what = standings(user, application) if as_what is None else as_what
    manages = Standing.DESK in as_what and is_manager(user, application.territory)
    return unless(manages or Standing.FUNDER in as_what, ProofObjection.NOT_FOR_PROOF)
