"""What openings announce."""

from django.dispatch import Signal

data_wanted = Signal()  # draft: its reference data is to be loaded, in the transaction that asks for it
