"""Somebody's year, told as a generator: it says when it goes on, and acts when that day has come; all invented."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import make_aware

from cite.accounts.models import Link
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.directory.enums.needs import Need
from cite.directory.enums.standard import Obstacle
from cite.directory.models import Service
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus, StepKind
from cite.pathways.enums.pathways import (
    Channel,
    Direction,
    ExitReason,
    FollowUpAnswer,
    Origin,
    PauseReason,
    Presence,
)
from cite.pathways.models import FollowUp, Pathway
from cite.pathways.operations.diagnoses import record_diagnosis
from cite.pathways.operations.events import note_contact, note_presence, pause_pathway, plan_appointment
from cite.pathways.operations.exits import close_pathway, note_follow_up
from cite.pathways.operations.goals import StepSheet, add_step, set_goal
from cite.pathways.operations.groups import join_group
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.rules.obstacles import Said
from cite.referrals.enums.introductions import IntroductionState, PreferredTime
from cite.referrals.enums.referrals import RefusalReason
from cite.referrals.models import Introduction
from cite.referrals.operations.answers import Answerer, appoint, open_by_link, refuse
from cite.referrals.operations.introductions import close, introduce, note_call, take
from cite.referrals.operations.referrals import send
from cite.referrals.operations.telling import LINK_PURPOSE
from cite.residents.enums.people import EducationLevel, NoticeWay, Sex, Situation
from cite.residents.enums.sharing import AgreementWay, Purpose
from cite.residents.operations.people import open_file
from cite.residents.operations.residences import note_residence
from cite.residents.operations.sharing import give
from cite.tenancy.models import Territory
from cite.territories.models import District

_FIRST = "Amina Lucas Leïla Karim Sonia Mehdi Inès Paul Fatou Yacine Lina Bilal Marie Samir Awa Tom Nour Hugo".split()
_WOMEN = frozenset("Amina Leïla Sonia Inès Fatou Lina Marie Awa Nour".split())
_LAST = "Exemple Fictif Inventé Imaginé Supposé Essai Modèle Figuré Rêvé Conté Esquissé Dessiné Peint Tracé".split()
_LANGUAGES = ("fr", "fr", "fr", "ar", "tr", "pt", "es", "fr")
_GOALS = (
    "Travailler dans une cuisine",
    "Parler au téléphone sans avoir peur",
    "Passer le permis",
    "Trouver une place de crèche",
    "Savoir lire un contrat",
    "Devenir aide à domicile",
)
_WORDS = "Je n’ose pas téléphoner."
_EXITS = (
    (ExitReason.PERMANENT_CONTRACT, None),
    (ExitReason.QUALIFYING_TRAINING, None),
    (ExitReason.LONG_CONTRACT, 8),
    (ExitReason.COMMON_LAW, None),
    (ExitReason.SHORT_CONTRACT, 3),
    (ExitReason.BUSINESS, None),
)
_FREINS = (
    Obstacle.PHYSICAL_MOBILITY,
    Obstacle.CHILDCARE,
    Obstacle.LANGUAGE,
    Obstacle.HOUSING,
    Obstacle.MONEY,
)
_YOUNG = (Situation.NEET, Situation.INVISIBLE, Situation.REGISTERED_SEEKER, Situation.NEET)
_OTHERS = (Situation.RSA, Situation.LONG_TERM_SEEKER, Situation.INVISIBLE, Situation.PRECARIOUS_WORKER)
_YOUNG_UNTIL = 25
_LEVELS = (ObstacleLevel.PARTIAL, ObstacleLevel.WATCH, ObstacleLevel.BLOCKING, ObstacleLevel.NONE)

Life = Iterator[date]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who lives the year with them, where, and until when. `ages`: of those whom this counsellor follows."""

    territory: Territory
    counsellor: Membership
    colleague: Membership
    ages: range
    relay: Membership
    services: tuple[Service, ...]
    districts: tuple[District, ...]
    until: date


def moment_of(on: date, hour: int) -> datetime:
    """Tell an hour of a day, here."""
    return make_aware(datetime.combine(on, time(hour)))


def _after(days: int) -> date:
    return next_working_day(today() + timedelta(days=days))


def _sex_of(first_name: str) -> Sex:
    return Sex.FEMALE if first_name in _WOMEN else Sex.MALE


