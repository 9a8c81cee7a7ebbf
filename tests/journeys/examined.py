"""What was examined already, by this process or by another of the same run: a page in one state is looked at once."""

from hashlib import sha256
from pathlib import Path

FOLDER: list[Path] = []
"""Where each state leaves its mark, for every process of the run."""


def is_first(*state: str) -> bool:
    """Tell whether nobody has taken this state yet, and take it; whoever takes it examines it, or fails."""
    try:
        (FOLDER[-1] / sha256("\0".join(state).encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
