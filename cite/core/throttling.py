"""How often one machine may ask. Its address is only kept hashed, in memory, for two minutes."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cite.core.dates import now

PERIOD = 60


def machine_of(request: HttpRequest) -> str:
    """Tell the address of the machine that asks, as the outermost of our proxies saw it.

    What it says itself before that is not believed; without proxies, nothing of the header is. Behind one, everybody
    would else be one machine.
    """
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = min(settings.NINJA_NUM_PROXIES, len(told))
    return (told[-proxies].strip() if proxies else "") or request.META.get("REMOTE_ADDR", "")


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
