"""What files announce."""

from django.dispatch import Signal

file_quarantined = Signal()  # file: an upload waits for the antivirus, in the transaction that keeps it
file_condemned = Signal()  # file: the antivirus found a virus, or could not read it; in the same transaction
