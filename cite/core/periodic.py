"""The tasks that come back by themselves: applications declare them, the workers of `cite.jobs` keep time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django_tasks.base import Task


@dataclass(frozen=True, slots=True)
class PeriodicDeclaration:
    """A task without arguments, and how often it runs."""

    task: Task
    every: timedelta


PERIODIC: dict[str, PeriodicDeclaration] = {}


def periodic(*, every: timedelta) -> Callable[[Task], Task]:
    """Declare, above `@task`, that a task of a `tasks` module runs again and again.

    Once per interval whatever the number of workers; what was missed while none was alive is not caught up.
    """

    def declare(task: Task) -> Task:
        PERIODIC[task.module_path] = PeriodicDeclaration(task, every)
        return task

    return declare
