"""A file is taken up, its documents are checked, it is admitted or not; what was refused may be taken again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import ApplicationState, DocumentKind, PieceState, ReviewAct, ReviewObjection
from cite.grants.models import Application, Attachment, CorrectionRound
from cite.grants.notices.review import ADMITTED, RECONSIDERED, REJECTED
from cite.grants.operations.documents import issue_document, void_documents
from cite.grants.operations.reviewing import lock, locked_file, move, require_words, tell_carrier
from cite.grants.permissions.review import can_instruct
from cite.grants.queries.admissibility import admissibility_of
from cite.grants.rules.clock import total_pause

CHECKING = frozenset({ApplicationState.DEPOSITED, ApplicationState.TAKEN_UP, ApplicationState.TO_CORRECT})
"""Where documents are checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceCheck:
    """What somebody says of one document, and the version of it that she read."""

    attachment: Attachment
    state: PieceState
    version: int
    note: str = ""


@transaction.atomic
def take_up(*, application: Application, by: User) -> Application:
    """Take a deposited file up: from now on the carrier reads that it is being checked.

    Raises:
        Refused: not hers to take up, or somebody did already.
    """
    application = locked_file(application, by, "take_up")
    record(ReviewAct.TAKE_UP, by=by, target=application, changes=move(application, "take_up"))
    return application


@transaction.atomic
def check_piece(
    *, attachment: Attachment, state: PieceState, by: User, version: int, note: str = ""
) -> Attachment:
    """Say whether a document is right; one to replace takes a reason, one not looked at stays unknown.

    Raises:
        Refused: not hers to check, no reason, or changed meanwhile.
    """
    application = lock(attachment.application)
    require(can_instruct(by, application))
    require(unless(application.state in CHECKING, ReviewObjection.WRONG_STATE))
    note = note.strip()
    if state == PieceState.NOT_COMPLIANT:
        note = require_words(note, ReviewObjection.PIECE_REASON_NEEDED)
    attachment = Attachment.locked(pk=attachment.pk, version=version)
    before = attachment.state
    attachment.state, attachment.note = state, note
    attachment.save_next_version()
    changes = {f"piece {attachment.piece}": (str(before), str(state))}
    record(ReviewAct.CHECK_PIECE, by=by, target=application, changes=changes)
    return attachment


@transaction.atomic
def check_pieces(*, application: Application, checks: Iterable[PieceCheck], by: User) -> int:
    """Say of several documents of a file whether they are right, all or none; tells how many.

    Raises:
        Refused: not hers to check, a reason that lacks, or one of them changed meanwhile.
    """
    require(can_instruct(by, application))
    require(unless(application.state in CHECKING, ReviewObjection.WRONG_STATE))
    asked = sorted(checks, key=lambda check: check.attachment.pk)
    for check in asked:
        check_piece(
            attachment=check.attachment, state=check.state, note=check.note, version=check.version, by=by
        )
    return len(asked)


@transaction.atomic
def admit(*, application: Application, by: User) -> Application:
    """Declare a file admissible, when nothing stands against it.

    Raises:
        Refused: not hers to admit, or with every objection.
    """
    application = locked_file(application, by, "admit")
    require(admissibility_of(application, today()).decision)
    record(ReviewAct.ADMIT, by=by, target=application, changes=move(application, "admit"))
    tell_carrier(application, ADMITTED)
    return application


@transaction.atomic
def reject(*, application: Application, reason: str, by: User) -> Application:
    """Declare a file inadmissible: the letter says the reason and the ways of recourse.

    Raises:
        Refused: a co-pilot decides it; a reason is needed; or the file is not there any more.
    """
    application = locked_file(application, by, "reject")
    application.end_reason = require_words(reason)
    stop_pause(application)
    changes = move(application, "reject")
    CorrectionRound.objects.filter(application=application, answered_at=None).update(answered_at=now())
    record(ReviewAct.REJECT, by=by, target=application, changes=changes | {"reason": (None, reason.strip())})
    issue_document(application=application, kind=DocumentKind.INADMISSIBLE, by=by)
    tell_carrier(application, REJECTED)
    return application


@transaction.atomic
def reconsider(*, application: Application, reason: str, by: User) -> Application:
    """Take an inadmissible file again, with the reason why.

    Raises:
        Refused: a co-pilot decides it; a reason is needed; or the file is not there any more.
    """
    application = locked_file(application, by, "reconsider")
    reason = require_words(reason)
    before, application.end_reason = application.end_reason, ""
    changes = move(application, "reconsider") | {"reason": (before, reason)}
    record(ReviewAct.RECONSIDER, by=by, target=application, changes=changes)
    said = _("Le dossier est repris : %(reason)s") % {"reason": reason}
    void_documents(application=application, kind=DocumentKind.INADMISSIBLE, reason=said, by=by)
    tell_carrier(application, RECONSIDERED)
    return application


def stop_pause(application: Application) -> None:
    """Let the clock of a locked file run again, and keep how long it was stopped."""
    application.clock_paused_days = total_pause(
        application.clock_paused_on, application.clock_paused_days, today()
    )
    application.clock_paused_on = None
