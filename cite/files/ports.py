"""Where applications above say what a kind of file is, and who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cite.core.decisions import Decision

if TYPE_CHECKING:
    from cite.accounts.models import User
    from cite.files.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePurpose:
    """What files are kept for. `can_read` decides alone: who deposited a file may have left since."""

    key: str
    label: str
    can_read: Callable[[User, StoredFile], Decision]


_purposes: dict[str, FilePurpose] = {}


def register(purpose: FilePurpose) -> None:
    """Declare a purpose; files of a purpose that nobody declared are read by their owner only."""
    _purposes[purpose.key] = purpose


def purpose_named(key: str) -> FilePurpose | None:
    """Find what was declared about a purpose."""
    return _purposes.get(key)
