"""The reference that Dauphin gives a file: « DA » and eight digits, maybe followed by the number of an action."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"(?:DA)?(\d{8})(?:-(\d*))?")


def read_reference(text: str) -> str | None:
    """Read a reference as people paste it: « DA00123456-2 »; none where it is not one."""
    found = _REFERENCE.fullmatch(re.sub(r"\s", "", text).upper())
    if found is None or not text.isascii() or len(text) > 30:
        return None
    action = f"-{found.group(2)}" if found.group(2) else ""
    reference = f"DA{found.group(1)}{action}"
    return reference if len(reference) <= 20 else None
