"""A call, its funders with their people and envelopes, and a file that the committee has advised, for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import OrganizationKind
from cite.actors.models import Partner
from cite.grants.enums import ActKind, ApplicationState, BudgetScope, FunderKind, FundingStatus, Outcome
from cite.grants.models import (
    Application,
    Award,
    BudgetLine,
    CallEdition,
    CallForProjects,
    Envelope,
    Funder,
)
from cite.grants.rules.awards import ActDetails, Terms
from cite.tenancy.models import Territory
from tests.factories.actors import make_member, make_partner
from tests.factories.grants import (
    make_application,
    make_award,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_envelope,
    make_funder,
)

DEPOSITED = datetime(2027, 1, 20, 10, tzinfo=UTC)
ACT = ActDetails(
    kind=ActKind.ORDER,
    number="2027-042",
    on=date(2027, 5, 3),
    signatory_name="Hélène Préfète",
    signatory_quality="Préfète, par délégation",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Two funders with an envelope of 10 000 € each, a person who decides for each, and a carrier."""

    call: CallForProjects
    edition: CallEdition
    state: Funder
    metropole: Funder
    state_envelope: Envelope
    metropole_envelope: Envelope
    paul: User  # decides for the State
    mona: User  # decides for the métropole
    carrier: Partner
    karim: User  # writes for the carrier


def make_scene(territory: Territory) -> Scene:
    """Everything one needs to decide on files."""
    call = make_call(territory)
    paul = make_member(
        make_partner(territory, "Préfecture de la fiction", kind=OrganizationKind.PREFECTURE),
        "paul",
        role=Role.FUNDER,
    )
    mona = make_member(
        make_partner(territory, "Métropole de la fiction", kind=OrganizationKind.METROPOLE),
        "mona",
        role=Role.FUNDER,
    )
    state = make_funder(territory, "État", partner=paul.partner)
    metropole = make_funder(territory, "Métropole", kind=FunderKind.METROPOLE, partner=mona.partner)
    carrier = make_carrier(territory)
    return Scene(
        call=call,
        edition=make_edition(call, paul.user),
        state=state,
        metropole=metropole,
        state_envelope=make_envelope(call, state, "10000.00"),
        metropole_envelope=make_envelope(call, metropole, "10000.00"),
        paul=paul.user,
        mona=mona.user,
        carrier=carrier,
        karim=make_carrier_member(carrier, "karim"),
    )


def make_advised(scene: Scene, *, state: str = ApplicationState.ADVISED, **fields: Any) -> Application:
    """A file on which the committee has given its opinion."""
    return make_application(
        scene.edition, scene.carrier, scene.karim, state=state, **{"deposited_at": DEPOSITED} | fields
    )


def ask(application: Application, funder: Funder, amount: str, **fields: Any) -> BudgetLine:
    """What the budget of a file asks of a funder."""
    return BudgetLine.objects.create(
        territory=application.territory,
        application=application,
        scope=BudgetScope.PROJECT,
        account="74_state",
        amount=Decimal(amount),
        funder=funder,
        **{"status": FundingStatus.ASKED} | fields,
    )


def make_asked(application: Application, funder: Funder, asked: str = "5000.00", **fields: Any) -> Award:
    """A decision to take, within the envelope of its funder."""
    envelope = Envelope.objects.get(call=application.call_id, funder=funder)
    return make_award(application, funder, asked=asked, envelope=envelope, **fields)


def granting(amount: str, outcome: str = Outcome.PARTIAL, **fields: Any) -> Terms:
    """Terms that grant an amount."""
    return Terms(outcome=outcome, amount=Decimal(amount), **fields)
