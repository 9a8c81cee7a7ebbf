"""The process that runs jobs: some threads that work, and one that keeps their leases alive."""

from __future__ import annotations

import logging
import os
import socket
import threading
from contextlib import nullcontext
from contextvars import Context

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils.module_loading import import_string
from django_scopes import scope
from django_tasks.base import Task, TaskContext
from django_tasks.utils import normalize_json

from cite.jobs import operations
from cite.jobs.models import Job

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
PAUSE_AFTER_DATABASE_ERROR_SECONDS = 2.0
# Leases are renewed several times within their length: one slow write loses nothing.
RENEWALS_PER_LEASE = 5


def run_next_job(*, worker: str, queue: str = "") -> bool:
    """Take the next job that is due and run it to its end, good or bad; false when there is none."""
    job = operations.claim_job(worker=worker, queue=queue)
    if job is None:
        return False
    try:
        _run(job)
    except operations.JobInterrupted as interruption:
        logger.warning("job %s (%s) stopped: %s", job.uuid, job.task_path, type(interruption).__name__)
    return True


def _run(job: Job) -> None:
    """Run a job to its end.

    Raises:
        JobInterrupted: it was canceled, or is another worker's; however it ended here, that counts no more.
    """
    try:
        result = Context().run(_call_task, job)
        operations.finish_job(job=job, result=result)
    except operations.WorkerStopping:
        operations.put_back_job(job=job)
    except operations.JobInterrupted:
        raise
    except Exception as error:
        operations.fail_job(job=job, error=error)


def _call_task(job: Job) -> object:
    """Call the task in the territory where it was asked, in a context that owes nothing to the caller."""
    task = _task_of(job)
    context = [TaskContext(task_result=task.get_result(str(job.uuid)))] if task.takes_context else []
    territory = scope(territory=job.territory) if job.territory_id else nullcontext()
    with operations.in_hand(job=job), territory:
        return normalize_json(task.call(*context, *job.args, **job.kwargs))


def _task_of(job: Job) -> Task:
    """Find the code of a job.

    Raises:
        UnknownTask: this version has no such task.
    """
    try:
        task = import_string(job.task_path)
    except ImportError as error:
        raise operations.UnknownTask(job.task_path) from error
    if not isinstance(task, Task):
        raise operations.UnknownTask(job.task_path)
    return task


class WorkerProcess:
    """Runs jobs until it is asked to stop, or until nothing is due.

    A thread that waits looks for work twice a second, by one indexed read. The calling thread renews the
    leases, requeues what dead workers left, and enqueues periodic tasks.
    """

    def __init__(
        self, *, queue: str = "", concurrency: int = 1, until_empty: bool = False, once: bool = False
    ) -> None:
        self.queue = queue
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}"
        self.stops_when_idle = until_empty or once
        self.once = once
        self.stopping = threading.Event()
        self.crash: BaseException | None = None
        self.threads = [
            threading.Thread(target=self._work, name=f"{self.name}:{number}", daemon=True)
            for number in range(1, concurrency + 1)
        ]

    def run(self) -> None:
        """Work, and come back once every thread has stopped.

        Raises:
            BaseException: whatever stopped a thread against its will.
        """
        self._supervise()
        for thread in self.threads:
            thread.start()
        while any(thread.is_alive() for thread in self.threads):
            for thread in self.threads:
                thread.join(settings.JOBS_LEASE_SECONDS / RENEWALS_PER_LEASE / len(self.threads))
            self._supervise()
        operations.remove_worker(worker=self.name)
        if self.crash is not None:
            raise self.crash

    def stop(self) -> None:
        """Take no more jobs; those in hand go back at their next progress report, or are finished."""
        self.stopping.set()
        operations.stop_held_jobs()

    def _work(self) -> None:
        """Run one job after the other."""
        try:
            while not self.stopping.is_set():
                has_worked = self._run_one()
                if self.once or (self.stops_when_idle and not has_worked):
                    return
                if not has_worked:
                    self.stopping.wait(POLL_SECONDS)
        except BaseException as error:
            self.crash = error
            self.stopping.set()
        finally:
            connections.close_all()

    def _run_one(self) -> bool:
        """Run one job; a database that does not answer is waited for."""
        close_old_connections()
        try:
            return run_next_job(worker=threading.current_thread().name, queue=self.queue)
        except (OperationalError, InterfaceError) as error:
            if self.stops_when_idle:
                raise
            logger.warning("the database does not answer (%s): trying again", type(error).__name__)
            self.stopping.wait(PAUSE_AFTER_DATABASE_ERROR_SECONDS)
            return True

    def _supervise(self) -> None:
        """Show that this worker is alive, keep its leases, and do what no thread in particular must do."""
        close_old_connections()
        try:
            operations.renew_leases()
            operations.record_sign_of_life(worker=self.name, queue=self.queue)
            operations.put_back_abandoned_jobs()
            if not self.stopping.is_set():
                operations.enqueue_due_tasks()
        except (OperationalError, InterfaceError) as error:
            logger.warning("the database does not answer (%s): trying again", type(error).__name__)
