"""Which machine asks: the one that our proxies saw, not the one that a header claims."""

import pytest
from django.test import RequestFactory

from cite.core.throttling import machine_of

PROXY, VISITOR, CLAIMED = "192.0.2.1", "198.51.100.7", "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "told", "machine"),
    [
        (0, None, PROXY),
        (0, VISITOR, PROXY),  # nobody stands before us: anyone can write this header
        (1, None, PROXY),
        (1, "", PROXY),
        (1, VISITOR, VISITOR),
        (1, f"{CLAIMED}, {VISITOR}", VISITOR),
        (2, f"{CLAIMED}, {VISITOR}, 198.51.100.1", VISITOR),
        (2, VISITOR, VISITOR),
    ],
)
def test_the_machine_is_the_one_that_our_proxies_saw(settings, proxies, told, machine):
    settings.NINJA_NUM_PROXIES = proxies
    meta = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}
    assert machine_of(RequestFactory().get("/", REMOTE_ADDR=PROXY, **meta)) == machine
