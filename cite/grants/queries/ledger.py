"""The money of decisions, as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cite.grants.enums import (
    GRANTING,
    AmendmentKind,
    ApplicationState,
    AwardState,
    DocumentKind,
    GateStage,
    RecoveryState,
)
from cite.grants.models import Amendment, Application, Award, IssuedDocument, Payment, Recovery
from cite.grants.queries.calls import parameters_of
from cite.grants.queries.report_gate import gate_of
from cite.grants.rules.held_money import Held, total_held
from cite.grants.rules.payments import Entry, Ledger, PaymentFacts

UNDER_WAY = (RecoveryState.OPENED, RecoveryState.HEARD)


def ledgers_of(awards: Iterable[Award]) -> dict[int, Ledger]:
    """Read the ledgers of decisions, by their numbers: two queries whatever their number."""
    found = list(awards)
    entries: dict[int, list[Entry]] = defaultdict(list)
    for payment in Payment.objects.filter(award__in=found):
        entries[payment.award_id].append(Entry(payment.kind, payment.amount, payment.state))
    amended: dict[int, Decimal] = defaultdict(Decimal)
    for amendment in Amendment.objects.filter(award__in=found, kind=AmendmentKind.AMOUNT):
        amended[amendment.award_id] += Decimal(amendment.after["amount"]) - Decimal(
            amendment.before["amount"]
        )
    return {
        award.pk: Ledger(
            granted=award.amount - amended[award.pk],
            amended=amended[award.pk],
            entries=tuple(entries[award.pk]),
        )
        for award in found
    }


def ledger_of(award: Award) -> Ledger:
    """Read the ledger of one decision."""
    return ledgers_of([award])[award.pk]


def held_of(awards: Iterable[Award]) -> dict[int, Held]:
    """Read what carriers hold of decisions, by their numbers: two queries whatever their number, their files read."""
    found = list(awards)
    ledgers = ledgers_of(found)
    return {
        award.pk: Held(
            ledger=ledgers[award.pk],
            is_alive=award.is_granted and award.application.state != ApplicationState.WITHDRAWN,
        )
        for award in found
    }


def held_by(application: Application) -> Decimal:
    """Add up what is left of everything that was granted to a file."""
    told = (AwardState.PUBLISHED, AwardState.WITHDRAWN)
    awards = Award.objects.filter(application=application, outcome__in=GRANTING, state__in=told)
    return total_held(held_of(awards.select_related("application")).values())


def needs_agreement(award: Award) -> bool:
    """Tell whether the amount is above the threshold of the edition the file was written under."""
    return award.amount > parameters_of(award.application.edition).agreement_above


def agreement_of(award: Award) -> IssuedDocument | None:
    """Find the agreement in force of a decision, signed or not."""
    rows = IssuedDocument.objects.filter(award=award, kind=DocumentKind.AGREEMENT, canceled_at=None)
    return rows.first()


def payment_facts(award: Award, on: date) -> PaymentFacts:
    """Gather what is known before money leaves."""
    application = award.application
    agreement = agreement_of(award)
    where = (application.partner, application.call.year)
    return PaymentFacts(
        ledger=ledger_of(award),
        is_granted=award.is_granted,
        act_on=award.act_on,
        is_withdrawn=application.state == ApplicationState.WITHDRAWN,
        needs_agreement=needs_agreement(award),
        has_agreement=agreement is not None and agreement.countersigned_at is not None,
        has_open_recovery=Recovery.objects.filter(award=award, state__in=UNDER_WAY).exists(),
        advance_percent=parameters_of(application.edition).advance_percent,
        report_gate=gate_of(*where, GateStage.PAYMENT, on, application),
        balance_gate=gate_of(*where, GateStage.BALANCE, on, application),
    )
