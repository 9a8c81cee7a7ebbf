"""A real browser for the tests, watched for what the content policy blocks and for what leaves the site."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}


def audit(page: Page) -> list[str]:
    """List what axe holds against the page as it stands."""
    page.evaluate(AXE)
    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']}: {[node['target'] for node in v['nodes']]}" for v in violations]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "These tests need Chromium: `make browser` says how to get it, SKIP_BROWSER=1 does without."
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
) -> Iterator[Page]:
    """Open an address as one kind of person; whatever the browser complains of fails the test.

    `expected`: words of the complaint that an error page is bound to raise. `cookies`: those of somebody signed in.
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
    page.goto(address, wait_until="networkidle")
    yield page
    context.close()
    assert [text for text in complaints if not expected or expected not in text] == []
