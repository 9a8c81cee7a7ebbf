"""What accounts announce."""

from django.dispatch import Signal

new_device_seen = Signal()
"""Sent with `user`, `device` (« Firefox sur Windows ») and `at`, when a person signs in from a browser not seen yet."""

second_factor_changed = Signal()
"""Sent with `user` and `at`, when a way to sign in is added to an account or removed from it."""

email_changed = Signal()
"""Sent with `former` (an address) and `at`, when an account stops opening with an address."""
