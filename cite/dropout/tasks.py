"""The background work of signs and alerts."""

from datetime import timedelta
from typing import Any

from django_scopes import scope
from django_tasks import task

from cite.core.dates import today
from cite.core.periodic import periodic
from cite.dropout.operations import alerts, thresholds
from cite.tenancy.models import Territory


@periodic(every=timedelta(hours=12))
@task
def look_at_pathways() -> int:
    """Bring the alerts of every Cité to this day."""
    found = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            found += alerts.look(territory=territory, on=today())
    return found


@task(takes_context=True)
def try_thresholds(context: Any, replay_id: str) -> int:
    """Try thresholds on the past, as somebody asked."""
    return thresholds.run_replay(replay_id=replay_id, job_id=context.task_result.id)
