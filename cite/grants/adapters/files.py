"""Who reads the documents of files: whoever may see the file they are joined to."""

from __future__ import annotations

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.files.enums import FileObjection
from cite.files.models import StoredFile
from cite.grants.models import Attachment
from cite.grants.permissions.applications import visible_applications


def can_read_attachment(user: User, file: StoredFile) -> Decision:
    """Let the team of the carrier, the desk, the funders and the advisers of a file read its documents."""
    holders = Attachment.objects.filter(file=file).values("application_id")
    may = visible_applications(user, file.territory).filter(pk__in=holders).exists()
    return unless(may, FileObjection.NOT_OWNER)
