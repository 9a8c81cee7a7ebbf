"""The reminders of bilans, twice a day."""

from datetime import timedelta

from django_tasks import task

from cite.core.dates import today
from cite.core.periodic import periodic
from cite.grants.operations.report_reminders import remind_reports
from cite.tenancy.tasks import in_every_territory


@periodic(every=timedelta(hours=12))
@task
def remind_of_reports() -> int:
    """Remind carriers of the bilans that are due, in every Cité."""
    return in_every_territory(remind_reports, on=today())
