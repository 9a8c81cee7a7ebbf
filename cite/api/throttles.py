"""How often one machine may ask. Its address is only kept hashed, in memory, for two minutes."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from ninja.throttling import BaseThrottle

from cite.core.dates import now

_PERIOD = 60


class PerMinute(BaseThrottle):
    """So many requests a minute from one machine; how many is in `API_REQUESTS_PER_MINUTE`.

    The count is in memory, not in the database: reading never writes.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this request, and say whether it may pass."""
        cache = caches["throttles"]
        machine = salted_hmac(
            "cite.api.throttles", self.get_ident(request) or "", algorithm="sha256"
        ).hexdigest()
        key = f"{self.name}:{machine}:{int(now().timestamp()) // _PERIOD}"
        cache.add(key, 0, timeout=2 * _PERIOD)
        try:
            return cache.incr(key) <= settings.API_REQUESTS_PER_MINUTE[self.name]
        except ValueError:  # dropped meanwhile, to make room
            return True

    def wait(self) -> float:
        """Say how many seconds remain until the next minute."""
        return _PERIOD - now().timestamp() % _PERIOD
