"""Two at the same instant: the database stops one, of whom nothing is kept, and who passes right after."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError

_STOPPED = frozenset({"40P01", "23503"})
"""What PostgreSQL says (SQLSTATE) of two that each hold what the other waits for, and of a row that was added to, or
taken away, while it was leant on. SQLite has one writer at a time: neither happens."""
_MOMENT = 0.1
"""Seconds that are left to the other."""
_Done = TypeVar("_Done")


def let_pass(work: Callable[[], _Done]) -> _Done:
    """Do the one operation call of a page; once more, where the database stopped it to let somebody else pass."""
    try:
        return work()
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") not in _STOPPED:
            raise
    time.sleep(_MOMENT)
    return work()
