"""The background work of imports."""

from datetime import timedelta
from typing import Any

from django_tasks import task

from cite.core.dates import now
from cite.core.periodic import periodic
from cite.imports import operations


@task(takes_context=True)
def run_import(context: Any, draft_id: str) -> None:
    """Answer every row of an import."""
    operations.run_import(draft_id=draft_id, job_id=context.task_result.id)


@periodic(every=timedelta(minutes=1))
@task
def expire_imports() -> int:
    """Erase the lists whose time is over."""
    return operations.expire_imports(at=now())
