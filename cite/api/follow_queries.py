"""What follows a deposit, as programs read it: never more than the carrier reads on the pages."""

from __future__ import annotations

from typing import Any

from cite.accounts.models import User
from cite.grants.enums import GRANTING
from cite.grants.models import Application, IssuedDocument, Payment
from cite.grants.permissions.awards import TOLD, visible_awards
from cite.grants.permissions.documents import visible_documents
from cite.grants.permissions.review import can_write_message
from cite.grants.queries.corrections import RemarkLine, RoundLine, rounds_of
from cite.grants.queries.ledger import ledgers_of
from cite.grants.queries.thread import messages_of
from cite.grants.rules.payments import Ledger

_FIGURES = ("granted", "amended", "amount", "paid", "refunded", "left", "planned")


def corrections(application: Application) -> dict[str, Any]:
    """List the requests to complete a file."""
    rounds = rounds_of(application)
    waiting = [line for asked in rounds if asked.is_open for line in asked.remarks if not line.remark.reply]
    return {"unanswered": len(waiting), "rounds": [_round(line) for line in rounds]}


def _round(line: RoundLine) -> dict[str, Any]:
    names = ("number", "asked_at", "due_on", "message", "answered_at")
    remarks = [_remark(remark) for remark in line.remarks]
    return {name: getattr(line.round, name) for name in names} | {"is_open": line.is_open, "remarks": remarks}


def _remark(line: RemarkLine) -> dict[str, Any]:
    names = ("place", "text", "reply", "is_settled", "version")
    told = {name: getattr(line.remark, name) for name in names}
    return told | {"id": line.remark.uuid, "place_label": str(line.place), "page": line.path}


def messages(application: Application, user: User) -> dict[str, Any]:
    """List what was said: which side speaks, not which instructor."""
    found = [
        {
            "speaker": message.speaker,
            "speaker_label": message.get_speaker_display(),
            "sent_at": message.sent_at,
            "text": message.text,
        }
        for message in messages_of(application)
    ]
    may_write = bool(can_write_message(user, application))
    return {"may_write": may_write, "count": len(found), "messages": found}


def money(application: Application, user: User) -> dict[str, Any]:
    """Tell the money of every decision that was notified."""
    visible = visible_awards(user, application.territory)
    awards = list(
        visible.filter(application=application, state__in=TOLD, outcome__in=GRANTING).select_related("funder")
    )
    ledgers = ledgers_of(awards)
    payments = list(Payment.objects.filter(award__in=awards))
    return {
        "grants": [
            {
                "funder": award.funder.name,
                "act_number": award.act_number,
                "commitment_number": award.commitment_number,
                "payments": [_payment(payment) for payment in payments if payment.award_id == award.pk],
            }
            | _figures(ledgers[award.pk])
            for award in awards
        ]
    }


def _figures(ledger: Ledger) -> dict[str, str]:
    return {name: f"{getattr(ledger, name):.2f}" for name in _FIGURES}


def _payment(payment: Payment) -> dict[str, Any]:
    names = ("kind", "state", "planned_on", "paid_on", "reference")
    return {name: getattr(payment, name) for name in names} | {
        "amount": f"{payment.amount:.2f}",
        "kind_label": payment.get_kind_display(),
        "state_label": payment.get_state_display(),
    }


def issued(application: Application, user: User) -> dict[str, Any]:
    """List the documents issued for a file that its carrier may open."""
    found = [_issued(document) for document in visible_documents(user, application)]
    return {"count": len(found), "documents": found}


def _issued(document: IssuedDocument) -> dict[str, Any]:
    names = ("number", "kind", "title", "issued_on", "code", "countersigned_at")
    return {name: getattr(document, name) for name in names} | {
        "id": document.uuid,
        "kind_label": document.get_kind_display(),
        "is_canceled": document.canceled_at is not None,
    }
