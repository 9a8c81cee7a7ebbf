"""What stands behind the link of an invitation."""

from __future__ import annotations

from cite.accounts.models import Link, User
from cite.actors.enums import InvitationState, PartnerState
from cite.actors.models import Invitation
from cite.core.dates import now


def invitation_of(link: Link | None) -> Invitation | None:
    """Find the invitation a valid link opens, while it waits for an answer."""
    if link is None:
        return None
    rows = Invitation.objects.select_related("partner__organization", "invited_by", "territory")
    return rows.filter(
        uuid=link.target_uuid,
        state=InvitationState.PENDING,
        expires_at__gt=now(),
        partner__state=PartnerState.ACTIVE,
    ).first()


def has_account(email: str) -> bool:
    """Say whether an address has an account."""
    return User.objects.filter(email=email).exists()
