"""What is said of a link that opens nothing any more: facts in, one reason out."""

from __future__ import annotations

from cite.referrals.enums.links import LinkEnd
from cite.referrals.enums.referrals import ReferralState

_BY_STATE = {
    ReferralState.REFUSED: LinkEnd.REFUSED,
    ReferralState.CANCELED: LinkEnd.TAKEN_BACK,
    ReferralState.DECLINED: LinkEnd.TAKEN_BACK,
    ReferralState.EXPIRED: LinkEnd.UNANSWERED,
}


def link_end(state: str, *, is_given_back: bool, is_replaced: bool) -> LinkEnd:
    """Tell why a link is closed. What became of the referral is told to its last link alone, not to a wrong holder."""
    if is_given_back:
        return LinkEnd.GIVEN_BACK
    return LinkEnd.REPLACED if is_replaced else _BY_STATE.get(ReferralState(state), LinkEnd.LATE)
