"""What background work announces."""

from django.dispatch import Signal

job_stopped = Signal()
"""A job ended without its result: failed for good, or canceled. Sent with `job`, in the transaction of its end."""
