"""What several lives of the demonstration are made of: who acts, and what happens to somebody, one scene at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from cite.accounts.models import Link
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.directory.enums.needs import Need
from cite.directory.enums.standard import Obstacle
from cite.directory.models import Service, ServiceFacet
from cite.directory.rules.documents import code_of
from cite.directory.rules.leaflet import need_of
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus
from cite.pathways.enums.pathways import (
    Channel,
    Direction,
    Origin,
    Presence,
)
from cite.pathways.models import Pathway
from cite.pathways.operations.diagnoses import record_diagnosis
from cite.pathways.operations.events import note_contact, note_presence, plan_appointment
from cite.pathways.operations.goals import StepSheet, add_step, set_goal
from cite.pathways.operations.groups import join_group
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.rules.obstacles import Said
from cite.referrals.enums.referrals import RefusalReason
from cite.referrals.models import Referral
from cite.referrals.operations.answers import Answerer, appoint, open_by_link, refuse
from cite.referrals.operations.answers import note_presence as note_presence_there
from cite.referrals.operations.referrals import send
from cite.referrals.operations.telling import LINK_PURPOSE
from cite.residents.enums.people import EducationLevel, NoticeWay, Sex, Situation
from cite.residents.enums.sharing import AgreementWay, Purpose
from cite.residents.operations.people import open_file
from cite.residents.operations.residences import note_residence
from cite.residents.operations.sharing import give
from cite.tenancy.models import Territory
from cite.territories.models import District

FIRST = "Amina Lucas Leïla Karim Sonia Mehdi Inès Paul Fatou Yacine Lina Bilal Marie Samir Awa Tom Nour Hugo".split()
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

_REFUSED = (RefusalReason.FULL, RefusalReason.FULL, RefusalReason.NO_SESSION, RefusalReason.FULL)
_MOST_ASKED = 4

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


def after(days: int) -> date:
    """Tell the working day that comes so many days later."""
    return next_working_day(today() + timedelta(days=days))


def _sex_of(first_name: str) -> Sex:
    return Sex.FEMALE if first_name in _WOMEN else Sex.MALE


def enter(cast: Cast, number: int, origin: Origin, *, takes_it: bool = True) -> Pathway:
    """Open her file and her pathway, and note where she says she lives; some say nothing of it."""
    by, first_name = cast.counsellor, FIRST[number % len(FIRST)]
    age = cast.ages[number * 11 % len(cast.ages)]
    situations = _YOUNG if age <= _YOUNG_UNTIL else _OTHERS
    resident = open_file(
        by=by,
        first_name=first_name,
        last_name=f"{_LAST[number % len(_LAST)]} {_LAST[(number * 5 + 1) % len(_LAST)]}",
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


def discuss(cast: Cast, pathway: Pathway, number: int, *, lifted: bool = False) -> None:
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


def together(cast: Cast, pathway: Pathway) -> None:
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


def speak(cast: Cast, pathway: Pathway, direction: Direction = Direction.BOTH) -> None:
    """Speak on the telephone, or try to."""
    note_contact(pathway=pathway, by=cast.counsellor, on=today(), channel=Channel.PHONE, direction=direction)


def plan(cast: Cast, pathway: Pathway, number: int, sheet: StepSheet | None = None) -> None:
    """Set a goal with her, and a first step towards it."""
    title = _GOALS[number % len(_GOALS)]
    goal = set_goal(pathway=pathway, title=title, on=today(), by=cast.counsellor)
    planned = sheet or StepSheet(
        title="Préparer le dossier ensemble", goal=goal, due_on=today() + timedelta(days=60)
    )
    add_step(pathway=pathway, sheet=planned, by=cast.counsellor)


def meet(cast: Cast, pathway: Pathway, presence: Presence, days: int = 7) -> Life:
    """Fix an appointment; say, the same evening or the next day, whether she came."""
    on = after(days)
    appointment = plan_appointment(
        pathway=pathway, by=cast.counsellor, at=moment_of(on, 9), subject="Point d’étape"
    )
    yield on
    if presence != Presence.UNKNOWN:
        note_presence(
            appointment=appointment, version=appointment.version, by=cast.counsellor, presence=presence
        )


def opened(sent: Referral) -> tuple[Referral, Answerer]:
    """The structure opens the link that it received."""
    link = Link.objects.filter(purpose=LINK_PURPOSE, target_uuid=sent.uuid).latest("pk")
    return open_by_link(referral=sent, link=link), Answerer(link=link)


def need_met_by(service: Service) -> Need:
    """Name what somebody who is referred to a service needs."""
    facets = ServiceFacet.objects.filter(service=service).values_list("facet", "code")
    return need_of(code_of(facet, code) for facet, code in facets) or Need.WORK


def referred(cast: Cast, pathway: Pathway, number: int) -> Life:
    """Refer her to one of the services that most are referred to: no and why, or a date, and whether she came."""
    service = cast.services[number % _MOST_ASKED]
    sent = send(
        prescriber=cast.counsellor,
        service=service,
        resident=pathway.resident,
        agreed=True,
        need=need_met_by(service),
    )
    yield after(1 + number % 8)
    sent, by = opened(sent)
    if number % 5 < 2:
        reason = _REFUSED[number % len(_REFUSED)]
        refuse(
            referral=sent,
            version=sent.version,
            by=by,
            reason=reason,
            message="Rappelez-nous le mois prochain.",
        )
        return
    on = after(3 + number % 7)
    sent = appoint(referral=sent, version=sent.version, by=by, at=moment_of(on, 9), place="À l’accueil")
    yield on
    note_presence_there(referral=sent, version=sent.version, by=by, came=bool(number % 7))


def begun(
    cast: Cast, number: int, entry: date, origin: Origin = Origin.PROFESSIONAL
) -> Generator[date, None, Pathway]:
    """Enter, then speak of freins and of a goal within ten days; `yield from` gives the pathway."""
    yield next_working_day(entry)
    pathway = enter(cast, number, origin)
    speak(cast, pathway)
    yield after(5)
    discuss(cast, pathway, number)
    plan(cast, pathway, number)
    return pathway
