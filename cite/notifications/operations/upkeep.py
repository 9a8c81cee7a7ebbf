"""What the worker does around sending: digests gathered, late messages put off, old texts erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.core.dates import now
from cite.notifications.enums import MessageState, Reason
from cite.notifications.models import CONTENT_FIELDS, CoolDown, Message, Notice
from cite.notifications.notices import DIGEST
from cite.notifications.operations.notifying import footer
from cite.notifications.queries import quiet_hours_of, settings_of, site_link, texts_of
from cite.notifications.rules.addresses import masked
from cite.notifications.rules.schedule import next_window
from cite.notifications.rules.texts import SUBJECT_MAX, fill, one_line
from cite.notifications.workflow import MESSAGE
from cite.tenancy.models import Territory

ITEMS_PER_DIGEST = 100
ROWS_AT_ONCE = 500
ROWS_KEPT = timedelta(days=400)

OVER = (
    MessageState.SENT,
    MessageState.GATHERED,
    MessageState.FAILED,
    MessageState.UNCERTAIN,
    MessageState.CANCELED,
)


def postpone_late_messages() -> int:
    """Put off what had to leave before the quiet hours and has not; tells how many."""
    late = Message.objects.filter(
        state__in=(MessageState.QUEUED, MessageState.HELD), due_at__lte=now(), closes_at__lte=now()
    )
    done = 0
    while late.exists():
        with transaction.atomic():
            rows = list(
                late.select_related("recipient", "territory").select_for_update(
                    of=("self",), skip_locked=True, no_key=True
                )[:ROWS_AT_ONCE]
            )
            reschedule(rows)
        if not rows:
            break
        done += len(rows)
    return done


def drop_messages_to(*, domain: str) -> int:
    """Let nothing leave for people who read no mail, those of the demonstration; tells how many.

    Their inbox on the site keeps it all, and a sign-in code is not drowned among invented invitations.
    """
    waiting = MESSAGE.sources_of("drop") - {MessageState.SENDING}
    theirs = Q(recipient__email__endswith=f"@{domain}") | Q(address__endswith=f"@{domain}")
    return Message.objects.filter(theirs, state__in=waiting).update(
        state=MessageState.CANCELED, reason=Reason.FICTIONAL, updated_at=now()
    )


def reschedule(rows: list[Message]) -> None:
    """Give each message the next moment its reader accepts."""
    at = localtime(now())
    quiet = {}
    for row in rows:
        reader = (row.recipient_id, row.territory_id)
        if reader not in quiet:
            quiet[reader] = quiet_hours_of(row.recipient, row.territory)
        has_waited = row.state == MessageState.QUEUED and row.attempts == 0  # only for quiet hours
        earliest = at if has_waited else max(at, localtime(row.due_at))
        row.due_at, row.closes_at = next_window(earliest, quiet[reader])
    Message.objects.bulk_update(rows, ["due_at", "closes_at"])


def gather_digests() -> int:
    """Write the digests that are due; tells how many. Each message kept for one leaves in exactly one."""
    _keep_again()
    due = Message.objects.filter(state=MessageState.HELD, due_at__lte=now())
    readers = due.order_by().values_list("recipient_id", "territory_id").distinct()
    return sum(_gather(recipient, territory) for recipient, territory in list(readers))


@transaction.atomic
def _keep_again() -> None:
    """Keep for the next digest what one told that was withdrawn for another of its lines."""
    withdrawn = Message.objects.filter(
        kind=DIGEST.key, state=MessageState.CANCELED, reason=Reason.NO_LONGER_TRUE
    )
    rows = Message.objects.filter(state=MessageState.GATHERED, digest__in=withdrawn, erased_at=None)
    found = rows.select_for_update(of=("self",), skip_locked=True, no_key=True).values_list("pk", flat=True)
    Message.objects.filter(pk__in=list(found)).update(
        state=MESSAGE.target("keep_again", MessageState.GATHERED), digest=None, updated_at=now()
    )


@transaction.atomic
def _gather(recipient_id: int, territory_id: int | None) -> int:
    """Write the digests of one person in one Cité."""
    at = now()
    rows = list(
        Message.objects.filter(
            state=MessageState.HELD, due_at__lte=at, recipient=recipient_id, territory=territory_id
        )
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .order_by("pk")
    )
    if not rows:
        return 0
    reader = User.objects.get(pk=recipient_id)
    territory = Territory.objects.filter(pk=territory_id).first()
    batches = [rows[n : n + ITEMS_PER_DIGEST] for n in range(0, len(rows), ITEMS_PER_DIGEST)]
    for batch in batches:
        digest = _write_digest(reader, territory, batch)
        Message.objects.filter(pk__in=[row.pk for row in batch]).update(
            state=MESSAGE.target("gather", MessageState.HELD), digest=digest, updated_at=at
        )
    return len(batches)


def _write_digest(reader: User, territory: Territory | None, rows: list[Message]) -> Message:
    """Write one message that says all of them, each with its link."""
    texts = texts_of(territory, DIGEST)
    items = "\n\n".join(f"– {row.subject}" + (f"\n  {row.link}" if row.link else "") for row in rows)
    count = ngettext("%(count)s nouvelle", "%(count)s nouvelles", len(rows)) % {"count": len(rows)}
    link = site_link(territory, reverse("notifications:inbox"))
    values = {"count": count, "items": items, "link": link}
    values |= {"territory": str(territory or ""), "recipient": reader.full_name}
    window = next_window(localtime(now()), quiet_hours_of(reader, territory))
    return Message.objects.create(
        territory=territory,
        kind=DIGEST.key,
        channel=rows[0].channel,
        recipient=reader,
        subject=one_line(fill(texts.subject, values), SUBJECT_MAX),
        body=fill(texts.body, values) + footer(territory, with_preferences=True),
        link=link,
        due_at=window.opens,
        closes_at=window.closes,
    )


def forget_old_messages() -> int:
    """Erase the texts of messages that are over for the days a Cité chose, and rows after a year."""
    at = now()
    for territory in [None, *Territory.objects.all()]:
        before = at - timedelta(days=settings_of(territory).days_kept)
        _erase(Message.objects.filter(territory=territory, created_at__lt=before))
    old = Q(created_at__lt=at - ROWS_KEPT)
    CoolDown.objects.filter(until__lt=at).delete()
    Notice.objects.filter(old).delete()
    return Message.objects.filter(old, state__in=OVER).delete()[0]


def _erase(messages) -> None:
    """Erase what old messages said, and to whom; their kind, state and dates stay."""
    messages = messages.filter(state__in=OVER, erased_at=None)
    while True:
        rows = list(messages[:ROWS_AT_ONCE])
        if not rows:
            return
        with transaction.atomic():
            erase_content(rows)


def erase_content(rows: Sequence[Message]) -> None:
    """Erase what messages said, and to whom."""
    for row in rows:
        row.erased_at = now()
        row.address = masked(row.address)
        for name in CONTENT_FIELDS:
            setattr(row, name, "")
    Message.objects.bulk_update(rows, ["erased_at", "address", *CONTENT_FIELDS])
