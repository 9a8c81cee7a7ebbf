"""The housekeeping of the actors."""

from datetime import timedelta

from django_scopes import scope
from django_tasks import task

from cite.actors.operations.invitations import expire_invitations
from cite.core.periodic import periodic
from cite.tenancy.models import Territory


@periodic(every=timedelta(hours=1))
@task
def close_expired_invitations() -> int:
    """Close the invitations whose time is over, in every Cité."""
    closed = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            closed += expire_invitations(territory=territory)
    return closed
