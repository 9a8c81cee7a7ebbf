"""Writing messages down, in the transaction of the decision that causes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.text import without_control_characters
from cite.notifications.enums import Channel, Frequency, MessageState, Reason
from cite.notifications.models import CONTENT_FIELDS, CoolDown, Message, Notice
from cite.notifications.ports import ATTACHMENT_MAX_BYTES, Attachment, NoticeKind, notice_named
from cite.notifications.queries import Texts, Wishes, site_link, texts_of, wishes_of
from cite.notifications.rules.schedule import NEVER_QUIET, is_cooling, next_digest, next_window
from cite.notifications.rules.texts import (
    FIELD_MAX,
    SUBJECT_MAX,
    fill,
    for_sms,
    one_line,
)
from cite.notifications.signals import message_queued
from cite.notifications.workflow import MESSAGE
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A message about to be written: whom it is for, and what it says once its fields are filled."""

    kind: NoticeKind
    territory: Territory | None
    to: User | None
    address: str
    about: str
    concerns: UUID | None
    path: str
    texts: Texts
    link: str
    attachment: Attachment | None
    at: datetime


@transaction.atomic(savepoint=False)
def notify(
    *,
    kind: str,
    territory: Territory | None,
    to: User | None = None,
    address: str = "",
    fields: Mapping[str, str] | None = None,
    path: str = "",
    about: str = "",
    concerns: UUID | None = None,
    attachment: Attachment | None = None,
) -> Message | None:
    """Write a message in the caller's transaction: undone with it, sent after it by a worker.

    To an account (`to`), as the person wants it: inbox, e-mail, SMS, digest; or to the `address` (e-mail or phone) of
    somebody who has none. `about` names the thing it is about: a newer message about it replaces one that has not
    left, and reminders cool down. `concerns` names the file of a person it speaks of: it is withdrawn with it
    (`withdraw_messages`). Gives the row that leaves by e-mail, else by SMS; None where nothing leaves.

    Raises:
        ValueError: not one recipient, fields other than the kind declares, or a path out of this site.
        UnknownNotice: no application declared this kind.
    """
    draft = _draft(
        notice_named(kind),
        territory,
        to,
        address.strip(),
        dict(fields or {}),
        path,
        about,
        concerns,
        attachment,
    )
    if (to is not None and not to.is_active) or _cools_down(draft):
        return None
    if to is not None and Channel.INBOX in draft.kind.channels:
        _write_notice(draft)
    wishes = wishes_of(to, territory, draft.kind)
    written = [
        _write(draft, channel, destination, frequency, wishes)
        for channel, destination, frequency in _ways(draft, wishes)
        if frequency != Frequency.NEVER
    ]
    if any(message.state == MessageState.QUEUED for message in written):
        message_queued.send(sender=Message)
    return written[0] if written else None


def _draft(
    kind: NoticeKind,
    territory: Territory | None,
    to: User | None,
    address: str,
    fields: dict[str, str],
    path: str,
    about: str,
    concerns: UUID | None,
    attachment: Attachment | None,
) -> _Draft:
    """Check what the caller gives, and fill the texts."""
    if (to is None) == (not address):
        raise ValueError("a message goes to an account or to an address, to one of them")
    if set(fields) != set(kind.fields):
        raise ValueError(
            f"{kind.key} takes exactly these fields: {sorted(kind.fields)}, not {sorted(fields)}"
        )
    if attachment and len(attachment.text.encode()) > ATTACHMENT_MAX_BYTES:
        raise ValueError(f"an attachment holds {ATTACHMENT_MAX_BYTES} bytes at most")
    link = site_link(territory, path or "/")
    values = {name: without_control_characters(str(value))[:FIELD_MAX] for name, value in fields.items()}
    values |= {
        "link": link,
        "territory": str(territory or _("Cité de l’emploi")),
        "recipient": one_line(to.full_name if to else "", 150) or _("Madame, Monsieur"),
    }
    texts = texts_of(territory, kind)
    filled = Texts(
        one_line(fill(texts.subject, values), SUBJECT_MAX),
        fill(texts.body, values).strip(),
        for_sms(one_line(fill(texts.sms, values), FIELD_MAX)),
    )
    return _Draft(
        kind=kind,
        territory=territory,
        to=to,
        address=address,
        about=about,
        concerns=concerns,
        path=path,
        texts=filled,
        link=link,
        attachment=attachment,
        at=now(),
    )


