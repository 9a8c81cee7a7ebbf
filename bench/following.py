"""People who are followed, fictional and many: structures, professionals, pathways, and twenty events a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from django_scopes import scope

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import LegalTitle, OrganizationKind
from cite.actors.models import Membership, Organization, Partner
from cite.core.dates import now, today
from cite.core.text import search_key
from cite.pathways.enums.obstacles import ObstacleLevel, StepKind, StepState
from cite.pathways.enums.pathways import Channel, Circle, Direction, Origin, Presence, ReferentState
from cite.pathways.models import Appointment, Contact, Diagnosis, Finding, Note, Pathway, Refereeship, Step
from cite.residents.enums.sharing import Purpose
from cite.residents.models import Residence, Resident, Sharing
from cite.tenancy.models import Territory
from cite.territories.enums import Status
from cite.territories.models import District

PEOPLE_PER_STRUCTURE = 1_000
PROFESSIONALS = 10
"""In each structure: a hundred people each."""
DAYS = 400
CONTACTS, APPOINTMENTS, STEPS, NOTES, FINDINGS = 9, 5, 3, 1, 2
"""Events of each person: twenty, with the diagnosis that her findings belong to left out."""
_BATCH = 5_000


@cache
def followed_people(territory: Territory, count: int) -> Membership:
    """Fill the Cité with so many people, once a run; gives one of the professionals."""
    with scope(territory=territory):
        members = _professionals(territory, max(1, count // PEOPLE_PER_STRUCTURE))
        residents = _people(territory, members, count)
        _events(territory, _pathways(territory, members, residents), members)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return members[0]


def _professionals(territory: Territory, structures: int) -> list[Membership]:
    found = []
    for number in range(structures):
        organization = Organization.objects.create(
            name=f"Structure fictive {number}", kind=OrganizationKind.MISSION_LOCALE
        )
        partner = Partner.objects.create(
            territory=territory,
            organization=organization,
            legal_title=LegalTitle.SOCIAL_ACTION,
            habilitated_by_state_on=date(2020, 1, 1),
            habilitated_by_metropole_on=date(2020, 1, 1),
        )
        for rank in range(PROFESSIONALS):
            user = User.objects.create(
                email=f"pro{number}.{rank}@bench.example", full_name=f"Professionnel {number} {rank}"
            )
            found.append(
                Membership.objects.create(
                    territory=territory, partner=partner, user=user, role=Role.PRESCRIBER
                )
            )
    return found


def _people(territory: Territory, members: list[Membership], count: int) -> list[Resident]:
    chance, on = Random(1), today()  # noqa: S311 - figures, not secrets
    districts = list(District.objects.filter(communes__epci_code=territory.epci_code).distinct()[:20])
    _fill(
        Resident,
        (
            Resident(
                territory=territory,
                first_name=f"Prénom{number}",
                last_name=f"Inventé {number % 977}",
                name_key=search_key(f"Inventé {number % 977} Prénom{number}"),
                partner_id=members[number % len(members)].partner_id,
                created_by=members[number % len(members)],
                last_heard_on=on - timedelta(days=chance.randrange(DAYS)),
                is_training=True,
            )
            for number in range(count)
        ),
    )
    # another measure may have opened the demonstration, whose people have their sharings already
    made = Resident.objects.exclude(pk__in=Sharing.objects.values("resident"))
    residents = list(made.order_by("pk").only("pk", "partner_id", "created_by_id"))
    _fill(
        Sharing,
        (
            Sharing(
                territory=territory,
                resident=each,
                partner_id=each.partner_id,
                purpose=Purpose.SUPPORT,
                given_on=on - timedelta(days=DAYS),
            )
            for each in residents
        ),
    )
    _fill(
        Residence,
        (
            Residence(
                territory=territory,
                resident=each,
                since=on - timedelta(days=DAYS),
                answered_on=on,
                answer=Status.IN_QPV if districts else Status.UNKNOWN,
                district=chance.choice(districts) if districts else None,
            )
            for each in residents
        ),
    )
    return residents


def _pathways(
    territory: Territory, members: list[Membership], residents: Iterable[Resident]
) -> list[Pathway]:
    chance, on = Random(2), today()  # noqa: S311 - figures, not secrets
    _fill(
        Pathway,
        (
            Pathway(
                territory=territory,
                resident=each,
                origin=Origin.HERSELF,
                opened_on=on - timedelta(days=DAYS),
                opened_by_id=each.created_by_id,
                last_contact_on=on - timedelta(days=chance.randrange(DAYS)),
                last_heard_on=on - timedelta(days=chance.randrange(DAYS)),
            )
            for each in residents
        ),
    )
    pathways = list(Pathway.objects.filter(opened_by__in=members).order_by("pk"))
    _fill(
        Refereeship,
        (
            Refereeship(
                territory=territory,
                pathway=each,
                member_id=each.opened_by_id,
                proposed_by_id=each.opened_by_id,
                proposed_on=each.opened_on,
                since=each.opened_on,
                state=ReferentState.ACTIVE,
            )
            for each in pathways
        ),
    )
    return pathways


def _events(territory: Territory, pathways: list[Pathway], members: list[Membership]) -> None:
    chance, on = Random(3), today()  # noqa: S311 - figures, not secrets
    partner_of = {each.pk: each.partner_id for each in members}

    def day(ahead: int = 0) -> date:
        return on - timedelta(days=chance.randrange(-ahead, DAYS))

    def contact(each: Pathway) -> Contact:
        return Contact(
            territory=territory,
            pathway=each,
            on=day(),
            channel=chance.choice(Channel.values),
            direction=chance.choice(Direction.values),
            by_id=each.opened_by_id,
        )

    def appointment(each: Pathway) -> Appointment:
        at = timezone.make_aware(datetime.combine(day(30), time(9 + chance.randrange(9))))
        known = at < now() and chance.random() > 0.01
        return Appointment(
            territory=territory,
            pathway=each,
            at=at,
            partner_id=partner_of[each.opened_by_id],
            member_id=each.opened_by_id,
            presence=chance.choice(Presence.values[1:]) if known else Presence.UNKNOWN,
            noted_on=at.date() if known else None,
        )

    def step(each: Pathway) -> Step:
        starts_on = day(30)
        return Step(
            territory=territory,
            pathway=each,
            kind=chance.choice(StepKind.values),
            state=chance.choice(StepState.values),
            title="Une étape",
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=chance.randrange(90)),
            added_on=each.opened_on,
            added_by_id=each.opened_by_id,
        )

    def note(each: Pathway) -> Note:
        return Note(
            territory=territory,
            pathway=each,
            author_id=each.opened_by_id,
            circle=chance.choice(Circle.values),
            text="Préfère le matin.",
            written_on=day(),
        )

    def diagnosis(each: Pathway) -> Diagnosis:
        return Diagnosis(territory=territory, pathway=each, on=day(), by_id=each.opened_by_id)

    for model, make, number in (
        (Contact, contact, CONTACTS),
        (Appointment, appointment, APPOINTMENTS),
        (Step, step, STEPS),
        (Note, note, NOTES),
        (Diagnosis, diagnosis, 1),
    ):
        _fill(model, _each(make, pathways, number))
    _fill(
        Finding,
        (
            Finding(territory=territory, diagnosis=each, obstacle=obstacle, level=ObstacleLevel.PARTIAL)
            for each in Diagnosis.objects.order_by("pk").iterator()
            for obstacle in ("housing", "language")[:FINDINGS]
        ),
    )


def _each(make: Callable[[Pathway], Any], pathways: list[Pathway], number: int) -> Iterator[Any]:
    return (make(each) for each in pathways for _turn in range(number))


def _fill(model: type[Model], rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, _BATCH)):
        model.objects.bulk_create(batch)
