"""E-mail as a real server receives it, and what each of its refusals means."""

import smtplib
from email import message_from_bytes, policy

import pytest
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.core.exceptions import ImproperlyConfigured

from cite.notifications.enums import Reason
from cite.notifications.gateways import Letter, Mailer, NotSent
from cite.notifications.gateways.mail import MESSAGES_PER_CONNECTION, _verdict, message_id
from cite.notifications.rules.outcomes import Outcome
from tests.notifications.servers import Mailbox, free_port, smtp_server

LETTER = Letter(
    reference="0c5f",
    destination="zoe@example.org",
    subject="Réunion déplacée",
    body="Bonjour Zoé,\n\nLa réunion est déplacée.",
    headers={"List-Unsubscribe": "<https://testserver/messages/preferences/>"},
    attachment_name="reunion.ics",
    attachment_type="text/calendar; method=REQUEST",
    attachment_text="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
)


def letter_to(destination: str) -> Letter:
    return Letter(reference=destination[:4], destination=destination, subject="Essai", body="Bonjour")


@pytest.fixture
def use(settings):
    def choose(port: int):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
        settings.DEFAULT_FROM_EMAIL = "Cité de l’emploi <cite@loire.example.org>"
        return Mailer()

    return choose


def test_a_letter_arrives_whole(use):
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        mailer = use(port)
        mailer.send(LETTER)
        mailer.close()
    received = message_from_bytes(mailbox.contents[0], policy=policy.default)
    assert received["Message-ID"] == "<0c5f@loire.example.org>"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["List-Unsubscribe"] == "<https://testserver/messages/preferences/>"
    assert (received["To"], received["Subject"]) == ("zoe@example.org", "Réunion déplacée")
    assert received["From"].addresses[0].addr_spec == "cite@loire.example.org"
    assert received.get_body(("plain",)).get_content().splitlines() == LETTER.body.splitlines()
    [invitation] = received.iter_attachments()
    assert invitation.get_content_type() == "text/calendar"
    assert invitation["Content-Type"].params["method"] == "REQUEST"
    assert invitation.get_filename() == "reunion.ics"
    assert invitation.get_content().replace("\r\n", "\n") == LETTER.attachment_text.replace("\r\n", "\n")


def test_one_connection_carries_many_letters(use):
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        mailer = use(port)
        for number in range(MESSAGES_PER_CONNECTION + 5):
            mailer.send(letter_to(f"n{number}@example.org"))
        mailer.close()
    assert len(mailbox.arrived) == MESSAGES_PER_CONNECTION + 5
    assert mailbox.connections == 2


@pytest.mark.parametrize(
    ("answer", "outcome", "reason", "code"),
    [
        ("550 No such user: gone@example.org", Outcome.REFUSED, Reason.BAD_RECIPIENT, "550"),
        ("450 Mailbox busy", Outcome.RETRY, Reason.TEMPORARY, "450"),
    ],
)
def test_a_refused_recipient_does_not_stop_the_next_one(use, answer, outcome, reason, code):
    mailbox = Mailbox(answers={"gone@example.org": answer})
    with smtp_server(mailbox) as port:
        mailer = use(port)
        with pytest.raises(NotSent) as failure:
            mailer.send(letter_to("gone@example.org"))
        mailer.send(letter_to("zoe@example.org"))
        mailer.close()
    assert (failure.value.outcome, failure.value.reason, failure.value.answer) == (outcome, reason, code)
    assert "gone" not in str(failure.value)
    assert [address for address, _id in mailbox.arrived] == ["zoe@example.org"]


def test_a_server_that_is_down_pauses_every_letter(use):
    mailer = use(free_port())
    with pytest.raises(NotSent) as failure:
        mailer.send(LETTER)
    assert (failure.value.outcome, failure.value.reason) == (Outcome.PAUSE, Reason.UNREACHABLE)


def test_a_connection_closed_for_its_age_is_opened_again(use):
    mailbox = Mailbox()
    port = free_port()
    mailer = use(port)
    with smtp_server(mailbox, port):
        mailer.send(letter_to("first@example.org"))
    with smtp_server(mailbox, port):
        with pytest.raises(NotSent) as failure:
            mailer.send(letter_to("second@example.org"))
        assert failure.value.outcome in (Outcome.RETRY, Outcome.PAUSE)
        mailer.send(letter_to("second@example.org"))
        mailer.close()
    assert len(mailbox.arrived) == 2


def provider_error(status: int | None) -> AnymailAPIError:
    error = AnymailAPIError("x")
    error.status_code = status
    return error


@pytest.mark.parametrize(
    ("error", "fresh", "outcome", "reason"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), True, Outcome.PAUSE, Reason.MISCONFIGURED),
        (smtplib.SMTPAuthenticationError(454, b"later"), True, Outcome.RETRY, Reason.TEMPORARY),
        (smtplib.SMTPSenderRefused(550, b"no", "x@y"), False, Outcome.PAUSE, Reason.MISCONFIGURED),
        (smtplib.SMTPDataError(554, b"spam"), False, Outcome.REFUSED, Reason.REJECTED),
        (smtplib.SMTPDataError(451, b"later"), False, Outcome.RETRY, Reason.TEMPORARY),
        (smtplib.SMTPConnectError(421, b"busy"), True, Outcome.PAUSE, Reason.UNREACHABLE),
        (smtplib.SMTPServerDisconnected(), False, Outcome.RETRY, Reason.UNREACHABLE),
        (smtplib.SMTPServerDisconnected(), True, Outcome.PAUSE, Reason.UNREACHABLE),
        (smtplib.SMTPNotSupportedError(), True, Outcome.PAUSE, Reason.MISCONFIGURED),
        (TimeoutError(), False, Outcome.PAUSE, Reason.UNREACHABLE),
        (ValueError("bad header"), False, Outcome.REFUSED, Reason.REJECTED),
        (ImproperlyConfigured(), True, Outcome.PAUSE, Reason.MISCONFIGURED),
        (AnymailRecipientsRefused(), True, Outcome.REFUSED, Reason.BAD_RECIPIENT),
        (provider_error(None), True, Outcome.PAUSE, Reason.UNREACHABLE),
        (provider_error(401), True, Outcome.PAUSE, Reason.MISCONFIGURED),
        (provider_error(429), True, Outcome.RETRY, Reason.TEMPORARY),
        (provider_error(400), True, Outcome.REFUSED, Reason.REJECTED),
        (RuntimeError("zoe@example.org"), True, Outcome.RETRY, Reason.UNEXPECTED),
    ],
)
def test_what_each_failure_means(error, fresh, outcome, reason):
    verdict = _verdict(error, is_fresh=fresh)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)
    assert "zoe" not in str(verdict)


def test_a_message_id_is_the_same_at_each_attempt(settings):
    settings.DEFAULT_FROM_EMAIL = "cite@loire.example.org"
    assert message_id("abc") == message_id("abc") == "<abc@loire.example.org>"
