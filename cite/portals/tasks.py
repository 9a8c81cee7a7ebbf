"""The forgetting of what was answered long ago."""

from datetime import timedelta

from django_scopes import scope
from django_tasks import task

from cite.core.dates import now
from cite.core.periodic import periodic
from cite.portals import operations
from cite.tenancy.models import Territory


@periodic(every=timedelta(days=1))
@task
def forget_old_problems() -> int:
    """Erase, in each Cité, the reports answered more than a year ago."""
    number = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            number += operations.forget_old_problems(territory=territory, at=now())
    return number
