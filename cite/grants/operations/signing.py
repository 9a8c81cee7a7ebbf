"""A file finished, signed, deposited and deposited again, withdrawn."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import ApplicationState, DocumentKind, WritingAct, WritingObjection
from cite.grants.models import Application, Deposit, Signature
from cite.grants.notices.writing import DEPOSITED, SIGNED, TO_SIGN, WITHDRAWN
from cite.grants.operations.awards import cancel_awards, open_awards
from cite.grants.operations.corrections import end_correction
from cite.grants.operations.documents import issue_document, replace_document
from cite.grants.operations.reviewing import lock
from cite.grants.permissions.writing import can_carry, can_sign, can_write
from cite.grants.queries.admissibility import clock_of
from cite.grants.queries.applications import content_of, fingerprint_of, path_of, sheet_answers
from cite.grants.queries.people import carriers_of, judges_of
from cite.grants.queries.signing import (
    deposit_decision,
    finish_decision,
    representatives_of,
    signature_of,
    statement_of,
)
from cite.grants.queries.standing import deposit_deadline, edition_of_deadlines
from cite.grants.workflow import APPLICATION
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind

_SIGNED_IN = frozenset({ApplicationState.TO_SIGN, ApplicationState.TO_CORRECT})


@transaction.atomic
def finish_application(*, application: Application, by: User) -> Application:
    """Say that a file is complete: whoever signs it is told. Pressed twice, once.

    Raises:
        Refused: not hers, or everything that lacks or stands against it.
    """
    file = lock(application)
    require(can_write(by, file))
    if file.state == ApplicationState.TO_SIGN:
        return file
    require(unless(APPLICATION.allows("finish", file.state), WritingObjection.WRONG_STATE))
    require(finish_decision(file, today()))
    file.state = APPLICATION.target("finish", file.state)
    file.save_next_version()
    record(WritingAct.FINISH, by=by, target=file)
    deadline = date_format(edition_of_deadlines(file).closes_on, "j F Y")
    _tell(file, TO_SIGN, [u for u in representatives_of(file.partner) if u != by], deadline=deadline)
    return file


@transaction.atomic
def sign_application(
    *, application: Application, sha256: str, name: str, function: str, place: str, by: User
) -> Signature:
    """Sign a file as it was read; pressed twice, the same signature is given.

    Args:
        sha256: the fingerprint of the content that the page showed.

    Raises:
        Refused: not the legal representative, not finished, or changed while it was read.
    """
    file = lock(application)
    require(can_sign(by, file) & unless(file.state in _SIGNED_IN, WritingObjection.WRONG_STATE))
    current = fingerprint_of(content_of(file))
    require(unless(current == sha256, WritingObjection.CONTENT_CHANGED))
    if signed := signature_of(file):
        if signed.sha256 == current:
            return signed
        signed.voided_at = now()
        signed.save_next_version()
    require(finish_decision(file, today()))
    signature = Signature.objects.create(
        territory=file.territory,
        application=file,
        signed_by=by,
        signatory_name=name.strip(),
        signatory_function=function.strip(),
        place=place.strip(),
        signed_at=now(),
        statement=statement_of(file, name=name.strip(), function=function.strip()),
        sha256=current,
    )
    record(WritingAct.SIGN, by=by, target=file, changes={"sha256": (None, current)})
    deadline = date_format(deposit_deadline(file), "j F Y")
    _tell(file, SIGNED, [u for u in carriers_of(file.partner) if u != by], deadline=deadline)
    return signature


@transaction.atomic
def deposit_application(*, application: Application, by: User) -> Deposit:
    """Deposit a signed file, or deposit it again once corrected; pressed twice, one deposit.

    The instant she pressed holds, however long somebody else keeps the file.

    Raises:
        Refused: not hers, too late, or everything that lacks or stands against it.
    """
    at = now()
    file = lock(application)
    require(can_carry(by, file))
    last = Deposit.objects.filter(application=file).order_by("-number").first()
    if last is not None and file.state in {ApplicationState.DEPOSITED, ApplicationState.TAKEN_UP}:
        return last
    arrow = "correct" if file.state == ApplicationState.TO_CORRECT else "deposit"
    require(unless(APPLICATION.allows(arrow, file.state), _why_not(file)))
    require(deposit_decision(file, localtime(at).date()))
    content = content_of(file)
    deposit = Deposit.objects.create(
        territory=file.territory,
        application=file,
        number=last.number + 1 if last else 1,
        deposited_by=by,
        deposited_at=at,
        signature=signature_of(file),
        content=content,
        sha256=_sha256(content),
    )
    _move(file, arrow, deposit, by)
    open_awards(application=file)
    file.refresh_from_db()
    _issue_receipt(file, deposit, by)
    _acknowledge(file, deposit)
    return deposit


@transaction.atomic
def withdraw_application(*, application: Application, reason: str, by: User) -> Application:
    """Withdraw a file, with a reason: the desk and the funders stop there. Pressed twice, once.

    Raises:
        Refused: not hers, no reason, or a file that is over.
    """
    file = lock(application)
    require(can_carry(by, file))
    if file.state == ApplicationState.WITHDRAWN:
        return file
    require(
        unless(APPLICATION.allows("withdraw", file.state), WritingObjection.WRONG_STATE)
        & unless(bool(reason.strip()), WritingObjection.REASON_NEEDED)
    )
    file.state, before = APPLICATION.target("withdraw", file.state), file.state
    file.end_reason = reason.strip()
    file.save_next_version()
    record(WritingAct.WITHDRAW, by=by, target=file, changes={"state": (before, file.state)})
    if file.deposited_at is not None:
        cancel_awards(application=file, by=by)
        _tell(file, WITHDRAWN, judges_of(file))
    return file


def _why_not(file: Application) -> WritingObjection:
    is_draft = file.state == ApplicationState.DRAFT
    return WritingObjection.NOT_SIGNED if is_draft else WritingObjection.NOT_EDITABLE


def _move(file: Application, arrow: str, deposit: Deposit, by: User) -> None:
    """Take the arrow; the carrier's sheet is kept as it is on this day."""
    file.carrier_answers = sheet_answers(file)
    file.deposited_at = file.deposited_at or deposit.deposited_at
    changes = {"number": (None, deposit.number)}
    if arrow == "correct":
        file.save()
        record(WritingAct.DEPOSIT, by=by, target=file, changes=changes)
        end_correction(application=file, by=by)
        return
    file.state = APPLICATION.target(arrow, file.state)
    file.save_next_version()
    record(WritingAct.DEPOSIT, by=by, target=file, changes=changes)


