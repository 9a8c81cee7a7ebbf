"""People who are followed, fictional and many: structures, professionals, pathways, and twenty events a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from bench.lives import DAYS, Life, life_of
from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import LegalTitle, OrganizationKind
from cite.actors.models import Membership, Organization, Partner
from cite.core.dates import today
from cite.core.text import search_key
from cite.pathways.enums.pathways import FollowUpAnswer, Origin, PauseReason, ReferentState
from cite.pathways.models import (
    Appointment,
    Contact,
    Diagnosis,
    Exit,
    Finding,
    FollowUp,
    GroupMember,
    Note,
    Pathway,
    Pause,
    Refereeship,
    Step,
)
from cite.pathways.rules.exits import class_of, follow_ups_due
from cite.referrals.enums.referrals import EventKind, ReferralState, RefusalReason
from cite.referrals.models import Referral, ReferralEvent
from cite.residents.enums.sharing import Purpose
from cite.residents.models import Residence, Resident, Sharing
from cite.tenancy.models import Territory
from cite.territories.enums import Status
from cite.territories.models import District

PEOPLE_PER_STRUCTURE = 1_000
PROFESSIONALS = 10
"""In each structure: a hundred people each."""
_AT_ONCE = 5_000
_NAME = "Prénom"


@cache
def followed_people(territory: Territory, count: int) -> Membership:
    """Fill the Cité with so many people, once a run; gives one of the professionals."""
    return fill(territory, count)


def fill(territory: Territory, count: int) -> Membership:
    """Fill the Cité with so many people; gives one of the professionals."""
    with scope(territory=territory):
        members = _professionals(territory, max(1, count // PEOPLE_PER_STRUCTURE))
        town = _Town(members, _districts_of(territory), today())
        for first in range(0, count, _AT_ONCE):
            with transaction.atomic():
                _write_people(town, range(first, min(first + _AT_ONCE, count)))
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


def _districts_of(territory: Territory) -> list[int]:
    rows = District.objects.filter(communes__epci_code=territory.epci_code)
    return list(rows.distinct().values_list("pk", flat=True)[:20])


@dataclass(frozen=True, slots=True)
class _Town:
    """Who follows people here, and where these live."""

    members: Sequence[Membership]
    districts: Sequence[int]
    on: date

    def referent(self, number: int) -> Membership:
        """The professional who follows somebody."""
        return self.members[number % len(self.members)]

    def district(self, number: int) -> int | None:
        """Where somebody lives, where districts are known."""
        return self.districts[number % len(self.districts)] if self.districts else None

    def colleague(self, number: int) -> Membership:
        """Another one, of another structure where there are several."""
        return self.members[(number + PROFESSIONALS) % len(self.members)]


@dataclass(slots=True)
class _Person:
    """Somebody, who follows her, and the numbers of the rows that hold her once they are written."""

    number: int
    life: Life
    referent: int
    partner: int
    colleague: int
    neighbour: int
    resident: int = 0
    pathway: int = 0


def _write_people(town: _Town, numbers: Iterable[int]) -> None:
    """Write some people with everything that happened to them, without a model for each row."""
    people = [_person(town, number) for number in numbers]
    _residents(people)
    _pathways(people)
    _around(town, people)
    _events(people)
    _discussed(people)
    _referrals(people)
    _ends(people, town.on)


def _person(town: _Town, number: int) -> _Person:
    referent, colleague = town.referent(number), town.colleague(number)
    life = life_of(number, town.on)
    return _Person(number, life, referent.pk, referent.partner_id, colleague.pk, colleague.partner_id)


def _residents(people: Sequence[_Person]) -> None:
    def row(each: _Person) -> tuple[Any, ...]:
        last = f"Inventé {each.number % 977}"
        key = search_key(f"{last} {_NAME}{each.number}")
        heard = each.life.heard or each.life.opened
        return f"{_NAME}{each.number}", last, key, each.partner, each.referent, heard, True

    fields = "first_name last_name name_key partner created_by last_heard_on is_training"
    written = dict(_write(Resident, fields, map(row, people), returned=("first_name", "id")))
    for each in people:
        each.resident = written[f"{_NAME}{each.number}"]


def _pathways(people: Sequence[_Person]) -> None:
    def row(each: _Person) -> tuple[Any, ...]:
        life, origin = each.life, str(Origin.HERSELF)
        return each.resident, origin, life.opened, each.referent, life.contacted, life.heard, life.closed

    fields = "resident origin opened_on opened_by last_contact_on last_heard_on closed_on"
    written = dict(_write(Pathway, fields, map(row, people), returned=("resident", "id")))
    for each in people:
        each.pathway = written[each.resident]


def _around(town: _Town, people: Sequence[_Person]) -> None:
    """Who follows each, with whom she shares her file, where she lives, her pause."""
    sharings = (
        (each.resident, partner, str(Purpose.SUPPORT), each.life.opened)
        for each in people
        for partner in {each.partner, each.neighbour if each.life.is_shared_further else each.partner}
    )
    _write(Sharing, "resident partner purpose given_on", sharings)
    answer = str(Status.IN_QPV if town.districts else Status.UNKNOWN)
    homes = (
        (each.resident, each.life.opened, each.life.opened, answer, town.district(each.number))
        for each in people
    )
    _write(Residence, "resident since answered_on answer district", homes)
    referents = (row for each in people for row in _referents(each, each.life))
    _write(Refereeship, "pathway member state proposed_by proposed_on since until", referents)
    groups = ((each.pathway, each.colleague, each.life.opened) for each in people if each.life.has_group)
    _write(GroupMember, "pathway member since", groups)
    pauses = (
        (each.pathway, str(PauseReason.TRAVEL), *each.life.pause, each.referent)
        for each in people
        if each.life.pause
    )
    _write(Pause, "pathway reason first_on last_on noted_by", pauses)


def _referents(each: _Person, life: Life) -> Iterator[tuple[Any, ...]]:
    opened, changed, who = life.opened, life.handed_over, each.referent
    if changed is not None:
        yield each.pathway, each.colleague, str(ReferentState.ENDED), who, opened, opened, changed
    if life.has_referent:
        since = changed or opened
        yield each.pathway, who, str(ReferentState.ACTIVE), who, since, since, None


def _events(people: Sequence[_Person]) -> None:
    """Exchanges, appointments, steps, a note."""
    contacts = ((each.pathway, each.referent, *told) for each in people for told in each.life.contacts)
    _write(Contact, "pathway by on channel direction", contacts)
    meetings = (
        (each.pathway, each.partner, each.referent, *told)
        for each in people
        for told in each.life.appointments
    )
    _write(Appointment, "pathway partner member at presence noted_on created_at", meetings)
    steps = ((each.pathway, each.referent, *told) for each in people for told in each.life.steps)
    _write(Step, "pathway added_by kind state title added_on starts_on ends_on due_on done_on", steps)
    notes = ((each.pathway, each.referent, *each.life.note) for each in people)
    _write(Note, "pathway author circle text written_on", notes)


def _discussed(people: Sequence[_Person]) -> None:
    """What keeps each from work, as it was said one day."""
    rows = ((each.pathway, each.referent, each.life.diagnosed) for each in people)
    written = dict(_write(Diagnosis, "pathway by on", rows, returned=("pathway", "id")))
    findings = ((written[each.pathway], *told) for each in people for told in each.life.findings)
    _write(Finding, "diagnosis obstacle level status settled_on", findings)


def _referrals(people: Sequence[_Person]) -> None:
    """One service asked to welcome each, and what came of it."""

    def row(each: _Person) -> tuple[Any, ...]:
        state, answered = each.life.answer
        why = str(RefusalReason.FULL) if state == ReferralState.REFUSED else ""
        sent, until = each.life.sent, each.life.sent + timedelta(days=30)
        return each.resident, "Un service", each.neighbour, each.referent, sent, until, state, answered, why

    fields = "resident service_name receiver prescriber sent_on expires_on state answered_on refusal_reason"
    referred = [each for each in people if each.life.sent]
    written = dict(_write(Referral, fields, map(row, referred), returned=("resident", "id")))
    events = (
        (written[each.resident], str(kind), _at(day))
        for each in referred
        for kind, day in [(EventKind.SENT, each.life.sent), *each.life.referral_events]
    )
    _write(ReferralEvent, "referral kind at", events)


def _ends(people: Sequence[_Person], on: date) -> None:
    """How the pathways that are over ended, and the questions three and six months after."""
    over = [each for each in people if each.life.closed]
    rows = (
        (each.pathway, each.life.closed, each.life.reason, str(class_of(each.life.reason)), each.referent)
        for each in over
    )
    written = dict(_write(Exit, "pathway on reason exit_class noted_by", rows, returned=("pathway", "id")))
    questions = (
        (written[each.pathway], months, due, str(FollowUpAnswer.SEEKING) if answered else "")
        for each in over
        for months, due in follow_ups_due(each.life.reason, each.life.closed)
        for answered in [due < on and each.number % 3]
    )
    _write(FollowUp, "exit months due_on answer", questions)


_identifiers = Random(DAYS)  # noqa: S311 - figures, not secrets


def _write(model: Any, fields: str, rows: Iterable[Any], *, returned: tuple[str, ...] = ()) -> list[Any]:
    """Write rows of one table, each with a public identifier of its own."""
    named = ((UUID(int=_identifiers.getrandbits(128)), *row) for row in rows)
    return model.objects.write_rows(("uuid", *fields.split()), named, returned=returned)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=timezone.get_default_timezone())
