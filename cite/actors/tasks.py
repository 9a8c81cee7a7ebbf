"""The housekeeping of the actors."""

from datetime import timedelta

from django_tasks import task

from cite.actors.operations.invitations import expire_invitations
from cite.core.periodic import periodic
from cite.tenancy.tasks import in_every_territory


@periodic(every=timedelta(hours=1))
@task
def close_expired_invitations() -> int:
    """Close the invitations whose time is over, in every Cité."""
    return in_every_territory(expire_invitations)
