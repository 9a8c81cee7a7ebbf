"""A part of a file, as players ask for it (RFC 9110, section 14)."""

from __future__ import annotations

import re

_ONE_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """Read which bytes are asked: the first and the last; None where all of them are.

    Raises:
        ValueError: there are no such bytes.
    """
    found = _ONE_RANGE.fullmatch(asked.strip())
    if found is None or found[0] == "bytes=-":
        return None  # another unit, several parts, or none: the whole is always a right answer
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
        if int(last) == 0:
            raise ValueError("nothing asked")
        return start, end
    start, end = int(first), min(int(last) if last else size - 1, size - 1)
    if last and int(last) < start:
        return None  # not a range at all: passed over, says the standard
    if start >= size:
        raise ValueError("beyond the end")
    return start, end
