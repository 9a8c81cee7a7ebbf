"""Who may see and steer an import: the person who brought the list, nobody else."""

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.imports.enums import ImportObjection
from cite.imports.models import ImportDraft
from cite.imports.ports import kind_named


def visible_drafts(user: User) -> QuerySet[ImportDraft]:
    """List the imports of a person in this Cité, latest first."""
    return ImportDraft.objects.filter(owner_id=user.pk).select_related("source", "result")


def can_steer_draft(user: User, draft: ImportDraft) -> Decision:
    """Confirm, cancel, delete: for the owner, as long as her role allows this kind of import."""
    return unless(draft.owner_id == user.pk, ImportObjection.NOT_OWNER) & kind_named(draft.kind).can_import(
        user, draft.territory
    )


def can_delete_draft(user: User, draft: ImportDraft) -> Decision:
    """Delete: for the owner, whatever became of her role."""
    return unless(draft.owner_id == user.pk, ImportObjection.NOT_OWNER)
