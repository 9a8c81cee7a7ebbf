"""The background work of signs and alerts."""

from datetime import timedelta
from typing import Any

from django_tasks import task

from cite.core.dates import today
from cite.core.periodic import periodic
from cite.dropout.operations import alerts, thresholds
from cite.tenancy.tasks import in_every_territory


@periodic(every=timedelta(hours=12))
@task
def look_at_pathways() -> int:
    """Bring the alerts of every Cité to this day."""
    return in_every_territory(alerts.look, on=today())


@task(takes_context=True)
def try_thresholds(context: Any, replay_id: str) -> int:
    """Try thresholds on the past, as somebody asked."""
    return thresholds.run_replay(replay_id=replay_id, job_id=context.task_result.id)
