"""E-mail, through whichever backend EMAIL_URL names: SMTP, a provider's API, a folder, the console."""

from __future__ import annotations

import smtplib
from email.message import Message as MimeMessage
from email.mime.text import MIMEText
from email.utils import parseaddr

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection

from cite.notifications.enums import Reason
from cite.notifications.gateways.letters import Letter, NotSent
from cite.notifications.rules.outcomes import Outcome

MESSAGES_PER_CONNECTION = 100
"""Servers close a connection that carries too much; we close it first."""


class Mailer:
    """Sends e-mails over one connection, opened when needed and used again for the next ones."""

    def __init__(self) -> None:
        self.connection = None
        self.carried = 0

    def send(self, letter: Letter) -> str:
        """Send one e-mail.

        Raises:
            NotSent: with what is to be done about it.
        """
        is_fresh = self.connection is None
        try:
            if is_fresh:
                self.connection = get_connection()
                self.connection.open()
            self.connection.send_messages([_mime(letter, self.connection)])
        except Exception as error:
            self.close()
            raise _verdict(error, is_fresh=is_fresh) from error
        self.carried += 1
        if self.carried >= MESSAGES_PER_CONNECTION:
            self.close()
        return ""

    def close(self) -> None:
        """Close the connection; the next message opens another."""
        connection, self.connection, self.carried = self.connection, None, 0
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                return  # it was gone already


def message_id(reference: str) -> str:
    """Write the Message-ID of an e-mail: the same at each attempt."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{reference}@{domain}>"


def _mime(letter: Letter, connection: object) -> EmailMessage:
    email = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.destination],
        headers={
            "Message-ID": message_id(letter.reference),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **letter.headers,
        },
        connection=connection,
    )
    if letter.attachment_text:
        email.attach(_attachment(letter))
    return email


def _attachment(letter: Letter) -> MIMEText:
    """Attach a text with every parameter of its type: calendars read `method` there."""
    given = MimeMessage()
    given["Content-Type"] = letter.attachment_type
    part = MIMEText(letter.attachment_text, given.get_content_subtype(), "utf-8")
    for name, value in given.get_params()[1:]:
        if name != "charset":
            part.set_param(name, value)
    part.set_param("name", letter.attachment_name)
    part.add_header("Content-Disposition", "attachment", filename=letter.attachment_name)
    return part


def _verdict(error: Exception, *, is_fresh: bool) -> NotSent:
    """Say what an error of a backend means for this message, and for the next ones."""
    if isinstance(error, smtplib.SMTPException):
        return _smtp_verdict(error, is_fresh=is_fresh)
    if isinstance(error, AnymailError):
        return _provider_verdict(error)
    if isinstance(error, ImproperlyConfigured):
        return NotSent(Outcome.PAUSE, Reason.MISCONFIGURED)
    if isinstance(error, OSError):  # refused, unreachable, too slow, bad certificate
        return NotSent(Outcome.PAUSE, Reason.UNREACHABLE)
    if isinstance(error, ValueError):  # an address or a header that no mail may hold
        return NotSent(Outcome.REFUSED, Reason.REJECTED)
    return NotSent(Outcome.RETRY, Reason.UNEXPECTED, type(error).__name__)


def _smtp_verdict(error: smtplib.SMTPException, *, is_fresh: bool) -> NotSent:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max(code for code, _text in error.recipients.values())
        if code >= 500:
            return NotSent(Outcome.REFUSED, Reason.BAD_RECIPIENT, code)
        return NotSent(Outcome.RETRY, Reason.TEMPORARY, code)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        # A connection that served before may have been closed for its age: the next one will do.
        return NotSent(Outcome.PAUSE if is_fresh else Outcome.RETRY, Reason.UNREACHABLE)
    if not isinstance(error, smtplib.SMTPResponseException):
        return NotSent(Outcome.PAUSE, Reason.MISCONFIGURED)  # a feature the server does not have
    code = error.smtp_code
    if isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return NotSent(Outcome.PAUSE, Reason.UNREACHABLE, code)
    if code < 500:
        return NotSent(Outcome.RETRY, Reason.TEMPORARY, code)
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        return NotSent(Outcome.PAUSE, Reason.MISCONFIGURED, code)
    return NotSent(Outcome.REFUSED, Reason.REJECTED, code)


def _provider_verdict(error: AnymailError) -> NotSent:
    if isinstance(error, AnymailRecipientsRefused):
        return NotSent(Outcome.REFUSED, Reason.BAD_RECIPIENT)
    code = getattr(error, "status_code", None)
    if not isinstance(error, AnymailAPIError):
        return NotSent(Outcome.REFUSED, Reason.REJECTED)
    if code is None:
        return NotSent(Outcome.PAUSE, Reason.UNREACHABLE)
    if code in (401, 402, 403):
        return NotSent(Outcome.PAUSE, Reason.MISCONFIGURED, code)
    if code == 429 or code >= 500:
        return NotSent(Outcome.RETRY, Reason.TEMPORARY, code)
    return NotSent(Outcome.REFUSED, Reason.REJECTED, code)
