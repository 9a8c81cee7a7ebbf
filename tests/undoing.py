"""Doing something of which nothing remains."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import transaction


class Undo(Exception):
    """What was done is undone, so that the next one finds the same world."""


@contextmanager
def undone() -> Iterator[None]:
    """Do something of which nothing remains."""
    with suppress(Undo), transaction.atomic():
        yield
        raise Undo
