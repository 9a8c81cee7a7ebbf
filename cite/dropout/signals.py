"""What is announced about signs."""

from django.dispatch import Signal

replay_asked = (
    Signal()
)  # replay: somebody asked to try thresholds on the past, in the transaction that keeps it
alert_closed = Signal()  # alert: a person said what she did of an alert, in the same transaction
