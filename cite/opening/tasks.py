"""The background work of openings."""

from datetime import timedelta
from typing import Any

from django_tasks import task

from cite.core.periodic import periodic
from cite.opening import operations


@task(takes_context=True)
def load_reference_data(context: Any) -> int:
    """Load the communes and districts that come with the product."""
    return operations.load_data(job_id=context.task_result.id)


@periodic(every=timedelta(days=1))
@task
def forget_drafts() -> int:
    """Give up the openings nobody has touched for a month."""
    return operations.forget_drafts()
