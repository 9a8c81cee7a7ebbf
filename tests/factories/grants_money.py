"""Subsidies granted and what follows, for the tests: fictional, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.grants.enums import ActKind, ApplicationState, AwardState, Outcome, PaymentKind
from cite.grants.models import Application, Award, CallEdition, Funder, Payment, Recovery
from tests.factories.grants import make_application, make_award


def make_published_award(
    application: Application, funder: Funder, *, amount: str = "5000.00", **fields: Any
) -> Award:
    """A subsidy granted by an act, and notified."""
    given = {
        "asked": amount,
        "amount": Decimal(amount),
        "state": AwardState.PUBLISHED,
        "outcome": Outcome.FULL,
        "act_kind": ActKind.ORDER,
        "act_number": "2027-118",
        "act_on": date(2027, 5, 12),
        "signatory_name": "Dominique Fictif",
        "signatory_quality": "par délégation, directrice départementale",
        "published_at": datetime(2027, 5, 15, 10, 0, tzinfo=UTC),
    }
    return make_award(application, funder, **given | fields)


def make_deposited(edition: CallEdition, partner: Partner, by: User, **fields: Any) -> Application:
    """A file deposited on 12 January 2027, with what documents say of it."""
    given = {
        "state": ApplicationState.DEPOSITED,
        "title": "Un permis pour l’emploi",
        "starts_on": date(2027, 3, 1),
        "ends_on": date(2027, 12, 31),
        "deposited_at": datetime(2027, 1, 12, 16, 0, tzinfo=UTC),
        "carrier_answers": {
            "carrier_address": "1 rue Imaginaire, 42000 Saint-Étienne",
            "representative_name": "Camille Exemple",
            "representative_function": "présidente",
        },
    }
    return make_application(edition, partner, by, **given | fields)


def make_payment(award: Award, by: User, **fields: Any) -> Payment:
    """A payment planned of an award."""
    given = {"kind": PaymentKind.SINGLE, "amount": Decimal(100)}
    return Payment.objects.create(territory=award.territory, award=award, noted_by=by, **given | fields)


def make_recovery(award: Award, by: User, **fields: Any) -> Recovery:
    """A procedure of which the carrier was told."""
    given = {
        "motive": "L’action n’a eu lieu qu’en partie.",
        "amount_considered": Decimal(1000),
        "notified_on": date(2027, 6, 1),
        "respond_by": date(2027, 6, 20),
    }
    return Recovery.objects.create(territory=award.territory, award=award, opened_by=by, **given | fields)
