"""What follows when somebody asks to try thresholds: they are tried in the background."""

from typing import Any

from django.dispatch import receiver

from cite.dropout.models import Replay
from cite.dropout.operations.thresholds import record_replay_job
from cite.dropout.signals import replay_asked
from cite.dropout.tasks import try_thresholds


@receiver(replay_asked)
def enqueue_replay(sender: type[Replay], replay: Replay, **kwargs: Any) -> None:
    """Enqueue the work, in the transaction that asks for it."""
    job = try_thresholds.enqueue(str(replay.uuid))
    record_replay_job(asked=replay, job_id=job.id)
