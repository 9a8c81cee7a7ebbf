"""What happened in pathways, gathered for the rules: some at once, with the same few queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from cite.directory.enums.standard import Obstacle as Frein
from cite.dropout.rules.history import Deadline, History, Meeting, Obstacle, Period, Sent, Stage
from cite.dropout.rules.spans import days_after
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus, StepKind
from cite.pathways.enums.pathways import ExitReason, Presence, ReferentState
from cite.pathways.models import (
    Appointment,
    Contact,
    Diagnosis,
    Exit,
    Finding,
    Pathway,
    Pause,
    Refereeship,
    Step,
)
from cite.pathways.rules.goals import OPEN
from cite.pathways.rules.obstacles import ENDED
from cite.pathways.rules.presence import FROM_HER, SHE_WARNED
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import Referral, ReferralEvent

AT_ONCE = 5000
"""How many pathways are gathered with the same queries."""

OPEN_LEVELS = (ObstacleLevel.PARTIAL, ObstacleLevel.BLOCKING)
ANSWERED = (ObstacleStatus.ONGOING, ObstacleStatus.NO_LOCAL_ANSWER)
_ACCEPTED = frozenset(
    {ReferralState.ACCEPTED, ReferralState.APPOINTED, ReferralState.MET, ReferralState.MISSED}
)
_OVER = (
    EventKind.REFUSED,
    EventKind.DECLINED,
    EventKind.EXPIRED,
    EventKind.CANCELED,
    EventKind.DONE_BY_PHONE,
    EventKind.PRESENCE,
)


def _lists() -> defaultdict[int, list]:
    return defaultdict(list)


@dataclass(slots=True)
class Found:
    """Some pathways by their numbers, in this order, and the parts of their histories while they are found.

    `rows`: the person, the day it opened, the day it closed, the day of the last news.
    """

    rows: dict[int, tuple[int, date, date | None, date | None]]
    heard: defaultdict[int, list[date]] = field(default_factory=_lists)
    meetings: defaultdict[int, list[Meeting]] = field(default_factory=_lists)
    sent: defaultdict[int, list[Sent]] = field(default_factory=_lists)
    stages: defaultdict[int, list[Stage]] = field(default_factory=_lists)
    deadlines: defaultdict[int, list[Deadline]] = field(default_factory=_lists)
    referents: defaultdict[int, list[Period]] = field(default_factory=_lists)
    pauses: defaultdict[int, list[Period]] = field(default_factory=_lists)
    obstacles: defaultdict[int, list[Obstacle]] = field(default_factory=_lists)
    lost_on: dict[int, date] = field(default_factory=dict)

    def histories(self) -> list[tuple[int, History]]:
        """Give each to the rules, with its number."""
        parts = (
            self.heard, self.meetings, self.sent, self.stages,
            self.deadlines, self.referents, self.pauses, self.obstacles,
        )  # fmt: skip
        return [
            (each, History(row[1], row[2], *(part.get(each, ()) for part in parts), self.lost_on.get(each)))
            for each, row in self.rows.items()
        ]


def histories(rows: QuerySet[Pathway]) -> Iterator[list[tuple[int, History]]]:
    """Gather everything that happened, with the number of each pathway, some at once."""
    for found in some_at_once(rows):
        here = among(found)
        _add_heard(found, Contact.objects.filter(here, direction__in=[str(each) for each in FROM_HER]))
        _add_heard(found, Diagnosis.objects.filter(here))
        add_meetings(found, Appointment.objects.filter(here))
        add_referrals(found, Referral.objects.filter(resident__in=residents_of(found.rows)), found.rows)
        add_steps(found, Step.objects.filter(here))
        add_people(found, Refereeship.objects.filter(here), Pause.objects.filter(here))
        add_obstacles(found, Finding.objects.filter(among(found, "diagnosis__pathway")))
        exits = Exit.objects.filter(here, reason=ExitReason.LOST)
        found.lost_on.update(exits.values_list("pathway", "on"))
        yield found.histories()


def some_at_once(rows: QuerySet[Pathway]) -> Iterator[Found]:
    """Read pathways without a model for each, some at once."""
    columns = ("pk", "resident", "opened_on", "closed_on", "last_heard_on")
    each = rows.order_by("pk").values_list(*columns).iterator(chunk_size=AT_ONCE)
    while some := {row[0]: row[1:] for row in islice(each, AT_ONCE)}:
        yield Found(some)


def residents_of(pathways: Iterable[int]) -> QuerySet[Pathway]:
    """List whose pathways these are, for the database to find by itself."""
    numbers = list(pathways)
    return Pathway.objects.filter(pk__gte=min(numbers), pk__lte=max(numbers)).order_by().values("resident")


def among(found: Found, path: str = "pathway") -> Q:
    """Keep the rows of some pathways, and of those between: five thousand numbers would take longer to say."""
    return Q(**{f"{path}__gte": min(found.rows), f"{path}__lte": max(found.rows)})


def day_of(moment: datetime) -> date:
    """Tell the day of a moment, here."""
    return moment.astimezone(get_default_timezone()).date()


def _add_heard(found: Found, rows: QuerySet[Contact] | QuerySet[Diagnosis]) -> None:
    for pathway, on in rows.order_by().values_list("pathway", "on"):
        found.heard[pathway].append(on)


def add_meetings(found: Found, rows: QuerySet[Appointment]) -> None:
    """Add appointments; one that she said she would miss is news from her too."""
    columns = ("pathway", "at", "presence", "noted_on", "created_at")
    for pathway, at, presence, noted_on, created_at in rows.order_by().values_list(*columns):
        on = day_of(at)
        said = presence != Presence.UNKNOWN
        if presence in SHE_WARNED:
            found.heard[pathway].append(min(on, noted_on or on))
        found.meetings[pathway].append(
            Meeting(
                added_on=min(day_of(created_at), on),
                on=on,
                came=presence == Presence.PRESENT if said else None,
                is_absence=presence == Presence.ABSENT,
                known_on=(noted_on or on) if said else None,
            )
        )


def add_referrals(found: Found, rows: QuerySet[Referral], pathways: Iterable[int]) -> None:
    """Add referrals to some pathways: each belongs to the episode that was open when it was sent."""
    episodes: dict[int, list[int]] = defaultdict(list)
    for pathway in pathways:
        episodes[found.rows[pathway][0]].append(pathway)
    told = rows.order_by("pk").values_list("pk", "resident", "sent_on", "answered_on", "state")
    told = [row for row in told if row[1] in episodes]
    events = _first_events([row[0] for row in told if row[4] != ReferralState.SENT])
    for pk, resident, sent_on, answered_on, state in told:
        dates = events.get(pk, {})
        sent = Sent(
            sent_on=sent_on,
            answered_on=answered_on,
            is_accepted=state in _ACCEPTED,
            dated_on=dates.get(EventKind.APPOINTED),
            over_on=min((dates[kind] for kind in _OVER if kind in dates), default=None),
        )
        for pathway in episodes[resident]:
            _resident, opened_on, closed_on, _heard_on = found.rows[pathway]
            if opened_on <= sent_on and (closed_on is None or sent_on <= closed_on):
                found.sent[pathway].append(sent)


def _first_events(referrals: list[int]) -> Mapping[int, dict[str, date]]:
    first: dict[int, dict[str, date]] = defaultdict(dict)
    rows = ReferralEvent.objects.filter(referral__in=referrals, kind__in=[EventKind.APPOINTED, *_OVER])
    for referral, kind, at in rows.order_by("at").values_list("referral", "kind", "at"):
        first[referral].setdefault(kind, day_of(at))
    return first


def add_steps(found: Found, rows: QuerySet[Step]) -> None:
    """Add steps, and administrative deadlines."""
    columns = ("pathway", "kind", "state", "added_on", "due_on", "ends_on", "done_on", "updated_at")
    rows = rows.order_by().values_list(*columns)
    for pathway, kind, state, added_on, due_on, ends_on, done_on, updated_at in rows:
        over = (done_on or day_of(updated_at)) if state not in OPEN else None
        if kind == StepKind.DEADLINE and due_on is not None:
            found.deadlines[pathway].append(Deadline(on=due_on, known_on=added_on, over_on=over))
            continue
        by_itself = days_after(ends_on, 1) if ends_on is not None else None
        if over is None or (by_itself is not None and by_itself < over):
            over = by_itself
        found.stages[pathway].append(Stage(added_on=added_on, over_on=over, ends_on=ends_on))


def add_people(found: Found, referents: QuerySet[Refereeship], pauses: QuerySet[Pause]) -> None:
    """Add who followed each, and the pauses."""
    ever = [ReferentState.ACTIVE, ReferentState.ENDED]
    followed = referents.filter(state__in=ever, since__isnull=False).order_by("since", "pk")
    for pathway, since, until in followed.values_list("pathway", "since", "until"):
        found.referents[pathway].append(Period(since, until))
    for pathway, first, last in pauses.order_by().values_list("pathway", "first_on", "last_on"):
        found.pauses[pathway].append(Period(first, last))


def add_obstacles(found: Found, rows: QuerySet[Finding]) -> None:
    """Follow each frein from diagnosis to diagnosis; one that is not discussed again stays as it was. Never health."""
    columns = ("diagnosis__pathway", "diagnosis__on", "obstacle", "level", "status", "settled_on")
    rows = rows.exclude(obstacle=Frein.HEALTH).exclude(level=ObstacleLevel.NOT_DISCUSSED)
    rows = rows.order_by("diagnosis__on", "diagnosis_id", "pk").values_list(*columns)
    still: dict[tuple[int, str], Obstacle] = {}
    for pathway, on, frein, level, status, settled_on in rows:
        before = still.pop((pathway, frein), None)
        if level not in OPEN_LEVELS:
            if before is not None:
                _end(found.obstacles[pathway], before, on)
            continue
        now = Obstacle(
            first=before.first if before else on,
            is_blocking=level == ObstacleLevel.BLOCKING,
            is_answered=status in ANSWERED,
        )
        if status in ENDED:
            _end(found.obstacles[pathway], now, settled_on or on)
        else:
            still[(pathway, frein)] = now
    for (pathway, _frein), obstacle in still.items():
        found.obstacles[pathway].append(obstacle)


def _end(obstacles: list[Obstacle], obstacle: Obstacle, on: date) -> None:
    last = on - timedelta(days=1)
    if obstacle.first <= last:
        obstacles.append(
            Obstacle(obstacle.first, last, is_blocking=obstacle.is_blocking, is_answered=obstacle.is_answered)
        )