def _enter(cast: Cast, number: int, origin: Origin, *, takes_it: bool = True) -> Pathway:
    """Open her file and her pathway, and note where she says she lives; some say nothing of it."""
    by, first_name = cast.counsellor, _FIRST[number % len(_FIRST)]
    age = cast.ages[number * 11 % len(cast.ages)]
    situations = _YOUNG if age <= _YOUNG_UNTIL else _OTHERS
    resident = open_file(
        by=by,
        first_name=first_name,
        last_name=f"{_LAST[number % len(_LAST)]} {_LAST[number * 5 % len(_LAST)]}",
        notice=NoticeWay.TOLD,
        birth_year=today().year - age,
        sex=_sex_of(first_name) if number % 4 else "",
        phone=f"+336399{number:05d}",
        language=_LANGUAGES[number % len(_LANGUAGES)],
        situations=situations[number % 4 : number % 4 + 1],
        education_level=("", EducationLevel.NONE, EducationLevel.LEVEL_3)[number % 3],
    )
    if number % 9:
        district = cast.districts[number % len(cast.districts)]
        note_residence(resident=resident, version=resident.version, by=by.user, district=district)
    resident.refresh_from_db()
    return open_pathway(resident=resident, by=by, origin=origin, on=today(), takes_it=takes_it)


def _discuss(cast: Cast, pathway: Pathway, number: int, *, lifted: bool = False) -> None:
    """Speak of what keeps her from work; not everything is discussed."""
    status = ObstacleStatus.LIFTED if lifted else ObstacleStatus.ONGOING
    said = []
    for place, frein in enumerate(_FREINS):
        level = _LEVELS[(number + place) % 4]
        if (number + place) % 3:
            is_open = level in (ObstacleLevel.PARTIAL, ObstacleLevel.BLOCKING)
            said.append(Said(frein, level, "", status if is_open else ""))
    said.append(Said(Obstacle.CONFIDENCE, ObstacleLevel.YES, _WORDS))
    record_diagnosis(pathway=pathway, by=cast.counsellor, on=today(), said=said)


def _together(cast: Cast, pathway: Pathway) -> None:
    """She agrees that a second structure sees her file, and joins in."""
    give(
        resident=pathway.resident,
        partner=cast.colleague.partner,
        purpose=Purpose.SUPPORT,
        by=cast.counsellor,
        way=AgreementWay.TOLD,
        language=pathway.resident.language,
    )
    join_group(pathway=pathway, member=cast.colleague, by=cast.counsellor, part="Cherche avec elle un stage.")


def _speak(cast: Cast, pathway: Pathway, direction: Direction = Direction.BOTH) -> None:
    note_contact(pathway=pathway, by=cast.counsellor, on=today(), channel=Channel.PHONE, direction=direction)


def _plan(cast: Cast, pathway: Pathway, number: int, sheet: StepSheet | None = None) -> None:
    title = _GOALS[number % len(_GOALS)]
    goal = set_goal(pathway=pathway, title=title, on=today(), by=cast.counsellor)
    planned = sheet or StepSheet(
        title="Préparer le dossier ensemble", goal=goal, due_on=today() + timedelta(days=60)
    )
    add_step(pathway=pathway, sheet=planned, by=cast.counsellor)


def _meet(cast: Cast, pathway: Pathway, presence: Presence, days: int = 7) -> Life:
    """Fix an appointment; say, the same evening or the next day, whether she came."""
    on = _after(days)
    appointment = plan_appointment(
        pathway=pathway, by=cast.counsellor, at=moment_of(on, 9), subject="Point d’étape"
    )
    yield on
    if presence != Presence.UNKNOWN:
        note_presence(
            appointment=appointment, version=appointment.version, by=cast.counsellor, presence=presence
        )


def _begun(
    cast: Cast, number: int, entry: date, origin: Origin = Origin.PROFESSIONAL
) -> Generator[date, None, Pathway]:
    """Enter, then speak of freins and of a goal within ten days; `yield from` gives the pathway."""
    yield next_working_day(entry)
    pathway = _enter(cast, number, origin)
    _speak(cast, pathway)
    yield _after(5)
    _discuss(cast, pathway, number)
    _plan(cast, pathway, number)
    return pathway


