"""Withdrawing what has become false before it left: a file erased, a sharing stopped, a request that ended."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cite.accounts.models import User
from cite.core.journal import record
from cite.notifications.enums import MessageState, NotificationsAct, Reason
from cite.notifications.models import Message, Notice
from cite.notifications.operations.upkeep import erase_content
from cite.notifications.workflow import MESSAGE, WAITING
from cite.tenancy.models import Territory


@transaction.atomic
def withdraw_messages(
    *,
    territory: Territory,
    concerning: Iterable[UUID],
    to: Iterable[User] | None = None,
    about: str = "",
    is_erased: bool = False,
) -> int:
    """Let nothing more leave that concerns these files; tells how many messages that was.

    `to`: only what is for these people; `about`: only what is about a thing whose name begins so. `is_erased`: the
    files are gone, and what was sent says nothing more either, nor does the inbox. One that is leaving this very second
    cannot be called back, but is never tried again. A digest that has not left is withdrawn with what it tells of them:
    what else it told is gathered again.
    """
    files = list(concerning)
    rows = Message.objects.filter(concerns__in=files, about__startswith=about)
    if to is not None:
        rows = rows.filter(recipient__in=list(to))
    if is_erased:
        Notice.objects.filter(concerns__in=files).delete()
    else:
        rows = rows.filter(state__in=(*WAITING, MessageState.GATHERED))
    found = _locked(rows)
    digests = _locked(Message.objects.filter(pk__in={each.digest_id for each in found} - {None}))
    unsent = {each.pk for each in digests if each.state in WAITING}
    found += digests
    stopped = [each for each in found if each.state in WAITING or each.digest_id in unsent]
    for each in stopped:
        each.state, each.reason, each.claim = (
            MESSAGE.target("withdraw", each.state),
            Reason.NO_LONGER_TRUE,
            None,
        )
    Message.objects.bulk_update(stopped, ["state", "reason", "claim"])
    erase_content(found if is_erased else stopped)
    if stopped:
        record(NotificationsAct.WITHDRAW, territory=territory, changes={"messages": (None, len(stopped))})
    return len(stopped)


def _locked(rows: QuerySet[Message]) -> list[Message]:
    """Lock them; a digest comes after what it tells, so that two who withdraw never wait for each other."""
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
