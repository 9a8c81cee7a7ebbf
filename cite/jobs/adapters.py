"""The django-tasks backend that keeps tasks in our table, under a lease.

And what background work tells administrators on their home page: a periodic task was given up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from cite.accounts.permissions import can_administer
from cite.jobs.enums import JobStatus
from cite.jobs.models import Job
from cite.jobs.operations import enqueue_job
from cite.jobs.queries import periodic_tasks
from cite.ui.waiting import Waiting

MAX_ATTEMPTS = 3

_STATUSES = {
    JobStatus.WAITING: TaskResultStatus.READY,
    JobStatus.RUNNING: TaskResultStatus.RUNNING,
    JobStatus.DONE: TaskResultStatus.SUCCESSFUL,
    JobStatus.FAILED: TaskResultStatus.FAILED,
    JobStatus.CANCELED: TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    """Enqueues in the caller's transaction; `manage.py run_worker` does the work."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task, args: tuple[Any, ...], kwargs: dict[str, Any]) -> TaskResult:
        """Write the call down; it runs once the caller's transaction commits."""
        self.validate_task(task)
        blank = _task_result(task, Job(args=args, kwargs=kwargs))
        job = enqueue_job(
            task_path=task.module_path,
            args=blank.args,
            kwargs=blank.kwargs,
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after,
            max_attempts=MAX_ATTEMPTS,
        )
        return _task_result(task, job)

    def get_result(self, result_id: str) -> TaskResult:
        """Find a call by the identifier that `enqueue` returned.

        Raises:
            TaskResultDoesNotExist: no such job, it was forgotten since, or this version has no such task.
        """
        try:
            job = Job.objects.get(uuid=result_id)
            task = import_string(job.task_path)
        except (Job.DoesNotExist, ValidationError, ImportError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return _task_result(task, job)


def _task_result(task: Task, job: Job) -> TaskResult:
    """Tell a job in the vocabulary of django-tasks."""
    error_path = job.trace.rpartition("\n")[2]
    result = TaskResult(
        task=task,
        id=str(job.uuid),
        status=_STATUSES[JobStatus(job.status)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=error_path, traceback=job.trace)] if job.trace else [],
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result


def periodic_tasks_given_up(request: HttpRequest) -> Iterator[Waiting]:
    """Tell administrators how many tasks that come back by themselves did not do their last turn."""
    if not can_administer(request.user):
        return
    if count := periodic_tasks().filter(has_failed=True).count():
        yield Waiting(
            label=str(_("Des tâches périodiques ont échoué")),
            detail=str(
                _("Regardez leur trace, relancez-les ; sinon elles repartent à leur prochain lancement.")
            ),
            url=f"{reverse('jobs:jobs')}?etat={JobStatus.FAILED}",
            count=count,
            is_urgent=True,
        )
