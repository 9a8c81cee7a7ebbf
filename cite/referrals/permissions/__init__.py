"""Who sees which referrals and introductions, and who may do what to them."""

from cite.referrals.permissions.introductions import visible_introductions
from cite.referrals.permissions.referrals import visible_referrals

__all__ = ["visible_introductions", "visible_referrals"]
