"""What the assistant asks outside: the shipped files, the mail server."""

from cite.opening.gateways.mail import MailRefused, send_test_message
from cite.opening.gateways.shipped import KnownEpci, known_epcis

__all__ = ["KnownEpci", "MailRefused", "known_epcis", "send_test_message"]
