"""Emptying the outbox: each message settled, an outage waited for, a dead worker's messages taken back."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from cite.core.dates import now
from cite.jobs.models import Job
from cite.notifications import operations
from cite.notifications.enums import Channel, Frequency, MessageState, Reason
from cite.notifications.models import Message, Preference
from cite.notifications.operations import notify
from cite.notifications.operations.sending import letter_of
from cite.notifications.tasks import send_messages
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job, run_waiting_jobs
from tests.factories.notifications import (
    MONDAY_NIGHT,
    MONDAY_NOON,
    TUESDAY_AT_8,
    make_message,
    make_phone,
)
from tests.notifications.servers import Mailbox, free_port, sms_server, smtp_server

pytestmark = pytest.mark.django_db


def send_all() -> None:
    send_messages.enqueue()
    run_waiting_jobs()


def state_of(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.reason


def remind(territory, user, thing="La réunion", **changes):
    return notify(
        kind="tests.reminder",
        territory=territory,
        to=user,
        fields={"thing": thing},
        path="/reunions/",
        **changes,
    )


@pytest.fixture
def smtp(settings):
    def choose(port: int):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2

    return choose


def test_a_message_wakes_a_worker_once(territory, kind, clock):
    user = make_user()
    messages = [remind(territory, user, f"N° {number}") for number in range(3)]
    assert Job.objects.filter(task_path=send_messages.module_path).count() == 1
    run_waiting_jobs()
    assert [state_of(message) for message in messages] == [(MessageState.SENT, "")] * 3
    assert [m.subject for m in mail.outbox] == [f"N° {number} vous attend" for number in range(3)]
    assert mail.outbox[0].to == ["someone@example.org"]
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_only_what_may_be_refused_says_how(territory, kind, clock):
    user = make_user()
    refusable = remind(territory, user)
    kind(is_essential=True)
    essential = remind(territory, user)
    headers = letter_of(refusable).headers
    assert headers == {"List-Unsubscribe": "<https://testserver/messages/preferences/>"}
    assert letter_of(essential).headers == {}


def test_an_account_is_written_at_its_address_of_the_moment(territory, kind, clock):
    user = make_user()
    remind(territory, user)
    user.email = "new@example.org"
    user.save()
    run_waiting_jobs()
    assert mail.outbox[0].to == ["new@example.org"]


def test_an_account_closed_meanwhile_receives_nothing(territory, kind, clock):
    user = make_user()
    message = remind(territory, user)
    user.is_active = False
    user.save()
    run_waiting_jobs()
    assert (state_of(message), mail.outbox) == ((MessageState.CANCELED, Reason.CLOSED_ACCOUNT), [])


def test_a_secret_is_erased_once_it_has_left(territory, kind, clock):
    kind(is_secret=True)
    message = remind(territory, make_user())
    run_waiting_jobs()
    message.refresh_from_db()
    assert (message.state, message.body, message.link, message.subject) == (MessageState.SENT, "", "", "")
    assert message.erased_at == MONDAY_NOON


def test_nothing_leaves_in_quiet_hours_though_it_was_due_before(territory, kind, clock):
    message = remind(territory, make_user())
    clock(MONDAY_NIGHT)
    run_waiting_jobs()
    message.refresh_from_db()
    assert (message.state, message.due_at, mail.outbox) == (MessageState.QUEUED, TUESDAY_AT_8, [])
    clock(TUESDAY_AT_8)
    send_all()
    assert state_of(message)[0] == MessageState.SENT


def test_each_refusal_settles_its_message_and_the_others_leave(smtp):
    mailbox = Mailbox(answers={"gone@example.org": "550 no", "busy@example.org": "450 later"})
    gone, busy, fine = (make_message(address=f"{name}@example.org") for name in ("gone", "busy", "fine"))
    with smtp_server(mailbox) as port:
        smtp(port)
        send_all()
    assert state_of(gone) == (MessageState.FAILED, Reason.BAD_RECIPIENT)
    assert state_of(busy) == (MessageState.QUEUED, Reason.TEMPORARY)
    assert state_of(fine) == (MessageState.SENT, "")
    assert timedelta(seconds=50) < busy.due_at - now() <= timedelta(minutes=1)
    assert (gone.provider_answer, busy.attempts) == ("550", 1)


def test_an_outage_costs_one_attempt_to_one_message(smtp):
    messages = [make_message() for _ in range(3)]
    smtp(free_port())
    send_all()
    assert [state_of(message) for message in messages] == [
        (MessageState.QUEUED, Reason.UNREACHABLE),
        (MessageState.QUEUED, ""),
        (MessageState.QUEUED, ""),
    ]
    assert [message.attempts for message in messages] == [1, 0, 0]


def test_a_message_put_back_too_often_has_failed(smtp):
    message = make_message(attempts=6)
    smtp(free_port())
    send_all()
    assert state_of(message) == (MessageState.FAILED, Reason.UNREACHABLE)


def test_an_outage_of_e_mail_does_not_hold_sms(smtp, settings, tmp_path):
    settings.SMS = {"gateway": "file", "folder": str(tmp_path)}
    smtp(free_port())
    email, sms = make_message(), make_message(channel=Channel.SMS, address="+33612345678", subject="")
    send_all()
    assert (state_of(email)[0], state_of(sms)[0]) == (MessageState.QUEUED, MessageState.SENT)
    assert len(list(tmp_path.iterdir())) == 1


def test_an_sms_that_may_have_left_is_never_tried_again(settings):
    message = make_message(channel=Channel.SMS, address="+33612345678", subject="")
    with sms_server(lambda content: None) as (url, received):
        settings.SMS = {"gateway": "brevo", "url": url, "key": "k", "sender": "CITE"}
        send_all()
        send_all()
    assert state_of(message) == (MessageState.UNCERTAIN, Reason.INTERRUPTED)
    assert len(received) == 1


def test_no_address_in_the_log(smtp, caplog):
    caplog.set_level(logging.DEBUG, "cite")
    make_message(address="gone@example.org")
    with smtp_server(Mailbox(answers={"gone@example.org": "550 gone@example.org unknown"})) as port:
        smtp(port)
        send_all()
    assert "refused: bad_recipient 550" in caplog.text
    assert "gone" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("cite"))


def test_an_unexpected_error_is_a_failed_attempt(settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_operations_sending.Broken"
    message = make_message()
    send_all()
    assert state_of(message) == (MessageState.QUEUED, Reason.UNEXPECTED)


class Broken:
    """A backend with a defect."""

    def __init__(self, **kwargs):
        pass

    def open(self):
        raise RuntimeError("zoe@example.org")

    def close(self):
        pass


class TestADeadWorker:
    def dead(self, **fields) -> Message:
        return make_message(state=MessageState.SENDING, claim=uuid4(), attempts=1, **fields)

    def test_its_e_mail_leaves_again(self):
        message = self.dead()
        assert operations.recover_messages() == 1
        assert state_of(message) == (MessageState.QUEUED, "")

    def test_its_sms_is_a_doubt(self):
        message = self.dead(channel=Channel.SMS, address="+33612345678")
        operations.recover_messages()
        assert state_of(message) == (MessageState.UNCERTAIN, Reason.INTERRUPTED)

    def test_a_live_worker_keeps_its_message(self):
        lease = uuid4()
        job = make_job(status="running", lease=lease, leased_until=now() + timedelta(seconds=10))
        message = make_message(state=MessageState.SENDING, claim=lease)
        assert operations.recover_messages() == 0
        Job.objects.filter(pk=job.pk).update(leased_until=now() - timedelta(seconds=1))
        assert operations.recover_messages() == 1
        assert state_of(message)[0] == MessageState.QUEUED


class TestDigests:
    @pytest.fixture
    def user(self, territory, kind, clock):
        user = make_user("zoe")
        Preference.objects.create(
            user=user, category="essais", channel=Channel.EMAIL, frequency=Frequency.DAILY
        )
        return user

    def test_a_digest_says_every_message_once(self, territory, user, clock):
        held = [remind(territory, user, f"N° {number}") for number in range(120)]
        send_all()
        assert mail.outbox == []
        clock(TUESDAY_AT_8)
        send_all()
        said = "\n".join(message.body for message in mail.outbox)
        assert len(mail.outbox) == 2
        assert mail.outbox[0].subject == "Saint-Étienne Métropole\u00a0: 100 nouvelles pour vous"
        assert all(said.count(f"– N° {number} vous attend\n") == 1 for number in range(120))
        assert {state_of(message)[0] for message in held} == {MessageState.GATHERED}
        assert Message.objects.filter(kind="notifications.digest", state=MessageState.SENT).count() == 2
        send_all()
        assert len(mail.outbox) == 2

    def test_a_digest_that_is_late_waits_for_the_morning(self, territory, user, clock):
        remind(territory, user)
        clock(MONDAY_NIGHT + timedelta(days=1))
        send_all()
        assert mail.outbox == []
        clock(TUESDAY_AT_8 + timedelta(days=1))
        send_all()
        assert len(mail.outbox) == 1

    def test_two_cites_are_two_digests(self, territory, other_territory, user, clock):
        remind(territory, user)
        remind(other_territory, user)
        clock(TUESDAY_AT_8)
        send_all()
        assert len(mail.outbox) == 2
        assert "autre.example.org" in mail.outbox[1].body


class TestForgetting:
    def test_texts_are_erased_then_rows(self, territory, kind, clock):
        user = make_user()
        make_phone(user)
        old = make_message(territory, state=MessageState.SENT, address="nadia@example.org")
        waiting = make_message(territory)
        recent = make_message(territory, state=MessageState.SENT)
        Message.objects.filter(pk__in=[old.pk, waiting.pk]).update(
            created_at=MONDAY_NOON - timedelta(days=31)
        )
        operations.forget_old_messages()
        for message in (old, waiting, recent):
            message.refresh_from_db()
        assert (old.body, old.address) == ("", "n…@example.org")
        assert (waiting.body, recent.body) == ("Bonjour", "Bonjour")
        Message.objects.filter(pk=old.pk).update(created_at=MONDAY_NOON - timedelta(days=401))
        assert operations.forget_old_messages() == 1
        assert Message.objects.count() == 2