def _it_goes_well(cast: Cast, number: int, entry: date) -> Life:
    """She comes, steps follow one another, she leaves with something; one asks, months after, what became of her."""
    pathway = yield from _begun(cast, number, entry)
    for _meeting in range(3):
        yield from _meet(cast, pathway, Presence.PRESENT, days=14)
        yield _after(10)
        _speak(cast, pathway)
    yield _after(14)
    _discuss(cast, pathway, number, lifted=True)
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
        first_name=_FIRST[number % len(_FIRST)],
        phone=f"+336399{number:05d}",
        agreed=True,
        district=cast.districts[number % len(cast.districts)],
        need=Need.WORK,
        time=PreferredTime.MORNING,
        tells_relay=bool(number % 2),
    )
    introduction = take(introduction=told, by=cast.counsellor.user)
    yield _after(1)
    introduction = note_call(
        introduction=introduction,
        version=introduction.version,
        by=cast.counsellor.user,
        reached=True,
        on=today(),
    )
    pathway = yield from _begun(cast, number, today(), Origin.RELAY)
    current = Introduction.objects.get(pk=introduction.pk)
    close(
        introduction=current,
        version=current.version,
        by=cast.counsellor.user,
        ending=IntroductionState.MET,
        resident=pathway.resident,
    )
    if number % 3 == 0:
        _together(cast, pathway)
    while today() < cast.until - timedelta(days=21):
        yield _after(20)
        _speak(cast, pathway, (Direction.BOTH, Direction.INCOMING)[number % 2])
    yield from _meet(cast, pathway, Presence.PRESENT, days=3)


def _silence(cast: Cast, number: int, entry: date) -> Life:
    """Nothing more comes from her; one tries to call."""
    pathway = yield from _begun(cast, number, min(entry, cast.until - timedelta(days=75)))
    yield _after(40)
    _speak(cast, pathway, Direction.OUTGOING)
    yield _after(130)
    _speak(cast, pathway, Direction.OUTGOING)
    if number % 2:
        pathway.refresh_from_db()
        close_pathway(
            pathway=pathway, version=pathway.version, by=cast.counsellor, on=today(), reason=ExitReason.LOST
        )


def _absences(cast: Cast, number: int, entry: date) -> Life:
    """She misses two appointments in a row, close to today for some."""
    pathway = yield from _begun(cast, number, max(entry, cast.until - timedelta(days=40 + number % 60)))
    yield from _meet(cast, pathway, Presence.ABSENT)
    yield from _meet(cast, pathway, Presence.ABSENT)
    if number % 3:
        return
    yield _after(12)
    _speak(cast, pathway)


def _nothing_after(cast: Cast, number: int, entry: date) -> Life:
    """An action of three weeks ended, and nothing was planned after it."""
    entry = max(entry, cast.until - timedelta(days=70))
    yield next_working_day(entry)
    pathway = _enter(cast, number, Origin.ACTION)
    yield _after(4)
    _speak(cast, pathway)
    sheet = StepSheet(
        kind=StepKind.SERVICE,
        title="Atelier de trois semaines",
        starts_on=today() + timedelta(days=3),
        ends_on=today() + timedelta(days=24),
    )
    add_step(pathway=pathway, sheet=sheet, by=cast.counsellor)
    yield _after(26)
    _speak(cast, pathway)


def _waiting_for_a_service(cast: Cast, number: int, entry: date) -> Life:
    """She was referred to a service; one says no, one fixes a date, the others do not answer."""
    pathway = yield from _begun(cast, number, max(entry, cast.until - timedelta(days=38 - number % 12)))
    yield _after(3)
    sent = send(
        prescriber=cast.counsellor,
        service=cast.services[number % len(cast.services)],
        resident=pathway.resident,
        agreed=True,
        need=Need.CHILDCARE,
    )
    yield _after(4)
    _speak(cast, pathway)
    turn = number // len(LIVES) % 4
    if turn > 1:
        return
    link = Link.objects.filter(purpose=LINK_PURPOSE, target_uuid=sent.uuid).latest("pk")
    sent, by = open_by_link(referral=sent, link=link), Answerer(link=link)
    if turn:
        full = "Le groupe est complet jusqu’en janvier."
        refuse(referral=sent, version=sent.version, by=by, reason=RefusalReason.FULL, message=full)
    else:
        appoint(referral=sent, version=sent.version, by=by, at=moment_of(_after(6), 14), place="À l’accueil")


def _paused(cast: Cast, number: int, entry: date) -> Life:
    """She is away for a time; silence says nothing."""
    pathway = yield from _begun(cast, number, max(entry, cast.until - timedelta(days=120)))
    yield _after(20)
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
    pathway = _enter(cast, number, Origin.OUTREACH, takes_it=False)
    _speak(cast, pathway)


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
