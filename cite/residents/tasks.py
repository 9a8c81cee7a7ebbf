"""The background work of the residents."""

from datetime import timedelta

from django_scopes import scope
from django_tasks import task

from cite.core.dates import today
from cite.core.periodic import periodic
from cite.residents.models import Resident
from cite.residents.operations import doubles, erasing
from cite.tenancy.models import Territory


@task
def look_for_doubles(territory_id: int, resident_uuid: str) -> int:
    """Compare one file with the others."""
    territory = Territory.objects.filter(pk=territory_id).first()
    if territory is None:
        return 0
    with scope(territory=territory):
        resident = Resident.objects.filter(uuid=resident_uuid).first()
        return doubles.note_doubles_of(resident=resident) if resident else 0


@periodic(every=timedelta(hours=24))
@task
def look_for_all_doubles() -> int:
    """Compare all the files with each other, in every Cité."""
    new = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            new += doubles.note_all_doubles(territory=territory)
    return new


@periodic(every=timedelta(hours=24))
@task
def forget_old_files() -> int:
    """Erase the files whose time is over and warn of those whose time comes, in every Cité."""
    forgotten = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            forgotten += erasing.forget_files(territory=territory, on=today())
            erasing.warn_of_ends(territory=territory, on=today())
    return forgotten
