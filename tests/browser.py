"""A real browser for the tests, watched for what the content policy blocks and for what leaves the site."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
AUDIT = """rules => axe.run(document, {
    resultTypes: ['violations'],
    preload: {assets: ['media']},
    ...(rules.length ? {runOnly: rules} : {}),
}).then(found => found.violations.map(v => `${v.id}: ${JSON.stringify(v.nodes.map(node => node.target))}`))"""
"""What is not a violation stays in the page: passing it on costs as much as finding it."""
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}


def audit(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """List what axe holds against the page as it stands, by some of its rules or all of them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(AUDIT, list(rules))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "These tests need Chromium: `make browser` says how to get it, SKIP_BROWSER=1 does without."
    expect.set_options(timeout=30_000)  # as long as an action may take: the machine may have other work
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    size: str = "desk",
    scheme: str = "light",
    script: bool = True,
    expected: str = "",
    cookies: Sequence[dict] = (),
    until: Literal["networkidle", "load"] = "networkidle",
) -> Iterator[Page]:
    """Open an address as one kind of person; whatever the browser complains of fails the test.

    `expected`: words of the complaint that an error page is bound to raise. `cookies`: those of somebody signed in.
    `until`: when the address is open; "load" where the next step waits for what it needs.
    """
    context = browser.new_context(
        viewport=SIZES[size],
        color_scheme=scheme,
        locale="fr-FR",
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    context.add_cookies(list(cookies))
    complaints: list[str] = []
    site = "/".join(address.split("/")[:3])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on(
        "request", lambda r: None if r.url.startswith((site, "data:", "blob:")) else complaints.append(r.url)
    )
    page.goto(address, wait_until=until)
    yield page
    context.close()
    assert [text for text in complaints if not expected or expected not in text] == []
