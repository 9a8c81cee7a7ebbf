"""Work over many records without looking all the time for objects that hold one another: records make none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS_BETWEEN = 50_000


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for such objects far less often until the work is done: looking took a quarter of its time.

    They are still looked for, so that what does make them fills no memory.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
