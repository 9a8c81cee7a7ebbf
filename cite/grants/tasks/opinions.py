"""The reminders of opinions that were asked."""

from datetime import timedelta

from django_tasks import task

from cite.core.periodic import periodic
from cite.grants.operations.opinions import remind_opinions
from cite.tenancy.tasks import in_every_territory


@periodic(every=timedelta(hours=6))
@task
def remind_late_opinions() -> int:
    """Recall the opinions that are due, in every Cité; each once a week at most."""
    return in_every_territory(remind_opinions)