def _cools_down(draft: _Draft) -> bool:
    """Say whether the same person was told the same thing too recently; else note that she is told now.

    The row stays locked until the end of the transaction: two reminders at the same moment are one.
    """
    if not draft.kind.cooldown:
        return False
    person = str(draft.to.uuid) if draft.to else draft.address.lower()
    key = hashlib.sha256(f"{draft.kind.key}\n{draft.about}\n{person}".encode()).hexdigest()
    until = draft.at + draft.kind.cooldown
    row, is_new = CoolDown.objects.select_for_update(no_key=True).get_or_create(
        key=key, defaults={"until": until}
    )
    if is_new:
        return False
    if is_cooling(row.until - draft.kind.cooldown, draft.kind.cooldown, draft.at):
        return True
    row.until = until
    row.save()
    return False


def _write_notice(draft: _Draft) -> None:
    """Put the message in the person's inbox."""
    Notice.objects.create(
        user=draft.to,
        territory=draft.territory,
        kind=draft.kind.key,
        about=draft.about,
        concerns=draft.concerns,
        subject=draft.texts.subject,
        body=draft.texts.body,
        path=draft.path,
    )


def _ways(draft: _Draft, wishes: Wishes) -> list[tuple[Channel, str, Frequency]]:
    """List the ways out: channel, destination (empty: the account's address), and how often it is accepted."""
    ways = []
    phone = wishes.phone if draft.to else draft.address if "@" not in draft.address else ""
    if Channel.EMAIL in draft.kind.channels and not (draft.to is None and phone):
        ways.append((Channel.EMAIL, draft.address, wishes.email))
    if Channel.SMS in draft.kind.channels and phone and draft.texts.sms and settings.SMS:
        ways.append((Channel.SMS, phone, wishes.sms))
    return ways


def _write(
    draft: _Draft, channel: Channel, destination: str, frequency: Frequency, wishes: Wishes
) -> Message:
    """Write one row of the outbox, in place of an older one about the same thing that has not left."""
    if draft.about:
        _supersede(draft, channel, destination)
    is_sms = channel == Channel.SMS
    attachment = None if is_sms else draft.attachment
    is_held = frequency in (Frequency.DAILY, Frequency.WEEKLY) and not is_sms and attachment is None
    at = localtime(draft.at)
    if is_held:
        at = next_digest(at, weekly=frequency == Frequency.WEEKLY)
    window = next_window(at, NEVER_QUIET if draft.kind.is_essential else wishes.quiet)
    return Message.objects.create(
        territory=draft.territory,
        kind=draft.kind.key,
        channel=channel,
        recipient=draft.to,
        address=destination,
        about=draft.about,
        concerns=draft.concerns,
        is_essential=draft.kind.is_essential,
        subject="" if is_sms else draft.texts.subject,
        body=draft.texts.sms
        if is_sms
        else draft.texts.body
        + footer(draft.territory, with_preferences=draft.to is not None and not draft.kind.is_essential),
        link=draft.link if draft.path else "",
        attachment_name=attachment.name if attachment else "",
        attachment_type=attachment.content_type if attachment else "",
        attachment_text=attachment.text if attachment else "",
        state=MESSAGE.target("hold", MessageState.QUEUED) if is_held else MessageState.QUEUED,
        due_at=window.opens,
        closes_at=window.closes,
    )


def _supersede(draft: _Draft, channel: Channel, destination: str) -> None:
    """Drop what has not left about the same thing."""
    waiting = MESSAGE.sources_of("drop") - {MessageState.SENDING}
    changes = {"state": MessageState.CANCELED, "reason": Reason.SUPERSEDED, "updated_at": draft.at}
    if draft.kind.is_secret:
        changes |= dict.fromkeys(CONTENT_FIELDS, "") | {"erased_at": draft.at}
    Message.objects.filter(
        kind=draft.kind.key,
        about=draft.about,
        channel=channel,
        recipient=draft.to,
        address=destination,
        state__in=waiting,
    ).update(**changes)


def footer(territory: Territory | None, *, with_preferences: bool) -> str:
    """Say at the end of an e-mail who writes, and how to receive fewer of them."""
    who = _("Cité de l’emploi – %(territory)s") % {"territory": territory} if territory else settings.SITE_URL
    lines = [who, _("Ce message est automatique : n’y répondez pas.")]
    if with_preferences:
        address = site_link(territory, reverse("notifications:preferences"))
        lines.append(_("Choisir les messages que vous recevez : %(address)s") % {"address": address})
    return "\n\n-- \n" + "\n".join(lines)
