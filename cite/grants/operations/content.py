"""What every change to a file starts and ends with: the lock, and the signature that no longer holds."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require
from cite.core.journal import record
from cite.grants.enums import ApplicationState, WritingAct
from cite.grants.models import Application, Signature
from cite.grants.notices.writing import SIGNATURE_VOIDED
from cite.grants.operations.reviewing import lock
from cite.grants.permissions.writing import can_write
from cite.grants.queries.applications import path_of
from cite.grants.workflow import APPLICATION
from cite.notifications.operations import notify


def locked_application(application: Application, by: User) -> Application:
    """Lock a file that this person may write in, in the transaction of the caller.

    Raises:
        Refused: not hers, or no longer to be written in.
    """
    found = lock(application)
    require(can_write(by, found))
    return found


def content_changed(*, application: Application, by: User) -> None:
    """Void the signature of a locked file that has just changed, reopen it, and tell who had signed.

    Every operation that changes what a carrier declares calls this before it saves the file.
    """
    signature = Signature.objects.select_for_update(of=("self",), no_key=True).filter(
        application=application, voided_at=None
    )
    for signed in signature.select_related("signed_by"):
        signed.voided_at = now()
        signed.void_reason = _("Le dossier a été modifié après la signature.")
        signed.save_next_version()
        record(WritingAct.VOID, by=by, target=application)
        if signed.signed_by != by:
            notify(
                kind=SIGNATURE_VOIDED.key,
                territory=application.territory,
                to=signed.signed_by,
                fields={"number": application.number},
                path=path_of(application),
                about=f"signature:{application.uuid}",
            )
    if application.state == ApplicationState.TO_SIGN:
        application.state = APPLICATION.target("reopen", application.state)
        record(WritingAct.REOPEN, by=by, target=application)
