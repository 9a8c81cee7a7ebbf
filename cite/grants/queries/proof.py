"""The members of the proof of an action: what this person may read of it, as it is kept."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cite.accounts.models import User
from cite.audit.enums import Category
from cite.audit.models import Entry
from cite.core.decisions import require
from cite.core.spreadsheets import TableWriter
from cite.documents.gateways import render_pdf
from cite.grants.enums.proof import READ_ME
from cite.grants.models import (
    ActivityReport,
    Amendment,
    Application,
    Award,
    Deposit,
    IssuedDocument,
    Payment,
    Recovery,
    ReportVersion,
    Signature,
)
from cite.grants.permissions.awards import visible_awards
from cite.grants.permissions.documents import visible_documents
from cite.grants.permissions.reports import visible_reports
from cite.grants.queries.documents import rendered
from cite.grants.queries.report_documents import report_document
from cite.grants.queries.reports import RELATED, ReportSheet, versions_of
from cite.grants.rules.proof import archive_of, count_decision, plain_json, size_decision


def proof_of(application: Application, user: User) -> bytes:
    """Gather the proof of an action in one archive.

    Raises:
        Refused: it is too large to be made at once.
    """
    territory = application.territory
    documents = list(visible_documents(user, application).order_by("number", "pk"))
    awards = list(
        visible_awards(user, territory)
        .filter(application=application)
        .select_related("funder")
        .order_by("funder__position", "funder__name", "pk")
    )
    own_reports = visible_reports(user, territory).filter(funded_action__application=application)
    reports = list(own_reports.select_related(*RELATED).order_by("kind", "pk"))
    latest = [(report, version) for report in reports if (version := versions_of(report).first())]
    payments = list(Payment.objects.filter(award__in=awards).order_by("award_id", "pk"))
    after = [
        *Amendment.objects.filter(award__in=awards).order_by("award_id", "number"),
        *Recovery.objects.filter(award__in=awards).order_by("award_id", "pk"),
    ]
    signatures = list(Signature.objects.filter(application=application).order_by("signed_at", "pk"))
    deposits = list(Deposit.objects.filter(application=application).order_by("number"))
    things = [application, *signatures, *deposits, *awards, *after, *payments, *documents, *reports]
    entries = entries_about(application, things)
    require(count_decision(pdfs=len(documents) + len(latest), entries=entries.count()))
    members = {
        "LISEZ-MOI.txt": str(READ_ME).encode(),
        "signatures.json": plain_json([_signature(signature) for signature in signatures]),
        "decisions.json": plain_json([_award(award, after) for award in awards]),
        "financement.csv": _table(_LEDGER, (_payment(payment, awards) for payment in payments)),
        "journal.csv": _table(_JOURNAL, (_entry(entry) for entry in entries)),
    }
    members |= {f"depots/depot-{deposit.number}.json": plain_json(_deposit(deposit)) for deposit in deposits}
    members |= {f"documents/{d.number}-{d.kind}.pdf": _drawn(d, application) for d in documents}
    members |= {f"bilans/{report.kind}.pdf": _report(report, version) for report, version in latest}
    require(size_decision(members))
    return archive_of(members, {"action": str(application.uuid), "dossier": application.number})


def entries_about(application: Application, things: Iterable[Any]) -> Any:
    """List the acts of the journal about a file and what follows from it; what was merely read stays out."""
    about = [thing.uuid for thing in things]
    found = Entry.objects.filter(
        territory=application.territory_id, category=Category.ACT, target_uuid__in=about
    )
    return found.order_by("at", "uuid")


_JOURNAL = ("le", "acte", "acte_en_clair", "sorte_de_fiche", "fiche", "champs_modifies", "ligne", "empreinte")
_LEDGER = ("financeur", "nature", "montant", "situation", "prevu_le", "verse_le", "reference")


def _entry(entry: Entry) -> tuple[str, ...]:
    """Keep what happened, when and to which record: no name, no value that was typed."""
    return (
        _moment(entry.at),
        entry.action,
        str(entry.label),
        entry.target_kind,
        str(entry.target_uuid),
        " ".join(sorted(entry.changes)),
        str(entry.uuid),
        entry.digest,
    )


def _payment(payment: Payment, awards: list[Award]) -> tuple[str, ...]:
    funder = next(award.funder.name for award in awards if award.pk == payment.award_id)
    return (
        funder,
        str(payment.get_kind_display()),
        str(payment.amount),
        str(payment.get_state_display()),
        _said(payment.planned_on),
        _said(payment.paid_on),
        payment.reference,
    )


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "signatory": signature.signatory_name,
        "function": signature.signatory_function,
        "place": signature.place,
        "signed_at": _moment(signature.signed_at),
        "statement": signature.statement,
        "sha256": signature.sha256,
        "voided_at": _moment(signature.voided_at),
        "void_reason": signature.void_reason,
    }


def _deposit(deposit: Deposit) -> dict[str, Any]:
    return {
        "number": deposit.number,
        "deposited_at": _moment(deposit.deposited_at),
        "sha256": deposit.sha256,
        "content": deposit.content,
    }


def _award(award: Award, after: list[Any]) -> dict[str, Any]:
    own = [thing for thing in after if thing.award_id == award.pk]
    return {
        "funder": award.funder.name,
        "state": award.state,
        "outcome": award.outcome,
        "amount_asked": str(award.amount_asked),
        "amount": str(award.amount),
        "motive": award.motive,
        "words": award.words,
        "conditions": award.conditions,
        "act": {"kind": award.act_kind, "number": award.act_number, "on": _said(award.act_on)},
        "signatory": ", ".join(filter(None, (award.signatory_name, award.signatory_quality))),
        "published_at": _moment(award.published_at),
        "commitment_number": award.commitment_number,
        "amendments": [_amendment(thing) for thing in own if isinstance(thing, Amendment)],
        "recoveries": [_recovery(thing) for thing in own if isinstance(thing, Recovery)],
    }


def _amendment(amendment: Amendment) -> dict[str, Any]:
    return {
        "number": amendment.number,
        "kind": amendment.kind,
        "reason": amendment.reason,
        "before": amendment.before,
        "after": amendment.after,
        "act": {"number": amendment.act_number, "on": _said(amendment.act_on)},
    }


def _recovery(recovery: Recovery) -> dict[str, Any]:
    return {
        "state": recovery.state,
        "motive": recovery.motive,
        "amount_considered": str(recovery.amount_considered),
        "notified_on": _said(recovery.notified_on),
        "respond_by": _said(recovery.respond_by),
        "response": recovery.response,
        "amount": "" if recovery.amount is None else str(recovery.amount),
        "decided_on": _said(recovery.decided_on),
        "act_number": recovery.act_number,
    }


def _drawn(document: IssuedDocument, application: Application) -> bytes:
    document.territory, document.application = application.territory, application
    return render_pdf(rendered(document))


def _report(report: ActivityReport, version: ReportVersion) -> bytes:
    return render_pdf(report_document(ReportSheet(report), version, is_masked=True))


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = TableWriter(text, separator=",")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def _said(value: Any) -> str:
    return "" if value is None else str(value)
