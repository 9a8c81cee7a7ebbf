"""Bilans for the tests: fictional, of actions funded here or before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.grants.enums import AwardState, FundedSource, Outcome
from cite.grants.models import ActivityReport, Application, Award, CallEdition, FundedAction, Funder
from tests.factories.grants import make_application, make_award


def make_granted(
    edition: CallEdition,
    partner: Partner,
    funder: Funder,
    by: User,
    *,
    amount: str = "4000.00",
    **fields: Any,
) -> tuple[Application, Award]:
    """A file that a funder granted by an act, and its carrier was told."""
    application = make_application(
        edition, partner, by, **{"state": "granted", "deposited_at": "2027-01-20T10:00:00+01:00"} | fields
    )
    return application, grant(application, funder, amount)


def grant(application: Application, funder: Funder, amount: str) -> Award:
    """The notified decision of one more funder."""
    return make_award(
        application,
        funder,
        state=AwardState.PUBLISHED,
        outcome=Outcome.FULL,
        amount=Decimal(amount),
        act_number="2027-12",
        act_on=date(2027, 5, 2),
    )


def make_imported(partner: Partner, *, year: int = 2026, **fields: Any) -> FundedAction:
    """An action funded before this tool."""
    given = {"title": "Ateliers d’hier", "source": FundedSource.IMPORTED, "amount": Decimal(3000)} | fields
    return FundedAction.objects.create(territory=partner.territory, partner=partner, year=year, **given)


def report_of(funded: FundedAction, kind: str = "final") -> ActivityReport:
    """One of its bilans."""
    return ActivityReport.objects.select_related("funded_action", "territory").get(
        funded_action=funded, kind=kind
    )
