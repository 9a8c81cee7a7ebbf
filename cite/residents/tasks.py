"""The background work of the residents."""

from datetime import date, timedelta

from django_scopes import scope
from django_tasks import task

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.periodic import periodic
from cite.residents.models import Resident
from cite.residents.operations import doubles, erasing, reaching
from cite.tenancy.models import Territory
from cite.tenancy.tasks import in_every_territory


@task
def look_for_doubles(territory_id: int, resident_uuid: str) -> int:
    """Compare one file with the others."""
    territory = Territory.objects.filter(pk=territory_id).first()
    if territory is None:
        return 0
    with scope(territory=territory):
        resident = Resident.objects.filter(uuid=resident_uuid).first()
        return doubles.note_doubles_of(resident=resident) if resident else 0


@task
def deliver_reach(territory_id: int, asked_by: str, residents: list[str], reason: str) -> None:
    """Tell who accompanies somebody that a professional wishes to reach her; most often there is nobody to tell."""
    territory = Territory.objects.filter(pk=territory_id).first()
    if territory is None or not residents:
        return
    with scope(territory=territory):
        member = Membership.objects.filter(uuid=asked_by).first()
        if member is not None:
            reaching.receive_reach(residents=residents, asked_by=member, reason=reason)


@periodic(every=timedelta(hours=24))
@task
def look_for_all_doubles() -> int:
    """Compare all the files with each other, in every Cité."""
    return in_every_territory(doubles.note_all_doubles)


@periodic(every=timedelta(hours=24))
@task
def forget_old_files() -> int:
    """Erase the files whose time is over and warn of those whose time comes, in every Cité."""

    def forget(territory: Territory, on: date) -> int:
        forgotten = erasing.forget_files(territory=territory, on=on)
        erasing.warn_of_ends(territory=territory, on=on)
        return forgotten

    return in_every_territory(forget, on=today())
