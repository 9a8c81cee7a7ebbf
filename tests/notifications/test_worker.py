"""The promise of the outbox, with real processes: none lost, and at most the one in flight twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from django.db import connection

from cite.core.dates import now
from cite.notifications.enums import Channel, MessageState, Reason
from cite.notifications.gateways.mail import message_id
from cite.notifications.models import Message
from cite.notifications.tasks import send_messages
from tests.notifications.servers import Mailbox, sms_server, smtp_server
from tests.processes import ROOT, database_url

MESSAGES = 10_000 if connection.vendor == "postgresql" else 2_000
"""Ten thousand where that many are sent: in life, on PostgreSQL; the same steps fewer times on the other."""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@contextmanager
def worker(**environment: object):
    """A worker in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker", "--skip-checks"],
        cwd=ROOT,
        env=os.environ
        | {name: str(value) for name, value in environment.items()}
        | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.notifications.worker_settings"},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_until(condition, seconds: float = 600) -> None:
    """Wait for as long as a slow machine may need: only what never comes fails."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, list(Message.objects.values_list("state", "reason").distinct())
        time.sleep(0.2)


def count(state: MessageState) -> int:
    return Message.objects.filter(state=state).count()


def queue(*addresses: str, channel: Channel = Channel.EMAIL) -> list[Message]:
    messages = [
        Message(kind="tests", channel=channel, address=address, subject="Essai", body="Bonjour", due_at=now())
        for address in addresses
    ]
    return Message.objects.bulk_create(messages)


def test_thousands_of_messages_leave_though_the_worker_is_killed_halfway():
    messages = queue(*(f"n{number}@example.org" for number in range(MESSAGES)))
    send_messages.enqueue()
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        with worker(TEST_SMTP_PORT=port) as first:
            wait_until(lambda: len(mailbox.arrived) >= MESSAGES // 2)
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert len(mailbox.arrived) < MESSAGES
        with worker(TEST_SMTP_PORT=port):
            wait_until(lambda: count(MessageState.SENT) == MESSAGES)
    arrived = Counter(mailbox.arrived)
    assert set(arrived) == {(m.address, message_id(str(m.uuid))) for m in messages}
    assert sorted(arrived.values())[-2:] in ([1, 1], [1, 2]), (
        "at most the one in flight, with the same Message-ID"
    )
    assert mailbox.connections < MESSAGES / 20, "connections are used again"


def test_an_sms_in_flight_when_its_worker_is_killed_is_shown_and_not_sent_again():
    in_flight, killed = threading.Event(), threading.Event()

    def answer(content):
        in_flight.set()
        killed.wait(20)
        return 201, {"messageId": 1}

    [message] = queue("+33639980001", channel=Channel.SMS)
    send_messages.enqueue()
    with sms_server(answer) as (url, received):
        environment = {"TEST_SMTP_PORT": 1, "TEST_SMS_URL": url}
        with worker(**environment) as first:
            assert in_flight.wait(30)
            first.send_signal(signal.SIGKILL)
            first.wait()
        killed.set()
        with worker(**environment):
            wait_until(lambda: count(MessageState.UNCERTAIN) == 1)
            [after] = queue("+33639980002", channel=Channel.SMS)
            send_messages.enqueue()
            wait_until(lambda: count(MessageState.SENT) == 1)
    message.refresh_from_db()
    assert message.reason == Reason.INTERRUPTED
    assert [content["tag"] for content in received] == [str(message.uuid), str(after.uuid)]


def test_a_worker_that_is_asked_to_stop_leaves_no_message_in_doubt():
    queue(*(f"n{number}@example.org" for number in range(500)))
    send_messages.enqueue()
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        with worker(TEST_SMTP_PORT=port) as process:
            wait_until(lambda: len(mailbox.arrived) >= 50)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        stopped_at = len(mailbox.arrived)
        assert (count(MessageState.SENT), count(MessageState.SENDING)) == (stopped_at, 0)
        assert stopped_at < 500
        with worker(TEST_SMTP_PORT=port):
            wait_until(lambda: count(MessageState.SENT) == 500)
    assert len(set(mailbox.arrived)) == len(mailbox.arrived) == 500


def test_two_workers_share_the_outbox_and_each_message_leaves_once():
    queue(*(f"n{number}@example.org" for number in range(500)))
    for _ in range(2):
        send_messages.enqueue()
    mailbox = Mailbox()
    with smtp_server(mailbox) as port, worker(TEST_SMTP_PORT=port), worker(TEST_SMTP_PORT=port):
        wait_until(lambda: count(MessageState.SENT) == 500)
    assert len(set(mailbox.arrived)) == len(mailbox.arrived) == 500
