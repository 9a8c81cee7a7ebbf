"""Rows by the thousand, for the tests of lists: fictional, made in a few inserts, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import Likeness
from cite.actors.models import (
    Commitment,
    CommitmentText,
    Duplicate,
    Invitation,
    JoinRequest,
    Membership,
    Merge,
    Partner,
)
from cite.core.dates import now, today
from cite.core.text import search_key
from cite.grants.models import Application, Award, CallEdition, Funder
from cite.meetings.models import AgendaItem, Attendee, Meeting, MeetingDecision
from cite.opening.enums import ComplianceKind
from cite.opening.models import ComplianceItem
from cite.tenancy.models import Territory
from tests.factories.organizations import make_many_partners

_numbers = count(1)


def many_people(how_many: int) -> list[User]:
    """People without a role."""
    numbers = [next(_numbers) for _n in range(how_many)]
    return User.objects.bulk_create(
        User(email=f"foule{n}@example.org", full_name=f"Personne {n}") for n in numbers
    )


def many_members(partner: Partner, how_many: int, **fields) -> list[Membership]:
    """People who act for an organization."""
    given = {"territory": partner.territory, "partner": partner, "role": Role.PRESCRIBER} | fields
    return Membership.objects.bulk_create(
        Membership(user=user, search_key=search_key(user.full_name), **given)
        for user in many_people(how_many)
    )


def many_invitations(partner: Partner, how_many: int, *, by: User) -> list[Invitation]:
    """Places offered, that nobody has answered and that close in two days."""
    return Invitation.objects.bulk_create(
        Invitation(
            territory=partner.territory,
            partner=partner,
            email=f"invitee{next(_numbers)}@example.org",
            role=Role.READER,
            invited_by=by,
            expires_at=now() + timedelta(days=2),
        )
        for _n in range(how_many)
    )


def many_requests(partner: Partner, how_many: int) -> list[JoinRequest]:
    """People who ask to act for an organization."""
    return JoinRequest.objects.bulk_create(
        JoinRequest(territory=partner.territory, partner=partner, user=user, role=Role.READER)
        for user in many_people(how_many)
    )


def many_duplicates(territory: Territory, how_many: int) -> list[Duplicate]:
    """Pairs of organizations that look alike."""
    partners = make_many_partners(territory, 2 * how_many)
    return Duplicate.objects.bulk_create(
        Duplicate(
            territory=territory, first=first, second=second, score=90, reasons=[Likeness.CLOSE_NAME.value]
        )
        for first, second in zip(partners[::2], partners[1::2], strict=True)
    )


def many_merges(territory: Territory, how_many: int, *, by: User) -> list[Merge]:
    """Organizations that were made one, two by two."""
    partners = make_many_partners(territory, 2 * how_many)
    return Merge.objects.bulk_create(
        Merge(territory=territory, kept=kept, absorbed=absorbed, by=by)
        for kept, absorbed in zip(partners[::2], partners[1::2], strict=True)
    )


def many_signatures(text: CommitmentText, how_many: int, *, by: User) -> list[Commitment]:
    """Organizations that signed a text."""
    return Commitment.objects.bulk_create(
        Commitment(
            territory=text.territory,
            partner=partner,
            text=text,
            organization_name="Structure",
            signed_by=by,
            signatory_name=str(by),
            signatory_function="Directrice",
            signed_at=now(),
            sha256=text.sha256,
        )
        for partner in make_many_partners(text.territory, how_many)
    )


def many_meetings(territory: Territory, how_many: int, *, by: User, days: int = 10) -> list[Meeting]:
    """Meetings in so many days, one minute apart."""
    starts = now() + timedelta(days=days)
    return Meeting.objects.bulk_create(
        Meeting(
            territory=territory,
            organizer=by,
            kind="steering",
            title=f"Comité {n}",
            starts_at=starts + timedelta(minutes=n),
            ends_at=starts + timedelta(minutes=n + 30),
        )
        for n in range(how_many)
    )


def many_attendees(meeting: Meeting, how_many: int) -> list[Attendee]:
    """People invited to a meeting."""
    return Attendee.objects.bulk_create(
        Attendee(
            territory=meeting.territory,
            meeting=meeting,
            user=user,
            name=str(user),
            invited_by=meeting.organizer,
        )
        for user in many_people(how_many)
    )


def many_items(meeting: Meeting, how_many: int) -> list[AgendaItem]:
    """Points of an agenda, with what the minutes say of each."""
    return AgendaItem.objects.bulk_create(
        AgendaItem(
            territory=meeting.territory,
            meeting=meeting,
            position=n + 1,
            title=f"Point {n}",
            minutes="Dit en séance.",
        )
        for n in range(how_many)
    )


def many_decisions(meeting: Meeting, how_many: int, *, owner: User) -> list[MeetingDecision]:
    """Decisions to follow, carried by one person."""
    return MeetingDecision.objects.bulk_create(
        MeetingDecision(
            territory=meeting.territory,
            meeting=meeting,
            text=f"Ouvrir le groupe {n}",
            owner_user=owner,
            due_on=today() + timedelta(days=n % 60 - 30),
        )
        for n in range(how_many)
    )


def many_versions(territory: Territory, how_many: int, *, by: User) -> list[ComplianceItem]:
    """Versions of one thing the law asks."""
    kind = next(iter(ComplianceKind))
    known = ComplianceItem.objects.filter(territory=territory, kind=kind).count()
    return ComplianceItem.objects.bulk_create(
        ComplianceItem(
            territory=territory,
            kind=kind,
            number=known + n + 1,
            dated_on=today(),
            reference="Dossier",
            noted_by=by,
        )
        for n in range(how_many)
    )


def many_applications(edition: CallEdition, how_many: int, *, by: User, **fields) -> list[Application]:
    """Deposited files, each of its own carrier, each reaching a district and asking the same funder."""
    carriers = make_many_partners(edition.territory, how_many)
    given = {"state": "taken_up", "deposited_at": now(), "carrier_kind": "association"} | fields
    numbers = [next(_numbers) for _n in range(how_many)]
    files = Application.objects.bulk_create(
        Application(
            territory=edition.territory,
            call=edition.call,
            edition=edition,
            partner=carrier,
            number=f"F-{number:05d}",
            title=f"Action {number}",
            search_key=f" action {number} f {number:05d}",
            priorities=["obstacles"],
            created_by=by,
            **given,
        )
        for carrier, number in zip(carriers, numbers, strict=True)
    )
    funder, _new = Funder.objects.get_or_create(
        territory=edition.territory, name="État", defaults={"kind": "state"}
    )
    Award.objects.bulk_create(
        Award(territory=edition.territory, application=file, funder=funder, amount_asked=5000)
        for file in files
    )
    return files
