"""Documents: issued once with a number and a code, canceled with a reason, countersigned by the carrier."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256
from typing import Any

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.documents.rules import to_plain
from cite.grants.enums import DocumentKind
from cite.grants.enums.documents import DocumentAct, DocumentObjection
from cite.grants.models import Application, Award, IssuedDocument
from cite.grants.operations.reviewing import lock
from cite.grants.permissions.documents import can_cancel, can_countersign, can_issue
from cite.grants.queries.documents import about_of, issue_facts, outline_of
from cite.grants.rules.documents import CODE_ALPHABET, CODE_LENGTH, TO_COUNTERSIGN, issue_decision
from cite.tenancy.models import Territory


@transaction.atomic
def issue_document(
    *, application: Application, kind: DocumentKind | str, by: User, award: Award | None = None
) -> IssuedDocument:
    """Issue a document; asked twice, it is the same one, until somebody cancels it.

    Raises:
        Refused: not hers to issue, or what it would tell is not true yet.
    """
    kind = DocumentKind(kind)
    application = lock(application)
    if award is not None:
        award = Award.objects.select_related("funder", "envelope").get(pk=award.pk)
        if award.application_id == application.pk:
            award.application = application
    require(can_issue(by, application, kind, award))
    territory = Territory.objects.select_for_update(no_key=True).get(
        pk=application.territory_id
    )  # numbers in a row
    require(issue_decision(issue_facts(kind, application, award)))
    about = about_of(kind, award)
    same = IssuedDocument.objects.filter(application=application, kind=kind, award=award, about=about)
    if existing := same.filter(canceled_at=None).first():
        return existing
    on = today()
    outline = outline_of(kind, application, award, on)
    content = to_plain(outline)
    document = IssuedDocument.objects.create(
        territory=territory,
        application=application,
        award=award,
        kind=kind,
        about=about,
        number=_next_number(territory, on.year),
        title=outline.title[:200],
        content=content,
        sha256=fingerprint(content),
        code="".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)),
        issued_on=on,
        issued_by=by,
    )
    record(DocumentAct.ISSUE, by=by, target=document, changes={"number": (None, document.number)})
    return document


@transaction.atomic
def replace_document(
    *, application: Application, kind: DocumentKind | str, reason: str, by: User
) -> IssuedDocument:
    """Issue a document of the file anew: the one before stays in the list, and says what it was replaced for.

    Raises:
        Refused: not hers to issue, or what it would tell is not true yet.
    """
    application = lock(application)
    require(can_issue(by, application, DocumentKind(kind), None))
    void_documents(application=application, kind=kind, reason=reason, by=by)
    return issue_document(application=application, kind=kind, by=by)


@transaction.atomic
def void_documents(*, application: Application, kind: DocumentKind | str, reason: str, by: User) -> None:
    """Cancel a document of the file that what just happened makes untrue: it stays, and says why."""
    rows = IssuedDocument.objects.select_for_update(of=("self",), no_key=True).filter(
        application=application, kind=kind
    )
    for document in rows.filter(canceled_at=None, award=None):
        _cancel(document, reason, by)


@transaction.atomic
def cancel_document(*, document: IssuedDocument, reason: str, by: User, version: int) -> IssuedDocument:
    """Cancel a document: it stays, and says so to whoever verifies it; canceled twice, once.

    Raises:
        Refused: not hers, no reason, countersigned, or changed meanwhile.
    """
    require(can_cancel(by, document))
    if IssuedDocument.objects.filter(pk=document.pk).exclude(canceled_at=None).exists():
        return IssuedDocument.objects.get(pk=document.pk)
    document = IssuedDocument.locked(pk=document.pk, version=version)
    require(
        unless(bool(reason.strip()), DocumentObjection.REASON_NEEDED)
        & unless(document.countersigned_at is None, DocumentObjection.COUNTERSIGNED)
    )
    return _cancel(document, reason.strip(), by)


def _cancel(document: IssuedDocument, reason: str, by: User) -> IssuedDocument:
    document.canceled_at, document.cancel_reason = now(), reason[:300]
    document.save_next_version()
    record(DocumentAct.CANCEL, by=by, target=document, changes={"cancel_reason": (None, reason[:300])})
    return document


@transaction.atomic
def countersign_document(*, document: IssuedDocument, name: str, function: str, by: User) -> IssuedDocument:
    """Sign an agreement for the carrier; signed twice alike, once.

    Raises:
        Refused: not its representative, canceled, not a document to sign, or signed already by somebody else.
    """
    require(can_countersign(by, document))
    document = IssuedDocument.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
    signed_as = ", ".join(part.strip() for part in (name, function) if part.strip())
    if document.countersigned_by_id == by.pk and document.countersigned_name == signed_as:
        return document
    require(
        unless(document.kind in TO_COUNTERSIGN, DocumentObjection.NOT_TO_COUNTERSIGN)
        & unless(document.canceled_at is None, DocumentObjection.CANCELED)
        & unless(document.countersigned_at is None, DocumentObjection.SIGNED_BY_ANOTHER)
        & unless(bool(name.strip() and function.strip()), DocumentObjection.NAME_NEEDED)
    )
    document.countersigned_by, document.countersigned_name = by, signed_as
    document.countersigned_at = now()
    document.save_next_version()
    record(DocumentAct.COUNTERSIGN, by=by, target=document)
    return document


def fingerprint(content: dict[str, Any]) -> str:
    """Take the fingerprint of a content, the same on every machine."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def _next_number(territory: Territory, year: int) -> str:
    """Count on from the documents of the year; none is ever deleted, and the Cité is locked meanwhile."""
    issued = IssuedDocument.objects.filter(territory=territory, number__startswith=f"{year}-").count()
    return f"{year}-{issued + 1:04d}"
