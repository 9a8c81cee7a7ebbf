"""The settings of the workers that tests start and kill: a real SMTP server on loopback, and a web server for SMS."""

import os

from config.settings.test import *  # noqa: F403

JOBS_LEASE_SECONDS = 4
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["TEST_SMTP_PORT"])
EMAIL_TIMEOUT = 5
SMS = {
    "gateway": "brevo",
    "url": os.environ.get("TEST_SMS_URL", ""),
    "key": "test-key",
    "sender": "CITE",
}
