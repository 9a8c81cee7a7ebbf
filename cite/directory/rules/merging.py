"""Two people who write the same sheet at once: what each changed is kept, and what both changed is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]


def merge(seen: Facts, now: Facts, typed: Facts) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Compare what somebody typed with what she had seen and with what the sheet says now.

    Gives what her writing changes, and the fields on which another person wrote something else meanwhile. A field
    she left as she had seen it is not hers: what the other wrote there stays.
    """
    changes, conflicts = {}, []
    for name, value in typed.items():
        was, current = seen.get(name), now.get(name)
        if value == current or value == was:
            continue
        if current == was:
            changes[name] = value
        else:
            conflicts.append(name)
    return changes, tuple(conflicts)
