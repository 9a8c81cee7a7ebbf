"""What is read before a signature and a deposit: what stands against them, the attestation, who signs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import MembershipState
from cite.actors.models import Membership, Partner
from cite.core.decisions import Decision, unless
from cite.grants.enums import (
    ApplicationState,
    AttestationPoint,
    AuthorityPoint,
    CarrierKind,
    PublicAid,
    Question,
    WritingObjection,
)
from cite.grants.models import Application, Deposit, Remark, Signature
from cite.grants.queries.applications import answers_of, content_of, fingerprint_of, missing_of
from cite.grants.queries.awards import asked_amounts
from cite.grants.queries.budget import budget_decision_of
from cite.grants.queries.eligibility import verdict_of
from cite.grants.queries.standing import edition_of_deadlines
from cite.grants.rules.amounts import euros
from cite.grants.rules.deadlines import may_deposit_on


def finish_decision(application: Application, on: date) -> Decision:
    """Say everything that stands against signing: what lacks, the budget, the fiche technique."""
    return (
        unless(not missing_of(application), WritingObjection.INCOMPLETE)
        & verdict_of(application, on).for_deposit
        & budget_decision_of(application)
    )


def deposit_decision(application: Application, on: date) -> Decision:
    """Say everything that stands against a deposit: the same, the deadline, the signature, unanswered remarks."""
    edition = edition_of_deadlines(application)
    is_first = application.state != ApplicationState.TO_CORRECT
    deadline = may_deposit_on(on, opens_on=edition.opens_on, closes_on=edition.closes_on)
    blank = Remark.objects.filter(round__application=application, round__answered_at=None, reply="")
    return (
        (deadline if is_first else Decision())
        & finish_decision(application, on)
        & _signature_decision(application)
        & unless(is_first or not blank.exists(), WritingObjection.REMARKS_UNANSWERED)
    )


def signature_of(application: Application) -> Signature | None:
    """Find the signature in force."""
    rows = Signature.objects.filter(application=application, voided_at=None).select_related("signed_by")
    return rows.first()


def last_signature_of(application: Application) -> Signature | None:
    """Find the last signature, in force or voided by a later change."""
    return Signature.objects.filter(application=application).order_by("-signed_at", "-pk").first()


def _signature_decision(application: Application) -> Decision:
    signature = signature_of(application)
    if signature is None:
        return Decision((WritingObjection.NOT_SIGNED,))
    is_fresh = signature.sha256 == fingerprint_of(content_of(application))
    return unless(is_fresh, WritingObjection.SIGNATURE_STALE)


def deposits_of(application: Application) -> list[Deposit]:
    """List the deposits of a file, the last one first."""
    rows = Deposit.objects.filter(application=application).select_related("signature", "deposited_by")
    return list(rows.order_by("-number"))


def representatives_of(partner: Partner) -> list[User]:
    """List those who sign in the name of an organization."""
    rows = Membership.objects.filter(
        partner=partner,
        state=MembershipState.ACTIVE,
        user__is_active=True,
        role=Role.LEGAL_REPRESENTATIVE,
    )
    return [membership.user for membership in rows.select_related("user").order_by("pk")]


def amount_asked(application: Application) -> Decimal:
    """Add up what is asked of the funders of the call."""
    return sum(asked_amounts(application).values(), Decimal(0))


def attestation_points(application: Application) -> list[str]:
    """Write the points of the attestation, filled from the file."""
    points = AuthorityPoint if application.carrier_kind == CarrierKind.LOCAL_AUTHORITY else AttestationPoint
    aid = answers_of(application).get(Question.PUBLIC_AID)
    filled = {
        "amount": euros(amount_asked(application)),
        "year": application.call.year,
        "aid": str(PublicAid(aid).label).lower() if aid else _("non précisé"),
    }
    return [str(point.label).format(**filled) for point in points]


def statement_of(application: Application, *, name: str, function: str) -> str:
    """Write the whole attestation, as it is signed."""
    opening = _(
        "Je soussigné(e) {name}, {function}, représentant(e) légal(e) de la structure « {carrier} », déclare :"
    ).format(name=name, function=function, carrier=application.partner.organization.name)
    points = [f"{rank}. {point}" for rank, point in enumerate(attestation_points(application), start=1)]
    return "\n".join([opening, *points])
