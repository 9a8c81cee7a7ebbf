"""The background work of reviews."""

from datetime import timedelta

from django_tasks import task

from cite.core.dates import today
from cite.core.periodic import periodic
from cite.reviews.operations import remind_of_late
from cite.tenancy.tasks import in_every_territory


@periodic(every=timedelta(hours=12))
@task
def remind_of_late_decisions() -> int:
    """Remind, in every Cité, of the decisions whose day is past."""
    return in_every_territory(remind_of_late, on=today())
