"""How often one machine may ask. Its address is only kept hashed, in memory, for two minutes."""

from __future__ import annotations

from django.core.cache import caches
from django.utils.crypto import salted_hmac

from cite.core.dates import now

PERIOD = 60


def may_pass(name: str, machine: str, per_minute: int) -> bool:
    """Count one request of a machine, and say whether it may pass; in memory: reading never writes."""
    cache = caches["throttles"]
    hashed = salted_hmac("cite.api.throttles", machine, algorithm="sha256").hexdigest()
    key = f"{name}:{hashed}:{int(now().timestamp()) // PERIOD}"
    cache.add(key, 0, timeout=2 * PERIOD)
    try:
        return cache.incr(key) <= per_minute
    except ValueError:  # dropped meanwhile, to make room
        return True
