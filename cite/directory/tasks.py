"""The background work of the directory."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django_tasks import task

from cite.core.dates import now, today
from cite.core.periodic import periodic
from cite.directory.operations import audio, callbacks, embedding, freshness, overlaps, searches, selections
from cite.directory.operations.duplicates import group_duplicates
from cite.directory.operations.importing import run_import
from cite.directory.operations.indexing import catch_up_search
from cite.directory.queries.searches import people_to_tell
from cite.directory.rules.searches import is_writing_hour
from cite.tenancy.models import Territory
from cite.tenancy.tasks import in_every_territory


@periodic(every=timedelta(hours=24))
@task
def warn_of_ending_sheets() -> int:
    """Warn the authors of the sheets that the public will soon stop seeing, in every Cité."""
    return in_every_territory(freshness.warn_of_ends, on=today())


@periodic(every=timedelta(hours=24))
@task
def remind_of_overlaps() -> int:
    """Remind whoever takes charge of what follows of an overlap that its day comes, in every Cité."""
    return in_every_territory(overlaps.remind_of_follow_ups, on=today())


@periodic(every=timedelta(hours=24))
@task
def judge_sheets_again() -> int:
    """Bring the quality of the sheets to this day, in every Cité: it falls when nobody looks at them."""
    return in_every_territory(freshness.refresh_quality, on=today())


@periodic(every=timedelta(hours=24))
@task
def catch_up_searches() -> int:
    """Bring the search of every Cité to this day: sheets hidden in the night go, days of entry come near."""
    return in_every_territory(_catch_up)


def _catch_up(*, territory: Territory) -> int:
    group_duplicates(territory=territory, on=today())
    done = catch_up_search(territory=territory)
    return done.written + done.forgotten


@task(takes_context=True)
def import_directory(context: Any, import_id: str) -> None:
    """Read the files of an import that somebody asked."""
    run_import(import_id=import_id, job_id=context.task_result.id)


@periodic(every=timedelta(minutes=5))
@task
def remind_of_calls() -> int:
    """Remind of the calls promised to residents before the promise breaks, in every Cité."""
    return in_every_territory(callbacks.remind_calls, at=now())


@periodic(every=timedelta(hours=24))
@task
def erase_old_numbers() -> int:
    """Erase the numbers of residents that nobody erased in thirty days, in every Cité."""
    return in_every_territory(callbacks.erase_old_callbacks, at=now())


@periodic(every=timedelta(hours=24))
@task
def forget_old_selections() -> int:
    """Erase the lists and services that were taken away a month ago, in every Cité."""
    return in_every_territory(selections.forget_removed_selections, at=now())


@periodic(every=timedelta(hours=24))
@task
def forget_what_was_removed() -> int:
    """Erase the recordings and the names of sites that were taken away a month ago, in every Cité."""
    at = now()
    recordings = in_every_territory(audio.forget_removed_audios, at=at)
    return recordings + in_every_territory(embedding.forget_removed_sites, at=at)


@periodic(every=timedelta(hours=1))
@task
def tell_of_new_services() -> int:
    """Look at the kept searches again and tell of what is new, in every Cité, at the hours when people read."""
    at = now()
    return in_every_territory(_alert_people, at=at) if is_writing_hour(localtime(at)) else 0


def _alert_people(*, territory: Territory, at: datetime) -> int:
    return sum(
        searches.alert_person(territory=territory, person=one, at=at) for one in people_to_tell(territory)
    )
