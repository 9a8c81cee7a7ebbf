"""What is announced about signs."""

from django.dispatch import Signal

replay_asked = Signal()
"""`replay`: somebody asked to try thresholds on the past, in the transaction that keeps it."""
