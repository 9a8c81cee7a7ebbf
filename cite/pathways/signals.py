"""What pathways announce, in the transaction that did it."""

from django.dispatch import Signal

pathway_held = Signal()
"""Sent with `pathway`: somebody holds it to write in it. What follows from it waits for the end of the transaction."""
