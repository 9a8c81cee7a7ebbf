"""The outbox: messages written in a transaction, and messages that leave through a real SMTP server on loopback."""

from __future__ import annotations

import logging
import socket
import time
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import transaction

from bench.figures import Figure, Report
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.operations import open_account
from cite.jobs.management.worker import run_next_job
from cite.notifications.enums import MessageState
from cite.notifications.models import Message
from cite.notifications.notices import SECOND_FACTOR
from cite.notifications.operations import notify

_PER_TRANSACTION = 100


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Write as many messages as asked, then send them all with one worker; there is no peer."""
    report = Report(
        "outbox",
        "Outbox: e-mails written with a decision, then sent by one worker (SMTP on loopback; processor time)",
    )
    territory = loaded_territory()
    user = open_account(email="reader@example.org", full_name="Reader")
    count = max(_PER_TRANSACTION, sizes.requests * 20)
    written = _seconds(lambda: _write(count, user, territory))
    with _smtp_server():
        sent = _seconds(lambda: _send(count))
    report.figures.append(
        Figure("messages written, 100 a transaction", count / written, "/s", more_is_better=True)
    )
    report.figures.append(Figure("messages sent and noted", count / sent, "/s", more_is_better=True))
    report.remarks.append(f"{count} messages: {written:.1f} s to write, {sent:.1f} s to send")
    return report


def _seconds(call) -> float:
    """Processor time, of the server beside us too: a busy machine does not change it."""
    start = time.process_time()
    call()
    return time.process_time() - start


def _write(count: int, user: object, territory: object) -> None:
    for _ in range(count // _PER_TRANSACTION):
        with transaction.atomic():
            for _ in range(_PER_TRANSACTION):
                notify(
                    kind=SECOND_FACTOR.key, territory=territory, to=user, fields={"moment": "midi"}, path="/"
                )


def _send(count: int) -> None:
    while Message.objects.filter(state=MessageState.QUEUED).exists():
        if not run_next_job(worker="bench"):
            raise RuntimeError("nothing sends what waits")
    if Message.objects.filter(state=MessageState.SENT).count() < count:
        raise RuntimeError("some messages have not left")


class _Sink:
    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        return "250 OK"


@contextmanager
def _smtp_server():
    """Receive everything, and point the settings there."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(_Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        yield
    finally:
        controller.stop()
