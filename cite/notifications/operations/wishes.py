"""How a person wants her messages: how often, on what, and when to be left in peace."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localtime

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import ALLOWED, Decision, require, unless
from cite.core.journal import record
from cite.notifications.enums import Channel, Frequency, MessagesObjection, MessageState, NotificationsAct
from cite.notifications.models import Contact, Message, Preference
from cite.notifications.notices import PHONE_CODE
from cite.notifications.operations.notifying import notify
from cite.notifications.operations.upkeep import reschedule
from cite.notifications.queries import refusable_categories
from cite.notifications.rules.addresses import normal_phone
from cite.notifications.rules.schedule import QuietHours
from cite.tenancy.models import Territory

CODE_LIFE = timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODE_PAUSE = timedelta(minutes=1)
CODES_PER_DAY = 5


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
    contact = _contact(by)
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
    reschedule(list(waiting.select_related("recipient", "territory").select_for_update(of=("self",))))
    record(NotificationsAct.CHANGE_PREFERENCES, by=by, target=contact, person=by)


@transaction.atomic
def ask_phone_code(*, by: User, territory: Territory | None, phone: str) -> str:
    """Send a code to the number a person typed; gives the number as the network knows it.

    Raises:
        Refused: not a mobile number, no SMS here, or codes asked too often.
    """
    number = normal_phone(phone)
    require(
        unless(bool(settings.SMS), MessagesObjection.NO_SMS)
        & unless(bool(number), MessagesObjection.NOT_A_MOBILE)
    )
    contact = _contact(by)
    at = now()
    last = contact.code_sent_at
    sent_today = contact.codes_sent if last and localtime(last).date() == today() else 0
    require(
        unless(last is None or at >= last + CODE_PAUSE, MessagesObjection.CODE_TOO_SOON)
        & unless(sent_today < CODES_PER_DAY, MessagesObjection.TOO_MANY_CODES)
    )
    code = f"{secrets.randbelow(10**6):06d}"
    contact.candidate_phone = number
    contact.code_digest = _digest(by, number, code)
    contact.code_sent_at, contact.codes_sent, contact.code_attempts = at, sent_today + 1, 0
    contact.save()
    minutes = str(int(CODE_LIFE.total_seconds() // 60))
    notify(
        kind=PHONE_CODE.key,
        territory=territory,
        address=number,
        fields={"code": code, "minutes": minutes},
        about=f"phone-{by.uuid}",
    )
    record(NotificationsAct.ASK_PHONE_CODE, by=by, target=contact, person=by)
    return number


@transaction.atomic
def confirm_phone(*, by: User, code: str) -> Decision:
    """Confirm the number a code was sent to. A wrong code counts: it is told as a decision, not raised."""
    contact = _contact(by)
    is_alive = bool(contact.code_digest) and now() < contact.code_sent_at + CODE_LIFE
    if not is_alive or contact.code_attempts >= CODE_ATTEMPTS:
        return Decision((MessagesObjection.CODE_OVER,))
    digest = _digest(by, contact.candidate_phone, "".join(code.split()))
    if not constant_time_compare(digest, contact.code_digest):
        contact.code_attempts += 1
        contact.save()
        return Decision((MessagesObjection.CODE_WRONG,))
    contact.phone = contact.candidate_phone
    contact.candidate_phone = contact.code_digest = ""
    contact.save()
    record(NotificationsAct.CONFIRM_PHONE, by=by, target=contact, person=by)
    return ALLOWED


@transaction.atomic
def forget_phone(*, by: User) -> None:
    """Forget a person's number: no SMS any more."""
    contact = _contact(by)
    contact.phone = contact.candidate_phone = contact.code_digest = ""
    contact.save()
    record(NotificationsAct.FORGET_PHONE, by=by, target=contact, person=by)


def _contact(user: User) -> Contact:
    """Fetch how to reach a person, for change."""
    Contact.objects.get_or_create(user=user)
    return Contact.objects.select_for_update(of=("self",)).get(user=user)


def _digest(user: User, phone: str, code: str) -> str:
    """Take the fingerprint of a code: useless for another person or another number."""
    value = f"{user.uuid}:{phone}:{code}"
    return salted_hmac("cite.notifications.phone", value, algorithm="sha256").hexdigest()
