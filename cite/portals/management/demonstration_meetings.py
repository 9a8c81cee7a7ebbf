"""The meetings of the demonstration: one held, with decisions of which one is late, and one to come."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from cite.accounts.models import User
from cite.accounts.queries import DEMO_DOMAIN
from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.meetings import operations
from cite.meetings.enums import Answer, Presence
from cite.meetings.models import Meeting
from cite.meetings.operations.meetings import Particulars
from cite.meetings.queries import attendees_of
from cite.tenancy.models import Territory

_HELD = "Comité de pilotage d’automne"
_COMING = "Comité technique de décembre"
_AGENDA = (
    (
        "Bilan des actions de l’année",
        "Marc Olivaux",
        30,
        "Les actions de l’année sont présentées : mobilité, garde d’enfants, français.\n\n"
        "- Les ateliers de mobilité ont trouvé leur public.\n"
        "- La garde d’enfants en horaires décalés reste le premier frein signalé.",
    ),
    (
        "Priorités de l’appel à projets",
        "Claire Demontagne et Yanis Fontvieille",
        45,
        "Les copilotes proposent de garder les priorités de l’an dernier et d’ajouter l’aller-vers en soirée.",
    ),
    (
        "Calendrier des instances",
        "Sofia Lacombe",
        15,
        "Un comité technique par mois, un comité de pilotage par semestre.",
    ),
)


def open_meetings(*, territory: Territory) -> None:
    """Hold a steering committee, and convene a technical one; once per Cité."""
    if Meeting.objects.filter(title=_HELD).exists():
        return
    people = {user.email.partition("@")[0]: user for user in _people()}
    sofia = people["sofia.coordination"]
    _held(territory, people, sofia)
    _coming(territory, people, sofia)


def _people() -> list[User]:
    return list(User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True).order_by("pk"))


def _at(days: int, hour: int, length: timedelta) -> dict[str, datetime]:
    starts = timezone.make_aware(
        datetime.combine(next_working_day(today() + timedelta(days=days)), time(hour, 30))
    )
    return {"starts_at": starts, "ends_at": starts + length}


def _held(territory: Territory, people: dict[str, User], by: User) -> None:
    hours = _at(-35, 9, timedelta(hours=2))
    particulars = Particulars(title=_HELD, place="Hôtel de Métropole, salle des conseils", **hours)
    meeting = operations.prepare_meeting(territory=territory, kind="steering", particulars=particulars, by=by)
    items = [
        operations.add_item(meeting=meeting, title=title, presenter=presenter, duration=duration, by=by)
        for title, presenter, duration, _minutes in _AGENDA
    ]
    operations.invite_people(meeting=meeting, people=people.values(), by=by)
    operations.invite_guest(
        meeting=meeting, name="Odile Ferrand", organization="Club d’entreprises du Gier", by=by
    )
    meeting = operations.hold_meeting(meeting=meeting, by=by)
    attendees = list(attendees_of(meeting))
    presences = {attendee.uuid: Presence.PRESENT for attendee in attendees[:-1]}
    meeting = operations.note_attendance(meeting=meeting, presences=presences, by=by, version=meeting.version)
    texts = {item.uuid: minutes for item, (*_rest, minutes) in zip(items, _AGENDA, strict=True)}
    meeting = operations.write_minutes(
        meeting=meeting,
        summary="Les deux copilotes ouvrent la séance et remercient les participants.",
        texts=texts,
        by=by,
        version=meeting.version,
    )
    decided = (
        ("Réunir les structures qui gardent des enfants en horaires décalés", "nadia.prescription", -10, 0),
        ("Écrire les priorités de l’appel à projets", "claire.etat", 20, 1),
        ("Publier le calendrier des instances", "sofia.coordination", 10, 2),
    )
    for text, name, days, number in decided:
        operations.record_decision(
            meeting=meeting,
            text=text,
            owner=people[name],
            due_on=today() + timedelta(days=days),
            item=items[number],
            by=by,
        )
    operations.approve_minutes(meeting=meeting, by=people["claire.etat"], version=meeting.version)


def _coming(territory: Territory, people: dict[str, User], by: User) -> None:
    hours = _at(15, 14, timedelta(hours=1, minutes=30))
    particulars = Particulars(
        title=_COMING,
        place="Maison de l’emploi, salle 2",
        link="https://visio.demonstration.example/cotech",
        **hours,
    )
    meeting = operations.prepare_meeting(
        territory=territory, kind="technical", particulars=particulars, by=by
    )
    operations.add_item(
        meeting=meeting, title="Suivi des décisions du comité de pilotage", duration=20, by=by
    )
    operations.add_item(
        meeting=meeting,
        title="Actions à venir dans les quartiers",
        presenter="Nadia Perrin",
        duration=40,
        details="Chaque structure apporte ses dates du premier trimestre.",
        by=by,
    )
    operations.invite_people(meeting=meeting, people=people.values(), by=by)
    operations.convene_meeting(meeting=meeting, by=by)
    mine = attendees_of(meeting).filter(user=by).first()
    if mine:
        operations.answer_invitation(attendee=mine, answer=Answer.YES, by=by)
