"""The background work of the directory."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localtime
from django_scopes import scope
from django_tasks import task

from cite.core.dates import now, today
from cite.core.periodic import periodic
from cite.directory.operations import audio, callbacks, embedding, freshness, overlaps, searches, selections
from cite.directory.operations.importing import run_import
from cite.directory.operations.indexing import catch_up_search
from cite.directory.queries.searches import people_to_tell
from cite.directory.rules.searches import is_writing_hour
from cite.tenancy.models import Territory


@periodic(every=timedelta(hours=24))
@task
def warn_of_ending_sheets() -> int:
    """Warn the authors of the sheets that the public will soon stop seeing, in every Cité."""
    told = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            told += freshness.warn_of_ends(territory=territory, on=today())
    return told


@periodic(every=timedelta(hours=24))
@task
def remind_of_overlaps() -> int:
    """Remind whoever takes charge of what follows of an overlap that its day comes, in every Cité."""
    told = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            told += overlaps.remind_of_follow_ups(territory=territory, on=today())
    return told


@periodic(every=timedelta(hours=24))
@task
def judge_sheets_again() -> int:
    """Bring the quality of the sheets to this day, in every Cité: it falls when nobody looks at them."""
    changed = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            changed += freshness.refresh_quality(territory=territory, on=today())
    return changed


@periodic(every=timedelta(hours=24))
@task
def catch_up_searches() -> int:
    """Bring the search of every Cité to this day: sheets hidden in the night go, days of entry come near."""
    changed = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            done = catch_up_search(territory=territory)
            changed += done.written + done.forgotten
    return changed


@task(takes_context=True)
def import_directory(context: Any, import_id: str) -> None:
    """Read the files of an import that somebody asked."""
    run_import(import_id=import_id, job_id=context.task_result.id)


@periodic(every=timedelta(minutes=5))
@task
def remind_of_calls() -> int:
    """Remind of the calls promised to residents before the promise breaks, in every Cité."""
    sent = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            sent += callbacks.remind_calls(territory=territory, at=now())
    return sent


@periodic(every=timedelta(hours=24))
@task
def erase_old_numbers() -> int:
    """Erase the numbers of residents that nobody erased in thirty days, in every Cité."""
    erased = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            erased += callbacks.erase_old_callbacks(territory=territory, at=now())
    return erased


@periodic(every=timedelta(hours=24))
@task
def forget_old_selections() -> int:
    """Erase the lists and services that were taken away a month ago, in every Cité."""
    forgotten = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            forgotten += selections.forget_removed_selections(territory=territory, at=now())
    return forgotten


@periodic(every=timedelta(hours=24))
@task
def forget_what_was_removed() -> int:
    """Erase the recordings and the names of sites that were taken away a month ago, in every Cité."""
    forgotten = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            forgotten += audio.forget_removed_audios(territory=territory, at=now())
            forgotten += embedding.forget_removed_sites(territory=territory, at=now())
    return forgotten


@periodic(every=timedelta(hours=1))
@task
def tell_of_new_services() -> int:
    """Look at the kept searches again and tell of what is new, in every Cité, at the hours when people read."""
    moment, told = now(), 0
    if not is_writing_hour(localtime(moment)):
        return 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            for person in people_to_tell(territory):
                told += searches.alert_person(territory=territory, person=person, at=moment)
    return told
