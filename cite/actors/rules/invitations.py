"""How long an invitation waits, and what its link is called."""

from datetime import datetime, timedelta

INVITATION_PURPOSE = "actors.invitation"
INVITATION_LIFE = timedelta(days=14)
EXPIRES_SOON = timedelta(days=3)


def expires_soon(expires_at: datetime, at: datetime) -> bool:
    """Say whether an invitation that nobody answered is about to close."""
    return at < expires_at <= at + EXPIRES_SOON
