"""How a person wants her messages: how often, on what, and when to be left in peace."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.notifications.enums import Channel, Frequency, MessagesObjection, MessageState, NotificationsAct
from cite.notifications.models import Message, Preference
from cite.notifications.operations.reaching import contact_for_change
from cite.notifications.operations.upkeep import reschedule
from cite.notifications.queries import refusable_categories
from cite.notifications.rules.schedule import QuietHours


@transaction.atomic
def change_preferences(
    *, by: User, choices: Mapping[tuple[str, Channel], Frequency], quiet: QuietHours | None
) -> None:
    """Choose how often to receive each category on each channel, and when not; None: as the Cité chose.

    Raises:
        Refused: an SMS in a digest, or a category that does not exist or cannot be refused.
    """
    known = {category.key for category in refusable_categories()}
    sms_rhythms = (Frequency.IMMEDIATE, Frequency.NEVER)
    possible = all(
        category in known and (channel == Channel.EMAIL or frequency in sms_rhythms)
        for (category, channel), frequency in choices.items()
    )
    require(unless(possible, MessagesObjection.UNKNOWN_CHOICE))
    contact = contact_for_change(by)
    for (category, channel), frequency in choices.items():
        Preference.objects.update_or_create(
            user=by, category=category, channel=channel, defaults={"frequency": frequency}
        )
    contact.has_own_quiet_hours = quiet is not None
    if quiet is not None:
        contact.quiet_from, contact.quiet_until, contact.quiet_sundays = (
            quiet.start,
            quiet.end,
            quiet.sundays,
        )
    contact.save()
    waiting = Message.objects.filter(
        recipient=by, state__in=(MessageState.QUEUED, MessageState.HELD), is_essential=False
    )
    locked = waiting.select_related("recipient", "territory").select_for_update(of=("self",), no_key=True)
    reschedule(list(locked.order_by("pk")))
    record(NotificationsAct.CHANGE_PREFERENCES, by=by, target=contact, person=by)
