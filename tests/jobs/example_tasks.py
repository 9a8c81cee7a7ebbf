"""Tasks that only tests run. They leave their traces in a file: it sees what every process did."""

import os
import time
from pathlib import Path

from django_tasks import task

from cite.core.decisions import Decision, Refused
from cite.jobs.enums import JobObjection, JobStatus
from cite.jobs.models import Job, PeriodicTask
from cite.jobs.operations import report_progress
from cite.tenancy.models import Territory


def leave_trace(path: str, line: str) -> None:
    """Append a line, whole, whatever other processes append."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


@task
def add(first: int, second: int) -> int:
    return first + second


@task
def trace(path: str, line: str) -> None:
    leave_trace(path, line)


@task(takes_context=True)
def count_slowly(context, path: str, total: int) -> int:
    job_id = context.task_result.id
    for number in range(1, total + 1):
        report_progress(job_id=job_id, done=number, total=total, label="compte")
        time.sleep(0.05)
    leave_trace(path, f"end {context.attempt}")
    return total


@task
def fail_with(address: str) -> None:
    """Fail as code does: with people's data in the message."""
    try:
        raise KeyError(address)
    except KeyError as error:
        raise ValueError(f"no such address: {address}") from error


@task
def fail_until(path: str, attempt: int) -> str:
    """Succeed once there are enough traces."""
    leave_trace(path, "try")
    if len(Path(path).read_text().splitlines()) < attempt:
        raise ConnectionError
    return "at last"


@task
def refuse() -> None:
    raise Refused(Decision((JobObjection.NOT_OVER,)))


@task(takes_context=True)
def lose_its_job_then_fail(context) -> None:
    """Break once an administrator canceled the job."""
    canceled = {"status": JobStatus.CANCELED, "lease": None, "leased_until": None}
    Job.objects.filter(uuid=context.task_result.id).update(**canceled)
    raise ValueError


@task
def return_too_much() -> str:
    return "x" * 20_000


@task
def name_the_territory() -> list[str]:
    """Tell which territory is open, through a scoped table."""
    from django_scopes import get_scope

    territory = get_scope().get("territory")
    return [territory.slug] if isinstance(territory, Territory) else []


@task
def write_then_fail() -> None:
    from django.db import transaction

    from cite.core.dates import now

    with transaction.atomic():
        PeriodicTask.objects.create(name="half written", next_run_at=now())
        raise RuntimeError
