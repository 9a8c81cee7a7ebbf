"""What makes a link valid."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from cite.accounts.enums import LinkObjection
from cite.core.decisions import ALLOWED, Decision, unless

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""256 bits drawn at random, as an address can carry them."""

LINK_MAX_LIFE = timedelta(days=366)


def token_fingerprint(token: str) -> str | None:
    """Give what is kept of a token; none when it does not even look like one."""
    return sha256(token.encode()).hexdigest() if TOKEN.fullmatch(token) else None


def link_decision(
    expires_at: datetime, used_at: datetime | None, revoked_at: datetime | None, at: datetime
) -> Decision:
    """Decide whether a link may still serve; the most telling reason alone."""
    if used_at is not None:
        return Decision((LinkObjection.USED,))
    if revoked_at is not None:
        return Decision((LinkObjection.REVOKED,))
    return ALLOWED if at < expires_at else Decision((LinkObjection.EXPIRED,))


def expiry_decision(expires_at: datetime, at: datetime) -> Decision:
    """Refuse a link that is born dead, or that nearly never dies."""
    return unless(at < expires_at <= at + LINK_MAX_LIFE, LinkObjection.BAD_EXPIRY)
