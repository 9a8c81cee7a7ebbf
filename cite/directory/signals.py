"""What the directory announces."""

from django.dispatch import Signal

import_asked = (
    Signal()
)  # asked: somebody asked for the import of a directory, in the transaction that keeps it
