"""Payments: planned, noted once paid, canceled, paid back. Nothing leaves before its gates are open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.grants.enums import PaymentKind, PaymentState
from cite.grants.enums.payments import PaymentAct, PaymentObjection
from cite.grants.models import Award, Payment
from cite.grants.operations.reports import follow_money
from cite.grants.operations.reviewing import lock
from cite.grants.permissions.awards import can_decide
from cite.grants.queries.ledger import ledger_of, payment_facts
from cite.grants.rules.payments import pay_decision, plan_decision, refund_decision
from cite.grants.workflow import PAYMENT


def locked_with_its_file(award: Award, by: User) -> Award:
    """Lock a decision, its file first, for somebody who decides for its funder.

    Raises:
        Refused: not her funder, or a file she has a link with.
    """
    application = lock(award.application)
    locked = (
        Award.objects.select_for_update(of=("self",), no_key=True).select_related("funder").get(pk=award.pk)
    )
    locked.application = application
    require(can_decide(by, locked))
    return locked


@transaction.atomic
def plan_payment(
    *, award: Award, kind: PaymentKind | str, amount: Decimal, planned_on: date | None, by: User
) -> Payment:
    """Plan a payment; the same one planned twice the same day is one.

    Raises:
        Refused: not hers, more than what was granted, or not shared as the call says.
    """
    award = locked_with_its_file(award, by)
    kind = PaymentKind(kind)
    same = Payment.objects.filter(
        award=award, kind=kind, amount=amount, planned_on=planned_on, state=PaymentState.PLANNED
    ).first()
    if same and same.noted_by_id == by.pk:
        return same
    require(
        unless(kind != PaymentKind.REFUND, PaymentObjection.NOT_PLANNED)
        & plan_decision(payment_facts(award, today()), kind, amount)
    )
    payment = Payment.objects.create(
        territory=award.territory, award=award, kind=kind, amount=amount, planned_on=planned_on, noted_by=by
    )
    record(PaymentAct.PLAN, by=by, target=payment, changes={"amount": (None, str(amount))})
    follow_money(application=award.application, by=by)
    return payment


@transaction.atomic
def note_payment(*, payment: Payment, paid_on: date, reference: str, by: User, version: int) -> Payment:
    """Note that a planned payment was made; noted twice alike, once.

    Raises:
        Refused: not hers, a gate is closed, more than granted, or changed meanwhile.
    """
    award = locked_with_its_file(payment.award, by)
    payment = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=payment.pk)
    reference = reference.strip()
    done = (payment.state, payment.paid_on, payment.reference)
    if done == (PaymentState.PAID, paid_on, reference):
        return payment
    on = today()
    require(
        unless(PAYMENT.allows("pay", payment.state), PaymentObjection.NOT_PLANNED)
        & unless(payment.version == version, SaveObjection.CHANGED_MEANWHILE)
    )
    require(
        pay_decision(payment_facts(award, on), payment.kind, payment.amount, paid_on, on)
        & unless(bool(reference), PaymentObjection.REFERENCE_NEEDED)
    )
    payment.state = PAYMENT.target("pay", payment.state)
    payment.paid_on, payment.reference, payment.noted_by = paid_on, reference, by
    payment.save_next_version()
    record(PaymentAct.PAY, by=by, target=payment, changes={"paid_on": (None, paid_on.isoformat())})
    return payment


@transaction.atomic
def cancel_payment(*, payment: Payment, by: User) -> Payment:
    """Give up a planned payment; given up twice, once.

    Raises:
        Refused: not hers, or paid already.
    """
    award = locked_with_its_file(payment.award, by)
    payment = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=payment.pk)
    if payment.state == PaymentState.CANCELED:
        return payment
    require(unless(PAYMENT.allows("cancel", payment.state), PaymentObjection.NOT_PLANNED))
    _cancel(payment, by)
    follow_money(application=award.application, by=by)
    return payment


@transaction.atomic
def cancel_planned(*, awards: Collection[Award], by: User) -> None:
    """Give up all that was still to be paid of decisions that are over, whose file is locked."""
    rows = Payment.objects.select_for_update(of=("self",), no_key=True).filter(award__in=awards)
    for payment in rows.filter(state__in=PAYMENT.sources_of("cancel")).order_by("pk"):
        _cancel(payment, by)


def _cancel(payment: Payment, by: User) -> None:
    payment.state = PAYMENT.target("cancel", payment.state)
    payment.save_next_version()
    record(PaymentAct.CANCEL, by=by, target=payment)


@transaction.atomic
def note_refund(*, award: Award, amount: Decimal, paid_on: date, reference: str, by: User) -> Payment:
    """Note what the carrier paid back; the same reference twice is one.

    Raises:
        Refused: not hers, more than was paid, a day to come, or no reference.
    """
    award = locked_with_its_file(award, by)
    reference = reference.strip()
    same = Payment.objects.filter(
        award=award, kind=PaymentKind.REFUND, amount=amount, paid_on=paid_on, reference=reference
    ).first()
    if same:
        return same
    require(
        refund_decision(ledger_of(award), amount, paid_on, today())
        & unless(bool(reference), PaymentObjection.REFERENCE_NEEDED)
    )
    payment = Payment.objects.create(
        territory=award.territory,
        award=award,
        kind=PaymentKind.REFUND,
        amount=amount,
        state=PaymentState.PAID,
        paid_on=paid_on,
        reference=reference,
        noted_by=by,
    )
    record(PaymentAct.REFUND, by=by, target=payment, changes={"amount": (None, str(amount))})
    follow_money(application=award.application, by=by)
    return payment


@transaction.atomic
def note_commitment(*, award: Award, number: str, by: User) -> Award:
    """Note the legal commitment number that the accountants gave (EJ); the same twice changes nothing.

    Raises:
        Refused: not hers, or nothing was granted.
    """
    award = locked_with_its_file(award, by)
    require(unless(award.is_granted, PaymentObjection.NOT_PUBLISHED))
    before, number = award.commitment_number, number.strip()
    if before != number:
        award.commitment_number = number
        award.save_next_version()
        record(PaymentAct.COMMIT, by=by, target=award, changes={"commitment_number": (before, number)})
    return award
