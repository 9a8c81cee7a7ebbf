"""How a person is reached: her e-mail address and her phone, each proved by a code sent to it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localtime

from cite.accounts.models import User
from cite.accounts.operations import change_email
from cite.core.dates import now, today
from cite.core.decisions import ALLOWED, Decision, require, unless
from cite.core.journal import record
from cite.notifications.enums import MessagesObjection, NotificationsAct
from cite.notifications.models import Contact
from cite.notifications.notices import EMAIL_CODE, PHONE_CODE
from cite.notifications.operations.notifying import notify
from cite.notifications.rules.addresses import normal_email, normal_phone
from cite.notifications.rules.codes import CODE_LIFE, SentCode, may_send, may_try
from cite.tenancy.models import Territory


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
    contact = contact_for_change(by)
    code = _new_code(contact, number)
    contact.candidate_phone, contact.candidate_email = number, ""
    contact.save()
    _send(PHONE_CODE.key, territory, number, code, about=f"phone-{by.uuid}")
    record(NotificationsAct.ASK_PHONE_CODE, by=by, target=contact, person=by)
    return number


@transaction.atomic
def confirm_phone(*, by: User, code: str) -> Decision:
    """Confirm the number a code was sent to. A wrong code counts: it is told as a decision, not raised."""
    contact = contact_for_change(by)
    if not (decision := _try(contact, contact.candidate_phone, code)):
        return decision
    contact.phone = contact.candidate_phone
    _forget_code(contact)
    record(NotificationsAct.CONFIRM_PHONE, by=by, target=contact, person=by)
    return ALLOWED


@transaction.atomic
def forget_phone(*, by: User) -> None:
    """Forget a person's number: no SMS any more."""
    contact = contact_for_change(by)
    contact.phone = ""
    _forget_code(contact)
    record(NotificationsAct.FORGET_PHONE, by=by, target=contact, person=by)


@transaction.atomic
def ask_email_code(*, by: User, territory: Territory | None, email: str) -> str:
    """Send a code to the address a person wants to sign in with; gives the address as it will be kept.

    Nothing leaves for an address that has an account already, and the page says the same: nobody learns from it who
    has an account.

    Raises:
        Refused: not an address, the present one, or codes asked too often.
    """
    address = normal_email(email)
    require(
        unless(_is_email(address), MessagesObjection.NOT_AN_EMAIL)
        & unless(address != by.email, MessagesObjection.SAME_EMAIL)
    )
    contact = contact_for_change(by)
    code = _new_code(contact, address)
    contact.candidate_email, contact.candidate_phone = address, ""
    contact.save()
    if not User.objects.filter(email=address).exists():
        _send(EMAIL_CODE.key, territory, address, code, about=f"email-{by.uuid}")
    record(NotificationsAct.ASK_EMAIL_CODE, by=by, target=contact, person=by)
    return address


@transaction.atomic
def confirm_email(*, by: User, code: str, session_key: str = "") -> Decision:
    """Sign in from now on with the address a code was sent to; only `session_key` stays open.

    A wrong code counts: it is told as a decision, not raised.
    """
    contact = contact_for_change(by)
    address = contact.candidate_email
    if not (decision := _try(contact, address, code)):
        return decision
    _forget_code(contact)
    try:
        with transaction.atomic():
            change_email(user=by, email=address, by=by, keep=session_key)
    except (ValidationError, IntegrityError):  # somebody took it since
        return Decision((MessagesObjection.CODE_OVER,))
    return ALLOWED


def contact_for_change(user: User) -> Contact:
    """Fetch how to reach a person, locked until the transaction ends."""
    Contact.objects.get_or_create(user=user)
    return Contact.objects.select_for_update(of=("self",), no_key=True).get(user=user)


def _new_code(contact: Contact, address: str) -> str:
    """Draw a code for an address, unless too many were asked; one at a time, the last replaces the others."""
    at = now()
    last = contact.code_sent_at
    sent_today = contact.codes_sent if last and localtime(last).date() == today() else 0
    require(may_send(SentCode(sent_at=last, sent_today=sent_today, attempts=contact.code_attempts), at))
    code = f"{secrets.randbelow(10**6):06d}"
    contact.code_digest = _digest(contact.user, address, code)
    contact.code_sent_at, contact.codes_sent, contact.code_attempts = at, sent_today + 1, 0
    return code


def _send(kind: str, territory: Territory | None, address: str, code: str, *, about: str) -> None:
    minutes = str(int(CODE_LIFE.total_seconds() // 60))
    notify(
        kind=kind,
        territory=territory,
        address=address,
        fields={"code": code, "minutes": minutes},
        about=about,
    )


def _try(contact: Contact, address: str, code: str) -> Decision:
    """Compare what was typed with what was sent to the address; a wrong code is counted."""
    sent = SentCode(
        sent_at=contact.code_sent_at if contact.code_digest and address else None,
        sent_today=contact.codes_sent,
        attempts=contact.code_attempts,
    )
    if not (decision := may_try(sent, now())):
        return decision
    if constant_time_compare(_digest(contact.user, address, "".join(code.split())), contact.code_digest):
        return ALLOWED
    contact.code_attempts += 1
    contact.save()
    return Decision((MessagesObjection.CODE_WRONG,))


def _forget_code(contact: Contact) -> None:
    contact.candidate_phone = contact.candidate_email = contact.code_digest = ""
    contact.save()


def _digest(user: User, address: str, code: str) -> str:
    """Take the fingerprint of a code: useless for another person or another address."""
    value = f"{user.uuid}:{address}:{code}"
    return salted_hmac("cite.notifications.code", value, algorithm="sha256").hexdigest()


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
