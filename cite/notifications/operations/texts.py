"""What a Cité makes its messages say, and when it lets them leave."""

from __future__ import annotations

from datetime import time

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import Decision, Refused, require
from cite.core.journal import differences, record, snapshot
from cite.core.models import SaveObjection
from cite.notifications.enums import MessagesObjection, NotificationsAct
from cite.notifications.models import MessageSettings, MessageTemplate
from cite.notifications.permissions import can_write_texts
from cite.notifications.ports import notice_named
from cite.notifications.queries import Texts, current_template, settings_of, text_faults
from cite.tenancy.models import Territory


@transaction.atomic
def edit_template(
    *, territory: Territory, kind: str, by: User, number: int, subject: str, body: str, sms: str
) -> MessageTemplate:
    """Write the next version of a Cité's own text; `number` is the version it was read at, 0 for the original.

    Raises:
        Refused: the text would not work, somebody changed it meanwhile, or this person may not.
    """
    require(can_write_texts(by, territory))
    texts = Texts(subject.strip(), body.strip().replace("\r\n", "\n"), sms.strip())
    codes = {code for _field, code, _about in text_faults(notice_named(kind), texts)}
    require(Decision(tuple(objection for objection in MessagesObjection if objection.value in codes)))
    return _next_version(
        NotificationsAct.EDIT_TEMPLATE,
        territory=territory,
        kind=kind,
        by=by,
        number=number,
        values={"subject": texts.subject, "body": texts.body, "sms": texts.sms},
    )


@transaction.atomic
def reset_template(*, territory: Territory, kind: str, by: User, number: int) -> MessageTemplate:
    """Go back to the original text; the Cité's own versions stay in the history.

    Raises:
        Refused: somebody changed it meanwhile, or this person may not.
    """
    require(can_write_texts(by, territory))
    return _next_version(
        NotificationsAct.RESET_TEMPLATE,
        territory=territory,
        kind=notice_named(kind).key,
        by=by,
        number=number,
        values={"is_original": True},
    )


def _next_version(
    act: NotificationsAct,
    *,
    territory: Territory,
    kind: str,
    by: User,
    number: int,
    values: dict[str, object],
) -> MessageTemplate:
    """Write one more version, if the last one is the one that was read. The Cité's row is the lock."""
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    last = current_template(territory, kind)
    if (last.number if last else 0) != number:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    names = ("subject", "body", "sms", "is_original")
    before = snapshot(last, names) if last else {}
    version = MessageTemplate.objects.create(
        territory=territory, kind=kind, number=number + 1, written_by=by, **values
    )
    record(act, by=by, target=version, changes=differences(before, snapshot(version, names)))
    return version


@transaction.atomic
def change_settings(
    *,
    territory: Territory,
    by: User,
    version: int,
    quiet_from: time,
    quiet_until: time,
    quiet_sundays: bool,
    days_kept: int,
) -> MessageSettings:
    """Choose when the Cité's messages leave, and how long their texts are kept.

    Raises:
        Refused: somebody changed it meanwhile, or this person may not.
    """
    require(can_write_texts(by, territory))
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    current = settings_of(territory)
    if current.version != version:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    names = ("quiet_from", "quiet_until", "quiet_sundays", "days_kept")
    before = snapshot(current, names)
    current.quiet_from, current.quiet_until = quiet_from, quiet_until
    current.quiet_sundays, current.days_kept = quiet_sundays, days_kept
    current.save_next_version()
    record(
        NotificationsAct.CHANGE_SETTINGS,
        by=by,
        target=current,
        changes=differences(before, snapshot(current, names)),
    )
    return current
