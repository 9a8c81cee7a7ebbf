"""What the call for projects announces."""

from django.dispatch import Signal

book_asked = Signal()  # book: somebody asked for the book of a committee, in the transaction that keeps it
