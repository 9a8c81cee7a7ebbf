"""Ten thousand log-ins: how many of them cost a hash, and what a refusal takes."""

from __future__ import annotations

import time
from contextlib import contextmanager
from unittest import mock

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from bench.clock import percentile
from bench.figures import Figure, Report
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.operations import open_account

_ATTEMPTS = 250  # a request of the sizes
_HASHES = 40
"""Attempts that may reach the password, whatever the flood: what the limits of a few minutes let through."""


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Guess the password of one account from one address, thousands of times; there is no peer."""
    loaded_territory()
    account = open_account(email="cible@example.org", full_name="Cible")
    account.set_password("une phrase assez longue")
    account.save()
    count = sizes.requests * _ATTEMPTS
    address, client = reverse("account_login_password"), Client()
    seconds, statuses = [], []
    with _counted_hashes() as hashes:
        for number in range(count):
            start = time.process_time()
            answer = client.post(address, {"login": account.email, "password": f"essai {number}"})
            seconds.append(time.process_time() - start)
            statuses.append(answer.status_code)
    report = Report("log-ins", f"Log-ins: {count:,} passwords guessed in a row, from one address")
    report.figures.append(Figure("attempts that cost a hash", len(hashes), "", target=_HASHES))
    report.figures.append(Figure("refused at once", statuses.count(429), "", more_is_better=True))
    report.figures.append(Figure("a refusal, p95", 1000 * percentile(seconds, 95), "ms"))
    if "_auth_user_id" in client.session:
        raise RuntimeError("a guess opened the account")
    return report


@contextmanager
def _counted_hashes():
    """Count the passwords really compared with a hash."""
    hashes: list[None] = []
    real = Argon2PasswordHasher.verify

    def counted(self, *args, **kwargs):
        hashes.append(None)
        return real(self, *args, **kwargs)

    with mock.patch.object(Argon2PasswordHasher, "verify", counted):
        yield hashes
