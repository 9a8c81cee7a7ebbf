"""What the actors announce to the applications above them."""

from django.dispatch import Signal

membership_left = Signal()
"""Sent with `membership`, `successor` (a membership of the same organization, or None) and `by`, in the transaction:
what she held passes to her successor."""
