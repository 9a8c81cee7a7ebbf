"""How often one machine may ask the API."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from cite.core.dates import now
from cite.core.throttling import PERIOD, machine_of, may_pass


class PerMinute(BaseThrottle):
    """So many requests a minute from one machine; how many is in `API_REQUESTS_PER_MINUTE`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this request, and say whether it may pass."""
        return may_pass(self.name, machine_of(request), settings.API_REQUESTS_PER_MINUTE[self.name])

    def wait(self) -> float:
        """Say how many seconds remain until the next minute."""
        return PERIOD - now().timestamp() % PERIOD
