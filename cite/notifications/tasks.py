"""What workers do about messages: send them, and forget them."""

from datetime import timedelta

from django_tasks import task
from django_tasks.base import TaskContext

from cite.core.periodic import periodic
from cite.notifications import operations


@periodic(every=timedelta(minutes=1))
@task(takes_context=True, priority=50)
def send_messages(context: TaskContext) -> int:
    """Send what may leave now: enqueued with each message, and every minute for what had to wait."""
    operations.postpone_late_messages()
    operations.gather_digests()
    return operations.send_due_messages(job_id=context.task_result.id)


@periodic(every=timedelta(days=1))
@task
def forget_old_messages() -> int:
    """Erase the texts that have left for long, and later the rows."""
    return operations.forget_old_messages()
