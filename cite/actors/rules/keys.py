"""What makes an access key valid."""

from __future__ import annotations

from datetime import date, timedelta

from cite.accounts.enums import Role
from cite.actors.enums.keys import KeyObjection as O
from cite.actors.enums.keys import KeyScope
from cite.core.decisions import ALLOWED, Decision, unless

LONGEST = timedelta(days=366)
MOST = 5
ROLES = frozenset({Role.CARRIER, Role.LEGAL_REPRESENTATIVE})
"""Who deposits files; administrators of an organization do too."""
WITH_PROGRAMS = ROLES | {Role.PRESCRIBER, Role.EMPLOYER}
"""Whose programs write something: files, or the sheets of the services of her organization."""


def creation_decision(ends_on: date, on: date, in_service: int) -> Decision:
    """Decide whether one more key may be created, until a day."""
    return unless(on <= ends_on <= on + LONGEST, O.BAD_END) & unless(in_service < MOST, O.TOO_MANY)


def use_decision(ends_on: date, on: date, *, is_revoked: bool) -> Decision:
    """Decide whether a key still serves; the most telling reason alone."""
    if is_revoked:
        return Decision((O.REVOKED,))
    return ALLOWED if on <= ends_on else Decision((O.EXPIRED,))


def writing_decision(scope: KeyScope | str) -> Decision:
    """Decide whether a key lets a program change something."""
    return unless(scope == KeyScope.READ_WRITE, O.READ_ONLY)
