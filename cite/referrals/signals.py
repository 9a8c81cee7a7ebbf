"""What referrals and introductions announce."""

from django.dispatch import Signal

referral_changed = Signal()
"""`referral`, `kind` (an `EventKind`): something happened to it, in the transaction of whoever did it."""
introduction_changed = Signal()
"""`introduction`: where it stands has changed, in the transaction of whoever did it."""
