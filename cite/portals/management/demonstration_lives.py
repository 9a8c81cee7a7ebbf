"""Somebody's year, told as a generator: it says when it goes on, and acts when that day has come; all invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.directory.enums.needs import Need
from cite.pathways.enums.obstacles import StepKind
from cite.pathways.enums.pathways import (
    Direction,
    ExitReason,
    FollowUpAnswer,
    Origin,
    PauseReason,
    Presence,
)
from cite.pathways.models import FollowUp
from cite.pathways.operations.events import pause_pathway
from cite.pathways.operations.exits import close_pathway, note_follow_up
from cite.pathways.operations.goals import StepSheet, add_step
from cite.portals.management.demonstration_scenes import (
    FIRST,
    Cast,
    Life,
    after,
    begun,
    discuss,
    enter,
    meet,
    moment_of,
    need_met_by,
    opened,
    referred,
    speak,
    together,
)
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.enums.referrals import RefusalReason
from cite.referrals.models import Introduction
from cite.referrals.operations.answers import appoint, refuse
from cite.referrals.operations.introductions import close, introduce, note_call, take
from cite.referrals.operations.referrals import send

_EXITS = (
    (ExitReason.PERMANENT_CONTRACT, None),
    (ExitReason.QUALIFYING_TRAINING, None),
    (ExitReason.LONG_CONTRACT, 8),
    (ExitReason.COMMON_LAW, None),
    (ExitReason.SHORT_CONTRACT, 3),
    (ExitReason.BUSINESS, None),
)


def _it_goes_well(cast: Cast, number: int, entry: date) -> Life:
    """She comes, steps follow one another, she leaves with something; one asks, months after, what became of her."""
    pathway = yield from begun(cast, number, entry)
    yield from referred(cast, pathway, number)
    for _meeting in range(3):
        yield from meet(cast, pathway, Presence.PRESENT, days=14)
        yield after(10)
        speak(cast, pathway)
    yield after(14)
    discuss(cast, pathway, number, lifted=True)
    reason, months = _EXITS[number % len(_EXITS)]
    pathway.refresh_from_db()
    noted = close_pathway(
        pathway=pathway,
        version=pathway.version,
        by=cast.counsellor,
        on=today(),
        reason=reason,
        contract_months=months,
    )
    for follow_up in FollowUp.objects.filter(exit=noted).order_by("months"):
        yield next_working_day(max(follow_up.due_on, today()))
        if number % 7:
            answer = (FollowUpAnswer.SAME_JOB, FollowUpAnswer.IN_TRAINING, FollowUpAnswer.UNKNOWN)[number % 3]
            note_follow_up(follow_up=follow_up, version=follow_up.version, by=cast.counsellor, answer=answer)


def _it_goes_on(cast: Cast, number: int, entry: date) -> Life:
    """A relay introduced her; she is heard every three weeks, and has an appointment to come."""
    yield next_working_day(entry)
    told = introduce(
        relay=cast.relay,
        phone_key=UUID(int=number + 1),
        first_name=FIRST[number % len(FIRST)],
        phone=f"+336399{number:05d}",
        agreed=True,
        district=cast.districts[number % len(cast.districts)],
        need=Need.WORK,
        tells_relay=bool(number % 2),
    )
    introduction = take(introduction=told, by=cast.counsellor.user)
    yield after(1)
    introduction = note_call(
        introduction=introduction,
        version=introduction.version,
        by=cast.counsellor.user,
        reached=True,
        on=today(),
    )
    pathway = yield from begun(cast, number, today(), Origin.RELAY)
    current = Introduction.objects.get(pk=introduction.pk)
    close(
        introduction=current,
        version=current.version,
        by=cast.counsellor.user,
        ending=IntroductionState.MET,
        resident=pathway.resident,
    )
    if number % 3 == 0:
        together(cast, pathway)
    while today() < cast.until - timedelta(days=21):
        yield after(20)
        speak(cast, pathway, (Direction.BOTH, Direction.INCOMING)[number % 2])
    yield from meet(cast, pathway, Presence.PRESENT, days=3)


def _silence(cast: Cast, number: int, entry: date) -> Life:
    """Nothing more comes from her, of most for months: the past tried again shows it, unmasked. One tries to call."""
    silent_for = 75 if number % 4 == 0 else 200 + number
    pathway = yield from begun(cast, number, min(entry, cast.until - timedelta(days=silent_for)))
    yield after(40)
    speak(cast, pathway, Direction.OUTGOING)
    yield after(130)
    speak(cast, pathway, Direction.OUTGOING)
    if number % 2:
        pathway.refresh_from_db()
        close_pathway(
            pathway=pathway, version=pathway.version, by=cast.counsellor, on=today(), reason=ExitReason.LOST
        )


def _absences(cast: Cast, number: int, entry: date) -> Life:
    """She misses two appointments in a row, close to today for some."""
    pathway = yield from begun(cast, number, max(entry, cast.until - timedelta(days=40 + number % 60)))
    yield from meet(cast, pathway, Presence.ABSENT)
    yield from meet(cast, pathway, Presence.ABSENT)
    if number % 3:
        return
    yield after(12)
    speak(cast, pathway)


def _nothing_after(cast: Cast, number: int, entry: date) -> Life:
    """An action of three weeks ended, and nothing was planned after it."""
    entry = max(entry, cast.until - timedelta(days=70))
    yield next_working_day(entry)
    pathway = enter(cast, number, Origin.ACTION)
    yield after(4)
    speak(cast, pathway)
    sheet = StepSheet(
        kind=StepKind.SERVICE,
        title="Atelier de trois semaines",
        starts_on=today() + timedelta(days=3),
        ends_on=today() + timedelta(days=24),
    )
    add_step(pathway=pathway, sheet=sheet, by=cast.counsellor)
    yield after(26)
    speak(cast, pathway)


def _waiting_for_a_service(cast: Cast, number: int, entry: date) -> Life:
    """She was referred to a service; one says no, one fixes a date, the others do not answer."""
    pathway = yield from begun(cast, number, max(entry, cast.until - timedelta(days=38 - number % 12)))
    yield after(3)
    service = cast.services[number % len(cast.services)]
    sent = send(
        prescriber=cast.counsellor,
        service=service,
        resident=pathway.resident,
        agreed=True,
        need=need_met_by(service),
    )
    yield after(4)
    speak(cast, pathway)
    turn = number // len(LIVES) % 4
    if turn > 1:
        return
    sent, by = opened(sent)
    if turn:
        full = "Le groupe est complet jusqu’en janvier."
        refuse(referral=sent, version=sent.version, by=by, reason=RefusalReason.FULL, message=full)
    else:
        appoint(referral=sent, version=sent.version, by=by, at=moment_of(after(6), 14), place="À l’accueil")


def _paused(cast: Cast, number: int, entry: date) -> Life:
    """She is away for a time; silence says nothing."""
    pathway = yield from begun(cast, number, max(entry, cast.until - timedelta(days=120)))
    yield after(20)
    last = cast.until + timedelta(days=20)
    pause_pathway(
        pathway=pathway,
        by=cast.counsellor,
        reason=PauseReason.TRAVEL,
        first_on=today(),
        last_on=min(last, today() + timedelta(days=80)),
    )


def _nobody_yet(cast: Cast, number: int, entry: date) -> Life:
    """Her file was opened, and nobody is her referent yet."""
    yield next_working_day(max(entry, cast.until - timedelta(days=25)))
    pathway = enter(cast, number, Origin.OUTREACH, takes_it=False)
    speak(cast, pathway)


LIVES: tuple[Callable[[Cast, int, date], Life], ...] = (
    _it_goes_well,
    _it_goes_on,
    _it_goes_well,
    _silence,
    _it_goes_on,
    _absences,
    _it_goes_well,
    _nothing_after,
    _it_goes_on,
    _waiting_for_a_service,
    _it_goes_well,
    _paused,
    _it_goes_on,
    _it_goes_well,
    _nobody_yet,
)
