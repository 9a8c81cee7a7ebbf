"""The background work of reviews."""

from datetime import timedelta

from django_scopes import scope
from django_tasks import task

from cite.core.dates import today
from cite.core.periodic import periodic
from cite.reviews.operations import remind_of_late
from cite.tenancy.models import Territory


@periodic(every=timedelta(hours=12))
@task
def remind_of_late_decisions() -> int:
    """Remind, in every Cité, of the decisions whose day is past."""
    told = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            told += remind_of_late(territory=territory, on=today())
    return told
