"""One message sent at once, to know whether messages leave: the outbox would answer later."""

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _


class MailRefused(ConnectionError):
    """The mail server does not answer, or refuses the message."""


def send_test_message(*, to: str) -> None:
    """Send it.

    Raises:
        MailRefused: it did not leave.
    """
    message = EmailMessage(
        subject=_("Message d’essai de la Cité de l’emploi"),
        body=_(
            "Ce message montre que la plateforme sait envoyer des messages.\n"
            "Vous pouvez reprendre l’ouverture de la Cité."
        ),
        to=[to],
    )
    try:
        message.send()
    except (OSError, SMTPException) as error:
        raise MailRefused(type(error).__name__) from error
