"""What still counts on a day, of all that happened in open pathways: what is over and says nothing is not read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.timezone import get_default_timezone

from cite.directory.enums.standard import Obstacle as Frein
from cite.dropout.enums.signs import Parameter
from cite.dropout.queries.histories import (
    ANSWERED,
    OPEN_LEVELS,
    Found,
    add_meetings,
    add_obstacles,
    add_people,
    add_referrals,
    add_steps,
    among,
    day_of,
    residents_of,
    some_at_once,
)
from cite.dropout.rules.history import Deadline, History, Meeting, Stage
from cite.dropout.rules.thresholds import Thresholds
from cite.pathways.enums.obstacles import ObstacleLevel, StepKind
from cite.pathways.enums.pathways import Presence
from cite.pathways.models import Appointment, Finding, Pathway, Pause, Refereeship, Step
from cite.pathways.rules.goals import OPEN
from cite.pathways.rules.obstacles import ENDED
from cite.pathways.rules.presence import CALLED_OFF
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.models import Referral

_WAITING = (ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.APPOINTED)


def standing(
    rows: QuerySet[Pathway], thresholds: Thresholds, on: date
) -> Iterator[list[tuple[int, History]]]:
    """Gather what decides the signs of a day, with the number of each pathway, some at once.

    It gives the signs of the whole history, but lines to fill in: appointments of which nobody said who came. The
    last news are those that each pathway keeps.
    """
    for found in some_at_once(rows):
        for pathway, (_resident, _opened_on, _closed_on, heard_on) in found.rows.items():
            if heard_on is not None:
                found.heard[pathway].append(heard_on)
        idle = _without_step(found, on)
        whole = _to_read_whole(found, idle)
        add_steps(found, Step.objects.filter(pathway__in=idle))
        add_meetings(found, Appointment.objects.filter(pathway__in=whole))
        _add_last_meetings(found, idle - whole, on)
        _add_referrals(found, idle)
        here = _open(found)
        add_people(found, Refereeship.objects.filter(here), Pause.objects.filter(here))
        kept_from_work = _kept_from_work(found, thresholds)
        add_obstacles(found, Finding.objects.filter(diagnosis__pathway__in=kept_from_work))
        yield found.histories()


def _open(found: Found, path: str = "pathway") -> Q:
    """Keep the rows of these pathways: between them are more that ended, whose rows would be read for nothing."""
    return among(found, path) & Q(**{f"{path}__closed_on": None})


def _without_step(found: Found, on: date) -> set[int]:
    """List who has nothing under way: of the others, whatever is over counts no more.

    Under way: a step begun that nothing but a person ends. An action that ends by itself is looked at as it ends.
    """
    steps = Step.objects.filter(among(found), state__in=[str(state) for state in OPEN]).order_by()
    is_deadline = Q(kind=StepKind.DEADLINE, due_on__isnull=False)
    begun = steps.filter(~is_deadline, ends_on=None, added_on__lte=on)
    under_way = {pathway: added_on for pathway, added_on in begun.values_list("pathway", "added_on")}
    idle = found.rows.keys() - under_way.keys()
    for pathway in found.rows.keys() & under_way.keys():
        found.stages[pathway].append(Stage(added_on=under_way[pathway]))
    deadlines = steps.filter(is_deadline).values_list("pathway", "due_on", "added_on")
    for pathway, due_on, added_on in deadlines:
        if pathway in under_way:
            found.deadlines[pathway].append(Deadline(on=due_on, known_on=added_on))
    return idle


def _to_read_whole(found: Found, idle: set[int]) -> set[int]:
    """List whose appointments are read one by one; of the others, the last one and those to come say enough.

    Those who missed one on the day of the last news, or since: before, absences are forgotten. And, with nothing under
    way, those of whom one was called off before its day.
    """
    news = F("pathway__last_heard_on")
    missed = Q(presence=Presence.ABSENT) & (Q(pathway__last_heard_on=None) | Q(at__gte=news))
    off = Q(presence__in=[str(each) for each in CALLED_OFF]) & Q(at__date__gt=F("noted_on"))
    rows = Appointment.objects.filter(_open(found), missed | off).order_by()
    among_whom = {Presence.ABSENT: found.rows.keys()}
    told = rows.values_list("pathway", "presence")
    return {pathway for pathway, presence in told if pathway in among_whom.get(presence, idle)}


def _add_last_meetings(found: Found, wanted: set[int], on: date) -> None:
    """Add the last appointment that is past, since which nothing is planned, and those to come."""
    tomorrow = datetime.combine(on + timedelta(days=1), time(), tzinfo=get_default_timezone())
    rows = Appointment.objects.filter(pathway__in=wanted).order_by()
    last = rows.filter(at__lt=tomorrow).values_list("pathway").annotate(last=Max("at"))
    for pathway, at in last:
        day = day_of(at)
        found.meetings[pathway].append(Meeting(added_on=day, on=day, known_on=day))
    for pathway, at, created_at in rows.filter(at__gte=tomorrow).values_list("pathway", "at", "created_at"):
        found.meetings[pathway].append(Meeting(added_on=min(day_of(created_at), day_of(at)), on=day_of(at)))


def _add_referrals(found: Found, idle: set[int]) -> None:
    """Add the referrals of who has nothing under way; of the others, those that wait for an answer or a date."""
    hers = Referral.objects.filter(resident__in=[found.rows[each][0] for each in idle])
    add_referrals(found, hers, idle)
    waiting = Referral.objects.filter(state__in=_WAITING, resident__in=residents_of(found.rows))
    add_referrals(found, waiting, found.rows.keys() - idle)


def _kept_from_work(found: Found, thresholds: Thresholds) -> list[int]:
    """List who told enough freins, or one that blocks and that nothing answers: of the others they say nothing."""
    unanswered = Q(level=ObstacleLevel.BLOCKING) & ~Q(status__in=[*ANSWERED, *ENDED])
    rows = Finding.objects.filter(_open(found, "diagnosis__pathway"), level__in=OPEN_LEVELS)
    rows = rows.exclude(obstacle=Frein.HEALTH).order_by().values("diagnosis__pathway")
    counted = rows.annotate(told=Count("pk"), blocking=Count("pk", filter=unanswered))
    enough = Q(told__gte=thresholds[Parameter.OBSTACLES_COUNT]) | Q(blocking__gt=0)
    told = counted.filter(enough).values_list("diagnosis__pathway", flat=True)
    return [pathway for pathway in told if pathway in found.rows]
