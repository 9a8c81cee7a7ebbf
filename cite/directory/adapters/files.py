"""Who may have the files of the directory."""

from cite.accounts.models import User
from cite.core.decisions import Decision
from cite.directory.permissions import can_moderate
from cite.files.models import StoredFile


def can_read_import(user: User, file: StoredFile) -> Decision:
    """Let those who import have the files of imports and their reports."""
    return can_moderate(user, file.territory)
