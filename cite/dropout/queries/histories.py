"""What happened in pathways, gathered for the rules: some at once, with the same few queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localtime

from cite.directory.enums.standard import Obstacle as Frein
from cite.dropout.rules.history import Deadline, History, Meeting, Obstacle, Period, Sent, Stage
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus, StepKind, StepState
from cite.pathways.enums.pathways import Direction, ExitReason, Presence, ReferentState
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
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import Referral, ReferralEvent

AT_ONCE = 2000
"""How many pathways are gathered with the same queries."""

EXCHANGED = (Direction.INCOMING, Direction.BOTH)
OPEN_LEVELS = (ObstacleLevel.PARTIAL, ObstacleLevel.BLOCKING)
SETTLED = (ObstacleStatus.LIFTED, ObstacleStatus.DROPPED)
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


@dataclass(slots=True)
class _Gathered:
    """The parts of one history while they are found."""

    heard: list[date] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    referents: list[Period] = field(default_factory=list)
    pauses: list[Period] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    lost_on: date | None = None


def histories(
    pathways: Iterable[Pathway], *, since: date | None = None
) -> Iterator[list[tuple[Pathway, History]]]:
    """Gather histories, some at once. `since`: exchanges and appointments before that day are left out.

    For the signs of today nothing older counts but the last news, which the pathway keeps.
    """
    some: list[Pathway] = []
    for pathway in pathways:
        some.append(pathway)
        if len(some) == AT_ONCE:
            yield _gather(some, since)
            some = []
    if some:
        yield _gather(some, since)


def _gather(pathways: Sequence[Pathway], since: date | None) -> list[tuple[Pathway, History]]:
    found: dict[int, _Gathered] = defaultdict(_Gathered)
    ids = [pathway.pk for pathway in pathways]
    _add_heard(found, pathways, ids, since)
    _add_meetings(found, ids, since)
    _add_referrals(found, pathways)
    _add_steps(found, ids)
    _add_people(found, ids)
    _add_obstacles(found, ids)
    for pathway_id, on in Exit.objects.filter(pathway__in=ids, reason=ExitReason.LOST).values_list(
        "pathway", "on"
    ):
        found[pathway_id].lost_on = on
    return [(pathway, _history(pathway, found[pathway.pk])) for pathway in pathways]


def _history(pathway: Pathway, gathered: _Gathered) -> History:
    return History(
        opened_on=pathway.opened_on,
        closed_on=pathway.closed_on,
        heard=tuple(gathered.heard),
        meetings=tuple(gathered.meetings),
        sent=tuple(gathered.sent),
        stages=tuple(gathered.stages),
        deadlines=tuple(gathered.deadlines),
        referents=tuple(gathered.referents),
        pauses=tuple(gathered.pauses),
        obstacles=tuple(gathered.obstacles),
        lost_on=gathered.lost_on,
    )


def _add_heard(
    found: dict[int, _Gathered], pathways: Sequence[Pathway], ids: list[int], since: date | None
) -> None:
    if since is not None:
        for pathway in pathways:
            if pathway.last_heard_on is not None:
                found[pathway.pk].heard.append(pathway.last_heard_on)
        return
    rows = Contact.objects.filter(pathway__in=ids, direction__in=EXCHANGED).order_by()
    for pathway_id, on in rows.values_list("pathway", "on"):
        found[pathway_id].heard.append(on)


def _add_meetings(found: dict[int, _Gathered], ids: list[int], since: date | None) -> None:
    rows = Appointment.objects.filter(pathway__in=ids).order_by()
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    for pathway_id, at, presence, noted_on, created_at in rows.values_list(
        "pathway", "at", "presence", "noted_on", "created_at"
    ):
        on = localtime(at).date()
        said = presence != Presence.UNKNOWN
        found[pathway_id].meetings.append(
            Meeting(
                added_on=min(localtime(created_at).date(), on),
                on=on,
                came=presence == Presence.PRESENT if said else None,
                is_absence=presence == Presence.ABSENT,
                known_on=(noted_on or on) if said else None,
            )
        )


def _add_referrals(found: dict[int, _Gathered], pathways: Sequence[Pathway]) -> None:
    """A referral belongs to the episode that was open when it was sent."""
    episodes: dict[int, list[Pathway]] = defaultdict(list)
    for pathway in pathways:
        episodes[pathway.resident_id].append(pathway)
    rows = Referral.objects.filter(resident__in=list(episodes)).order_by("pk")
    rows = list(rows.values_list("pk", "resident", "sent_on", "answered_on", "state"))
    events = _first_events([row[0] for row in rows])
    for pk, resident_id, sent_on, answered_on, state in rows:
        dates = events[pk]
        sent = Sent(
            sent_on=sent_on,
            answered_on=answered_on,
            is_accepted=state in _ACCEPTED,
            dated_on=dates.get(EventKind.APPOINTED),
            over_on=min((dates[kind] for kind in _OVER if kind in dates), default=None),
        )
        for pathway in episodes[resident_id]:
            if pathway.opened_on <= sent_on and (pathway.closed_on is None or sent_on <= pathway.closed_on):
                found[pathway.pk].sent.append(sent)


def _first_events(ids: list[int]) -> dict[int, dict[str, date]]:
    first: dict[int, dict[str, date]] = defaultdict(dict)
    rows = ReferralEvent.objects.filter(referral__in=ids, kind__in=[EventKind.APPOINTED, *_OVER]).order_by(
        "at"
    )
    for referral_id, kind, at in rows.values_list("referral", "kind", "at"):
        first[referral_id].setdefault(kind, localtime(at).date())
    return first


def _add_steps(found: dict[int, _Gathered], ids: list[int]) -> None:
    rows = Step.objects.filter(pathway__in=ids).order_by()
    for pathway_id, kind, state, added_on, due_on, ends_on, done_on, updated_at in rows.values_list(
        "pathway", "kind", "state", "added_on", "due_on", "ends_on", "done_on", "updated_at"
    ):
        over = _over_on(state, done_on, updated_at)
        gathered = found[pathway_id]
        if kind == StepKind.DEADLINE and due_on is not None:
            gathered.deadlines.append(Deadline(on=due_on, known_on=added_on, over_on=over))
            continue
        by_itself = ends_on + timedelta(days=1) if ends_on is not None else None
        if over is None or (by_itself is not None and by_itself < over):
            over = by_itself
        gathered.stages.append(Stage(added_on=added_on, over_on=over, ends_on=ends_on))


def _over_on(state: str, done_on: date | None, updated_at: Any) -> date | None:
    if state not in (StepState.DONE, StepState.DROPPED):
        return None
    return done_on or localtime(updated_at).date()


def _add_people(found: dict[int, _Gathered], ids: list[int]) -> None:
    followed = Refereeship.objects.filter(
        pathway__in=ids, state__in=[ReferentState.ACTIVE, ReferentState.ENDED], since__isnull=False
    )
    for pathway_id, since, until in followed.order_by("since", "pk").values_list("pathway", "since", "until"):
        found[pathway_id].referents.append(Period(since, until))
    pauses = Pause.objects.filter(pathway__in=ids).order_by()
    for pathway_id, first, last in pauses.values_list("pathway", "first_on", "last_on"):
        found[pathway_id].pauses.append(Period(first, last))


def _add_obstacles(found: dict[int, _Gathered], ids: list[int]) -> None:
    """Follow each frein from diagnosis to diagnosis; one that is not discussed again stays as it was. Never health."""
    days = Diagnosis.objects.filter(pathway__in=ids).order_by("on", "pk").values_list("pk", "pathway", "on")
    findings: dict[int, list[tuple]] = defaultdict(list)
    rows = Finding.objects.filter(diagnosis__pathway__in=ids).exclude(obstacle=Frein.HEALTH)
    rows = rows.exclude(level=ObstacleLevel.NOT_DISCUSSED).order_by()
    for diagnosis_id, *finding in rows.values_list("diagnosis", "obstacle", "level", "status", "settled_on"):
        findings[diagnosis_id].append(tuple(finding))
    still: dict[tuple[int, str], Obstacle] = {}
    for diagnosis_id, pathway_id, on in days:
        for frein, level, status, settled_on in findings[diagnosis_id]:
            before = still.pop((pathway_id, frein), None)
            if before is not None and level not in OPEN_LEVELS:
                _end(found[pathway_id], before, on)
            if level not in OPEN_LEVELS:
                continue
            now = Obstacle(
                first=before.first if before else on,
                is_blocking=level == ObstacleLevel.BLOCKING,
                is_answered=status in ANSWERED,
            )
            if status in SETTLED:
                _end(found[pathway_id], now, settled_on or on)
            else:
                still[(pathway_id, frein)] = now
    for (pathway_id, _frein), obstacle in still.items():
        found[pathway_id].obstacles.append(obstacle)


def _end(gathered: _Gathered, obstacle: Obstacle, on: date) -> None:
    last = on - timedelta(days=1)
    if obstacle.first <= last:
        gathered.obstacles.append(
            Obstacle(obstacle.first, last, is_blocking=obstacle.is_blocking, is_answered=obstacle.is_answered)
        )
