"""What openings do when they hear of it: wanted data is loaded."""

from typing import Any

from django.dispatch import receiver

from cite.opening.models import OpeningDraft
from cite.opening.signals import data_wanted
from cite.opening.tasks import load_reference_data


@receiver(data_wanted)
def enqueue_loading(sender: type[OpeningDraft], draft: OpeningDraft, **kwargs: Any) -> None:
    """Enqueue the work, in the transaction that asks for it; the opening remembers which it is."""
    draft.data_job = load_reference_data.enqueue().id
