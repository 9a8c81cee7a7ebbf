"""The background work of referrals: done again, it changes nothing more."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.timezone import localtime
from django_scopes import scope
from django_tasks import task

from cite.core.dates import now, today
from cite.core.periodic import periodic
from cite.core.working_days import is_working_day
from cite.referrals.operations import introductions, upkeep
from cite.tenancy.models import Territory

_WRITING_HOURS = range(8, 19)


def _everywhere(work: Callable[..., int], on: date) -> int:
    done = 0
    for territory in Territory.objects.all():
        with scope(territory=territory):
            done += work(territory=territory, on=on)
    return done


def _people_read_now() -> bool:
    return is_working_day(today()) and localtime(now()).hour in _WRITING_HOURS


@periodic(every=timedelta(hours=1))
@task
def remind_structures() -> int:
    """Remind the structures that have not answered, at the hours when people read."""
    return _everywhere(upkeep.remind_structures, today()) if _people_read_now() else 0


@periodic(every=timedelta(hours=1))
@task
def warn_of_silence() -> int:
    """Tell the coordination which structures stay silent, at the hours when people read."""
    return _everywhere(upkeep.warn_of_silence, today()) if _people_read_now() else 0


@periodic(every=timedelta(hours=1))
@task
def ask_outcomes() -> int:
    """Ask what came of the referrals that were answered, at the hours when people read."""
    return _everywhere(upkeep.ask_outcomes, today()) if _people_read_now() else 0


@periodic(every=timedelta(hours=24))
@task
def close_unanswered() -> int:
    """Close the referrals that nobody answered."""
    return _everywhere(upkeep.close_unanswered, today())


@periodic(every=timedelta(hours=24))
@task
def give_back_left() -> int:
    """Give back to the list whom an organization that has left had to call."""
    return _everywhere(introductions.give_back_left, today())


@periodic(every=timedelta(hours=24))
@task
def erase_people() -> int:
    """Erase the people of light referrals and of introductions, after some time."""
    return _everywhere(upkeep.erase_light, today()) + _everywhere(
        introductions.erase_old_introductions, today()
    )
