"""Emptying the outbox: what only the worker does.

Each message is claimed under the lease of the job that sends it. One transaction marks the previous message and claims
the next one, so that a killed worker leaves at most one message in doubt: an e-mail leaves again under the same
Message-ID, an SMS is shown to people.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from cite.core.dates import now
from cite.jobs.models import Job
from cite.jobs.operations import JobInterrupted, confirm_lease, report_progress
from cite.jobs.rules import trace_without_values
from cite.notifications.enums import Channel, MessageState, Reason
from cite.notifications.gateways import Letter, Mailer, NotSent, Transport, sms_transport
from cite.notifications.models import CONTENT_FIELDS, Message
from cite.notifications.ports import is_secret
from cite.notifications.queries import site_link
from cite.notifications.rules.outcomes import Outcome, next_step
from cite.notifications.workflow import MESSAGE

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Settled:
    """A message that was tried, and what came of it."""

    message: Message
    outcome: Outcome
    reason: str = ""
    answer: str = ""


class Outbox:
    """One run over the outbox, in the hands of one job."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        self.lease: UUID = Job.objects.values_list("lease", flat=True).get(uuid=job_id)
        self.done = 0

    def send_due(self) -> int:
        """Send everything that may leave now; tells how many have left.

        Raises:
            JobInterrupted: the worker must stop; what was sent is noted.
        """
        for channel in (Channel.SMS, Channel.EMAIL):
            self._empty(channel)
        return self.done

    def _empty(self, channel: Channel) -> None:
        """Send the messages of a channel, until none is due or its service is in trouble."""
        message = self._advance(channel, None)
        if message is None:
            return
        try:
            transport = _transport(channel)
        except NotSent as failure:
            self._settle(_Settled(message, failure.outcome, failure.reason))
            return
        try:
            while message is not None:
                settled = _attempt(message, transport)
                if settled.outcome == Outcome.PAUSE:
                    self._settle(settled)
                    return
                message = self._advance(channel, settled)
        finally:
            transport.close()

    def _advance(self, channel: Channel, settled: _Settled | None) -> Message | None:
        """Note what came of a message and claim the next one, in one transaction."""
        try:
            report_progress(job_id=self.job_id, done=self.done)
            with transaction.atomic():
                self._settle(settled)
                confirm_lease(job_id=self.job_id)
                return self._claim(channel)
        except JobInterrupted:
            self._settle(settled)
            raise

    def _claim(self, channel: Channel) -> Message | None:
        """Take the message that is due for the longest time."""
        while True:
            at = now()
            message = (
                Message.objects.filter(state=MessageState.QUEUED, channel=channel, due_at__lte=at)
                .filter(Q(closes_at=None) | Q(closes_at__gt=at))
                .select_related("recipient", "territory")
                .select_for_update(of=("self",), skip_locked=True, no_key=True)
                .order_by("due_at", "pk")
                .first()
            )
            if message is None:
                return None
            rows = Message.objects.filter(pk=message.pk)
            if message.recipient is not None and not message.recipient.is_active:
                arrow = MESSAGE.target("drop", message.state)
                rows.update(state=arrow, reason=Reason.CLOSED_ACCOUNT, updated_at=at)
                continue
            message.attempts += 1
            target = MESSAGE.target("claim", message.state)
            rows.update(state=target, claim=self.lease, attempts=message.attempts, updated_at=at)
            return message

    def _settle(self, settled: _Settled | None) -> None:
        """Note what came of a message, if it is still ours."""
        if settled is None:
            return
        at = now()
        step = next_step(settled.outcome, settled.message.attempts, at)
        changes = {
            "state": MESSAGE.target(step.arrow, MessageState.SENDING),
            "claim": None,
            "reason": settled.reason,
            "provider_answer": settled.answer[:100],
            "updated_at": at,
        }
        if step.due_at:
            changes["due_at"] = step.due_at
        if settled.outcome == Outcome.SENT:
            self.done += 1
            changes["sent_at"] = at
            if is_secret(settled.message.kind):
                changes |= dict.fromkeys(CONTENT_FIELDS, "") | {"erased_at": at}
        ours = Message.objects.filter(pk=settled.message.pk, state=MessageState.SENDING, claim=self.lease)
        ours.update(**changes)


def send_due_messages(*, job_id: str) -> int:
    """Send everything that may leave now, under the lease of this job; tells how many have left.

    Raises:
        JobInterrupted: the worker must stop; what was sent is noted.
    """
    recover_messages()
    return Outbox(job_id).send_due()


def recover_messages() -> int:
    """Take back the messages whose worker died while it sent them; tells how many.

    An e-mail leaves again, under the same Message-ID; an SMS may have left: people decide.
    """
    if not _abandoned().exists():
        return 0
    with transaction.atomic():
        rows = list(_abandoned().select_for_update(of=("self",), skip_locked=True, no_key=True))
        for message in rows:
            is_sms = message.channel == Channel.SMS
            message.state = MESSAGE.target("doubt" if is_sms else "put_back", message.state)
            message.reason = Reason.INTERRUPTED if is_sms else ""
            message.claim = None
            message.save()
    return len(rows)


def _abandoned():
    """List the messages claimed under a lease that is no longer alive."""
    alive = Job.objects.filter(lease__isnull=False, leased_until__gte=now()).values("lease")
    return Message.objects.filter(state=MessageState.SENDING).exclude(claim__in=alive)


def _transport(channel: Channel) -> Transport:
    return sms_transport(settings.SMS) if channel == Channel.SMS else Mailer()


def _attempt(message: Message, transport: Transport) -> _Settled:
    """Try to send one message; whatever happens has a name."""
    try:
        answer = transport.send(letter_of(message))
    except NotSent as failure:
        logger.info("message %s (%s): %s", message.uuid, message.kind, failure)
        if failure.reason == Reason.UNEXPECTED:
            logger.error("message %s:\n%s", message.uuid, trace_without_values(failure))
        return _Settled(message, failure.outcome, failure.reason, failure.answer)
    except Exception as error:
        logger.error("message %s (%s):\n%s", message.uuid, message.kind, trace_without_values(error))
        outcome = Outcome.UNCERTAIN if message.channel == Channel.SMS else Outcome.RETRY
        return _Settled(message, outcome, Reason.UNEXPECTED)
    return _Settled(message, Outcome.SENT, answer=answer)


def letter_of(message: Message) -> Letter:
    """Write a message as its carrier takes it."""
    headers = {}
    if message.recipient_id and not message.is_essential and message.channel == Channel.EMAIL:
        preferences = site_link(message.territory, reverse("notifications:preferences"))
        headers["List-Unsubscribe"] = f"<{preferences}>"
    return Letter(
        reference=str(message.uuid),
        destination=message.destination,
        subject=message.subject,
        body=message.body,
        headers=headers,
        attachment_name=message.attachment_name,
        attachment_type=message.attachment_type,
        attachment_text=message.attachment_text,
    )
