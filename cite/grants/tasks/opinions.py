"""The reminders of opinions that were asked."""

from datetime import timedelta

from django_scopes import scope
from django_tasks import task

from cite.core.periodic import periodic
from cite.grants.operations.opinions import remind_opinions
from cite.tenancy.models import Territory


@periodic(every=timedelta(hours=6))
@task
def remind_late_opinions() -> int:
    """Recall the opinions that are due, in every Cité; each once a week at most."""
    reminded = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            reminded += remind_opinions(territory=territory)
    return reminded
