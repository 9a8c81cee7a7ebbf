"""Who may read a stored file: its owner, and nobody else."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.files.enums import FileObjection
from cite.files.models import StoredFile


def visible_files(user: User | AnonymousUser) -> QuerySet[StoredFile]:
    """List the files of a person in the current territory."""
    if not user.is_authenticated or not user.is_active:
        return StoredFile.objects.none()
    return StoredFile.objects.filter(owner=user).order_by("-created_at")


def can_read_file(user: User | AnonymousUser, file: StoredFile) -> Decision:
    """Allow the owner of a file to read it."""
    is_owner = user.is_authenticated and user.is_active and file.owner_id == user.pk
    return unless(is_owner, FileObjection.NOT_OWNER)
