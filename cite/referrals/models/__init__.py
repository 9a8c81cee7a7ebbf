"""Introductions by relays, and referrals to services."""

from cite.referrals.models.introductions import Introduction
from cite.referrals.models.referrals import OutcomeNote, Referral, ReferralEvent

__all__ = ["Introduction", "OutcomeNote", "Referral", "ReferralEvent"]
