"""What the residents announce, in the transaction that did it."""

from django.dispatch import Signal

sharing_given = Signal()
"""Sent with `sharing`: she lets a structure see her file."""

sharing_stopped = Signal()
"""Sent with `sharing`: a structure sees nothing more through it, from this second."""

reach_asked = Signal()
"""Sent with `residents` (the identifiers of the files it leads to, often none), `asked_by` and `reason`."""
