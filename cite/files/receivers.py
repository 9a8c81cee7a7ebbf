"""What files do when they hear of it: an upload in quarantine is examined."""

from typing import Any

from django.dispatch import receiver

from cite.files.models import StoredFile
from cite.files.signals import file_quarantined
from cite.files.tasks import scan_file


@receiver(file_quarantined)
def enqueue_scan(sender: type[StoredFile], file: StoredFile, **kwargs: Any) -> None:
    """Enqueue the examination, in the transaction that keeps the file."""
    scan_file.enqueue(str(file.uuid))
