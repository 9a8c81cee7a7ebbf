"""What the outbox announces."""

from django.dispatch import Signal

message_queued = Signal()
"""Sent inside the transaction that queues a message to be sent as soon as possible."""
