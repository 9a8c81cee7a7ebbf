"""What referrals announce."""

from django.dispatch import Signal

referral_changed = Signal()
"""`referral`, `kind` (an `EventKind`): something happened to it, in the transaction of whoever did it."""
