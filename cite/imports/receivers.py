"""What imports do when they hear of it: confirmed columns start the work."""

from typing import Any

from django.dispatch import receiver

from cite.imports import operations
from cite.imports.models import ImportDraft
from cite.imports.signals import columns_confirmed
from cite.imports.tasks import run_import


@receiver(columns_confirmed)
def enqueue_import(sender: type[ImportDraft], draft: ImportDraft, **kwargs: Any) -> None:
    """Enqueue the work, in the transaction that confirms the columns."""
    job = run_import.enqueue(str(draft.uuid))
    operations.record_job(draft=draft, job_id=job.id)
