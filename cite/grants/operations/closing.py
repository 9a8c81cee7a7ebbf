"""A funded file is closed once all is paid and read; closed too early, it is opened again."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums.closing import ClosingAct, ClosingObjection
from cite.grants.models import Application
from cite.grants.operations.reviewing import locked_file, move
from cite.grants.queries.closing import closing_facts, is_granted, not_closed
from cite.grants.rules.closing import closing_decision


@transaction.atomic
def close_application(*, application: Application, by: User) -> Application:
    """Close a file whose story is over.

    Raises:
        Refused: a co-pilot decides it, the file is not there, or something is still to be paid, read or given back.
    """
    application = locked_file(application, by, "close")
    require(closing_decision(closing_facts(application)))
    record(ClosingAct.CLOSE, by=by, target=application, changes=move(application, "close"))
    return application


@transaction.atomic
def reopen_application(*, application: Application, by: User) -> Application:
    """Open a closed file again: a payment, a control or a bilan has something to add.

    Raises:
        Refused: a co-pilot decides it, the file is not closed, or nothing is granted to it any more.
    """
    application = locked_file(application, by, "reopen_closed")
    require(unless(is_granted(application), ClosingObjection.NOTHING_GRANTED))
    record(ClosingAct.REOPEN, by=by, target=application, changes=move(application, "reopen_closed"))
    return application


def require_not_closed(application: Application) -> None:
    """Stop what would leave money, a procedure or a bilan open in a file that was closed; it is opened again first.

    Raises:
        Refused: a co-pilot closed it, and may open it again.
    """
    require(not_closed(application))
