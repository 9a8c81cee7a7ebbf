"""What every journey does: sign in, and have a page examined in each of its looks."""

from collections.abc import Sequence
from itertools import product

from playwright.sync_api import Page

from tests.browser import SIZES, audit

LOOKS = tuple(product(SIZES, ("light", "dark")))
WIDE = """[...document.querySelectorAll("main *, header *, footer *")]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && element.checkVisibility())
    .slice(0, 5).map(element => element.outerHTML.slice(0, 120))"""
NEXT_FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SETTLED = """scheme => new Promise(done => {
    const look = () => document.documentElement.dataset.frTheme === scheme
        ? requestAnimationFrame(() => requestAnimationFrame(done)) : requestAnimationFrame(look);
    look();
})"""
COLORS = ("color-contrast", "link-in-text-block")
"""What axe may hold against a theme that it did not hold against the other, at the same size."""


def sign_in(page: Page, site: str, name: str) -> None:
    """Enter as one of the demonstration's people, in one click."""
    page.goto(f"{site}/compte/connexion/")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{site}/")


def examine(page: Page, looks: Sequence[tuple[str, str]] = LOOKS) -> None:
    """Have axe look at the page, light and dark, on a phone and on a desk; nothing may overflow."""
    before = page.viewport_size
    page.mouse.move(-1, -1)  # what lies under the pointer as the page changes size is a matter of chance
    found, sizes = {}, set()
    for size, scheme in looks:
        if page.viewport_size != SIZES[size]:
            page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED, scheme)
        violations = audit(page, COLORS if size in sizes else ())
        sizes.add(size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            violations.append(f"the page overflows: {page.evaluate(WIDE)}")
        if violations:
            found[page.url, size, scheme] = violations
    if page.viewport_size != before:
        page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    assert not found, found
