"""The reminders of bilans, twice a day."""

from datetime import timedelta

from django_scopes import scope
from django_tasks import task

from cite.core.dates import today
from cite.core.periodic import periodic
from cite.grants.operations.report_reminders import remind_reports
from cite.tenancy.models import Territory


@periodic(every=timedelta(hours=12))
@task
def remind_of_reports() -> int:
    """Remind carriers of the bilans that are due, in every Cité."""
    reminded = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            reminded += remind_reports(territory=territory, on=today())
    return reminded
