"""The background work of referrals: done again, it changes nothing more."""

from datetime import date, timedelta

from django.utils.timezone import localtime
from django_tasks import task

from cite.core.dates import now, today
from cite.core.periodic import periodic
from cite.core.working_days import is_working_day
from cite.directory.operations import finding
from cite.referrals.operations import introductions, upkeep
from cite.referrals.queries.delays import needs_kept
from cite.tenancy.models import Territory
from cite.tenancy.tasks import in_every_territory

_WRITING_HOURS = range(8, 19)


def _people_read_now() -> bool:
    return is_working_day(today()) and localtime(now()).hour in _WRITING_HOURS


@periodic(every=timedelta(hours=1))
@task
def remind_structures() -> int:
    """Remind the structures that have not answered, at the hours when people read."""
    return in_every_territory(upkeep.remind_structures, on=today()) if _people_read_now() else 0


@periodic(every=timedelta(hours=1))
@task
def warn_of_silence() -> int:
    """Tell the coordination which structures stay silent, at the hours when people read."""
    return in_every_territory(upkeep.warn_of_silence, on=today()) if _people_read_now() else 0


@periodic(every=timedelta(hours=1))
@task
def ask_outcomes() -> int:
    """Ask what came of the referrals that were answered, at the hours when people read."""
    return in_every_territory(upkeep.ask_outcomes, on=today()) if _people_read_now() else 0


@periodic(every=timedelta(hours=24))
@task
def close_unanswered() -> int:
    """Close the referrals that nobody answered."""
    return in_every_territory(upkeep.close_unanswered, on=today())


@periodic(every=timedelta(hours=24))
@task
def give_back_left() -> int:
    """Give back to the list whom an organization that has left had to call."""
    return in_every_territory(introductions.give_back_left, on=today())


@periodic(every=timedelta(hours=24))
@task
def erase_people() -> int:
    """Erase the people of light referrals and of introductions, after some time."""

    def erase(territory: Territory, on: date) -> int:
        light = upkeep.erase_light(territory=territory, on=on)
        return light + introductions.erase_old_introductions(territory=territory, on=on)

    return in_every_territory(erase, on=today())


@periodic(every=timedelta(hours=24))
@task
def erase_words_of_needs() -> int:
    """Erase the words of needs that nothing answered, after some time: the offer and the delays meet here."""

    def erase(territory: Territory) -> int:
        return finding.erase_words_of_needs(territory=territory, before=now() - needs_kept(territory))

    return in_every_territory(erase)
