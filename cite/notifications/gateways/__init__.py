"""The services that carry messages: they are given a letter, and say what came of it."""

from cite.notifications.gateways.letters import Letter, NotSent, Transport
from cite.notifications.gateways.mail import Mailer
from cite.notifications.gateways.sms import sms_transport

__all__ = ["Letter", "Mailer", "NotSent", "Transport", "sms_transport"]
