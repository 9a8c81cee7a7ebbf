"""Background work for the tests."""

from cite.core.dates import now
from cite.jobs.management.worker import run_next_job
from cite.jobs.models import Job


def make_job(task_path: str = "tests.jobs.example_tasks.add", **fields) -> Job:
    """Write down a job that is due."""
    return Job.objects.create(
        task_path=task_path,
        **{"args": [1, 2], "queue": "default", "run_after": now(), "max_attempts": 3} | fields,
    )


def run_waiting_jobs(limit: int = 100) -> int:
    """Do, here and now, what a worker would do; tells how many jobs ran."""
    done = 0
    while done < limit and run_next_job(worker="test"):
        done += 1
    return done
