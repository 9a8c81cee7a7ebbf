"""Devices, as their holders recognize them."""

import pytest

from cite.accounts.queries import device_label, devices_cookie, is_known_device
from cite.accounts.rules import device_of
from tests.factories.accounts import make_user

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME}", ("Chrome", "Windows")),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Edg/130.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", ("Firefox", "Linux")),
        (f"Mozilla/5.0 (Linux; Android 14) {CHROME}", ("Chrome", "Android")),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            ("Safari", "iPhone"),
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/17.0 Safari/605.1", ("Safari", "Mac")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_device_is_named_as_people_say(user_agent, device):
    assert device_of(user_agent) == device


def test_a_label_names_itself_again():
    assert device_label("Firefox Linux") == device_label(device_label("Firefox Linux")) == "Firefox sur Linux"
    assert device_label("curl/8.0") == "appareil inconnu"


@pytest.mark.django_db
class TestKnownDevices:
    def test_a_browser_is_known_for_those_who_signed_in_from_it(self):
        nadia, marc = make_user("nadia"), make_user("marc")
        cookie = devices_cookie("", nadia)
        assert is_known_device(cookie, nadia) and not is_known_device(cookie, marc)
        both = devices_cookie(cookie, marc)
        assert is_known_device(both, nadia) and is_known_device(both, marc)

    @pytest.mark.parametrize("forged", ["", "x", "a:b", "WyJ4Il0:forged", "\0", "é" * 5000])
    def test_a_forged_mark_is_no_mark(self, forged):
        assert not is_known_device(forged, make_user("nadia"))

    def test_the_mark_stays_small(self):
        cookie = ""
        for number in range(40):
            cookie = devices_cookie(cookie, make_user(f"user{number}"))
        assert len(cookie) < 2000