def _issue_receipt(file: Application, deposit: Deposit, by: User) -> None:
    """Issue the receipt; that of a file completed since says both days, and replaces the first one."""
    if deposit.number == 1:
        issue_document(application=file, kind=DocumentKind.RECEIPT, by=by)
        return
    day = date_format(localtime(deposit.deposited_at), "j F Y")
    reason = _("Remplacé : le dossier, complété, a été déposé à nouveau le %(day)s.") % {"day": day}
    replace_document(application=file, kind=DocumentKind.RECEIPT, reason=reason, by=by)


def _acknowledge(file: Application, deposit: Deposit) -> None:
    """Tell the carrier that it was received, when she will know, and what silence means."""
    edition = edition_of_deadlines(file)
    clock = clock_of(file, today())
    _tell(
        file,
        DEPOSITED,
        carriers_of(file.partner),
        when=date_format(localtime(deposit.deposited_at), "j F Y à H:i"),
        admissibility=date_format(edition.admissibility_on, "j F Y"),
        notification=date_format(edition.notification_on, "j F Y"),
        silence=date_format(clock.deadline, "j F Y") if clock else "",
    )


def _tell(file: Application, notice: NoticeKind, people: list[User], **fields: str) -> None:
    for person in people:
        notify(
            kind=notice.key,
            territory=file.territory,
            to=person,
            fields={"number": file.number, **fields},
            path=path_of(file),
            about=f"{notice.key}:{file.uuid}",
        )


def _sha256(content: dict) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
