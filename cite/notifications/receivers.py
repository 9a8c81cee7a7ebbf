"""What messages follow: something to send wakes a worker."""

from typing import Any

from django.dispatch import receiver

from cite.jobs.enums import JobStatus
from cite.jobs.models import Job
from cite.notifications.signals import message_queued
from cite.notifications.tasks import send_messages


@receiver(message_queued)
def wake_a_worker(sender: Any, **kwargs: Any) -> None:
    """Enqueue the sending in the same transaction, once: a run sends everything that is due.

    A run that already started may have looked before this transaction commits: only one that waits will do.
    """
    if not Job.objects.filter(task_path=send_messages.module_path, status=JobStatus.WAITING).exists():
        send_messages.enqueue()
