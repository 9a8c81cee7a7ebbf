"""The people of a long journey: each keeps her own window, signed in once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser import visit
from tests.journeys.pages import session_of


class Cast:
    """Who acts, each in her window; a session does not outlive the months that pass."""

    def __init__(self, browser: Browser, site: str, clock: Any, windows: ExitStack) -> None:
        self.site = site
        self._browser, self._clock, self._windows = browser, clock, windows
        self._pages: dict[str, Page] = {}

    def __call__(self, name: str) -> Page:
        """Turn to the window of a person, at her home page."""
        return self.at(name, f"{self.site}/")

    def at(self, name: str, address: str) -> Page:
        """Turn to the window of a person, at a page she was led to before."""
        if name in self._pages:
            self._pages[name].goto(address)
        else:
            cookies = session_of(name, self.site)
            opened = visit(self._browser, address, cookies=cookies, until="load")
            self._pages[name] = self._windows.enter_context(opened)
        return self._pages[name]

    def wait_until(self, day: date) -> None:
        """Let time pass until nine in the morning of a day; everybody comes back later and signs in again."""
        self._windows.close()
        self._pages.clear()
        self._clock.move_to(f"{day.isoformat()}T09:00:00Z")


@contextmanager
def play(browser: Browser, site: str, clock: Any) -> Iterator[Cast]:
    """Raise the curtain; every window is closed at the end, and whatever one complained of fails the test."""
    with ExitStack() as windows:
        yield Cast(browser, site, clock, windows)
