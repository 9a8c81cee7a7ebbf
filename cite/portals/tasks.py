"""The forgetting of what was reported long ago."""

from datetime import timedelta

from django_tasks import task

from cite.core.dates import now
from cite.core.periodic import periodic
from cite.portals import operations
from cite.tenancy.tasks import in_every_territory


@periodic(every=timedelta(days=1))
@task
def forget_old_problems() -> int:
    """Erase, in each Cité, the reports answered more than a year ago, and those nobody answered in a year."""
    return in_every_territory(operations.forget_old_problems, at=now())
