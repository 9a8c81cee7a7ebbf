"""Calls, files and what follows, for the tests: fictional, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import CommitmentKind, LegalForm, OrganizationKind
from cite.actors.models import Commitment, Partner
from cite.actors.rules.commitments import default_text
from cite.core.dates import now, today
from cite.grants.enums import ApplicationState, CarrierKind, EditionState, FunderKind, PieceState
from cite.grants.models import (
    Application,
    Attachment,
    Award,
    CallEdition,
    CallForProjects,
    CommitteeItem,
    CorrectionRound,
    Envelope,
    FundedAction,
    Funder,
    Opinion,
    Pledge,
    ReachedDistrict,
    Remark,
    Review,
    Simulation,
)
from cite.grants.permissions.applications import forget_links
from cite.grants.rules import call_content
from cite.meetings.models import Meeting
from cite.tenancy.models import Territory
from cite.territories.models import District
from tests.factories.accounts import make_user
from tests.factories.actors import make_member, make_text
from tests.factories.files import make_file
from tests.factories.organizations import make_partner
from tests.factories.territories import make_commune, make_district

_numbers = count(1)
CALENDAR = {
    "opens_on": date(2026, 11, 1),
    "closes_on": date(2027, 1, 24),
    "admissibility_on": date(2027, 2, 12),
    "review_on": date(2027, 3, 20),
    "committee_on": date(2027, 4, 8),
    "notification_on": date(2027, 5, 15),
    "interim_report_on": date(2027, 11, 30),
    "report_due_on": date(2028, 6, 30),
}


def make_call(territory: Territory, *, year: int = 2027, title: str = "", **fields: Any) -> CallForProjects:
    """A call of a year, without an edition."""
    return CallForProjects.objects.create(
        territory=territory, year=year, title=title or f"Cité de l’emploi {year}", **fields
    )


def make_edition(
    call: CallForProjects, by: User | None = None, *, state: str = EditionState.PUBLISHED, **fields: Any
) -> CallEdition:
    """The edition of a call in force, with the content of the fiche technique."""
    values: dict[str, Any] = {
        "number": 1,
        "presentation": "Les projets retenus sont originaux et innovants.",
        "contract": "Contrat de ville 2024-2030",
        "pillar": "Pilier 3",
        "pillar_action": "Développer l’activité économique et favoriser l’emploi",
        "stakes": call_content.to_json(call_content.STAKES),
        "priorities": call_content.to_json(call_content.PRIORITIES),
        "pieces": call_content.to_json(call_content.PIECES),
        "grid": call_content.to_json(call_content.GRID),
        "parameters": call_content.parameters_to(call_content.Parameters()),
        "published_on": date(2026, 11, 1) if state == EditionState.PUBLISHED else None,
    }
    return CallEdition.objects.create(
        territory=call.territory,
        call=call,
        state=state,
        written_by=by or make_user(f"writer{next(_numbers)}"),
        **values | CALENDAR | fields,
    )


def make_funder(territory: Territory, name: str = "État", **fields: Any) -> Funder:
    """An authority that funds."""
    return Funder.objects.create(territory=territory, name=name, **{"kind": FunderKind.STATE} | fields)


def make_envelope(call: CallForProjects, funder: Funder, amount: str = "100000.00") -> Envelope:
    """What a funder puts in a call."""
    return Envelope.objects.create(territory=call.territory, call=call, funder=funder, amount=Decimal(amount))


def make_carrier(territory: Territory, name: str = "", **fields: Any) -> Partner:
    """An association that may carry a project."""
    given = {"kind": OrganizationKind.SOCIAL_CENTER, "legal_form": LegalForm.ASSOCIATION} | fields
    return make_partner(territory, name or f"Association {next(_numbers)}", **given)


def make_application(
    edition: CallEdition, partner: Partner, by: User, *, state: str = ApplicationState.DRAFT, **fields: Any
) -> Application:
    """A file, empty unless fields say otherwise."""
    number = next(_numbers)
    given = {
        "number": f"T-{edition.call.year}-{number:04d}",
        "title": f"Action {number}",
        "carrier_kind": CarrierKind.ASSOCIATION,
    }
    return Application.objects.create(
        territory=edition.territory,
        call=edition.call,
        edition=edition,
        partner=partner,
        state=state,
        created_by=by,
        **given | fields,
    )


def make_funded_action(partner: Partner, **fields: Any) -> FundedAction:
    """An action of an organization that was funded before this tool."""
    given = {"year": 2025, "title": "Avant", "source": "imported"}
    return FundedAction.objects.create(territory=partner.territory, partner=partner, **given | fields)


def make_award(application: Application, funder: Funder, *, asked: str = "5000.00", **fields: Any) -> Award:
    """What one funder has to decide on one file."""
    return Award.objects.create(
        territory=application.territory,
        application=application,
        funder=funder,
        amount_asked=Decimal(asked),
        **fields,
    )


def make_carrier_member(partner: Partner, name: str, role: Role = Role.CARRIER, **fields: Any) -> User:
    """A person who writes the files of a carrier, or signs them."""
    return make_member(partner, name, role=role, **fields).user


def make_attachment(application: Application, by: User, piece: str = "statutes", **fields: Any) -> Attachment:
    """A document of a file, not looked at yet."""
    stored = make_file(application.territory, by=by, purpose="grants")
    return Attachment.objects.create(
        territory=application.territory,
        application=application,
        piece=piece,
        file=stored,
        added_by=by,
        **fields,
    )


def make_round(application: Application, by: User, **fields: Any) -> CorrectionRound:
    """A request to complete a file, whose answer is awaited."""
    given = {"number": 1, "asked_at": now(), "due_on": today() + timedelta(days=15)}
    return CorrectionRound.objects.create(
        territory=application.territory, application=application, asked_by=by, **given | fields
    )


def make_remark(application: Application, by: User, **fields: Any) -> Remark:
    """A remark of a new request."""
    given = {"place": "need", "text": "Précisez le besoin."} | fields
    asked = CorrectionRound.objects.filter(application=application).first() or make_round(application, by)
    return Remark.objects.create(territory=application.territory, round=asked, **given)


def make_eligible(application: Application, by: User, district: District | None = None) -> Application:
    """Fill a file so that nothing stands against its admissibility: criteria, commitment, documents.

    `district`: the one reached, where the map is loaded.
    """
    year = application.call.year
    application.starts_on, application.ends_on = date(year, 2, 1), date(year, 11, 30)
    application.priorities = ["obstacles"]
    application.answers = {
        "age_limit": "no",
        "innovation": "Autrement.",
        "articulation": "Avec le centre social.",
    }
    application.save()
    owned = {"territory": application.territory, "application": application}
    ReachedDistrict.objects.create(**owned, district=district or make_district(make_commune()))
    Pledge.objects.create(**owned, name="Mission locale")
    title, body = default_text(CommitmentKind.REPUBLICAN_COMMITMENT)
    text = make_text(application.territory, kind=CommitmentKind.REPUBLICAN_COMMITMENT, title=title, body=body)
    Commitment.objects.create(
        territory=application.territory,
        partner=application.partner,
        text=text,
        organization_name=str(application.partner),
        signed_by=by,
        signatory_name="Léa",
        signatory_function="Présidente",
        signed_at=now(),
        sha256=text.sha256,
    )
    for piece in call_content.PIECES:
        if application.carrier_kind in piece.of and piece.is_required:
            make_attachment(application, by, piece.code, state=PieceState.COMPLIANT)
    return application


def make_review(application: Application, instructor: User, *, side: str = "state", **fields: Any) -> Review:
    """A review in progress."""
    forget_links(instructor)
    return Review.objects.create(
        territory=application.territory, application=application, instructor=instructor, side=side, **fields
    )


def make_opinion(application: Application, by: User, **fields: Any) -> Opinion:
    """An opinion asked of an organization or of an address, whose answer is awaited."""
    given = {
        "name": "Commune fictive",
        "question": "Qu’en dites-vous ?",
        "due_on": today() + timedelta(days=15),
    }
    return Opinion.objects.create(
        territory=application.territory, application=application, asked_by=by, **given | fields
    )


def make_simulation(call: CallForProjects, by: User, name: str = "Équilibrée") -> Simulation:
    """A way of sharing the envelopes of a call out."""
    return Simulation.objects.create(territory=call.territory, call=call, name=name, created_by=by)


def make_committee_item(meeting: Meeting, application: Application, **fields: Any) -> CommitteeItem:
    """A file before a committee."""
    return CommitteeItem.objects.create(
        territory=meeting.territory, meeting=meeting, application=application, **{"position": 1} | fields
    )
