"""What every journey does: sign in, and have a page examined in each of its looks."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from cite.accounts.models import User
from tests.browser import SIZES, audit

LOOKS = tuple(product(SIZES, ("light", "dark")))
EXAMINED_AT = SIZES | {"phone": {"width": 320, "height": 740}}
"""A page is examined at the width of a screen of 1280 pixels enlarged four times (WCAG 1.4.10)."""
UNSEEN = """() => {
    const drawn = (element, part) => {
        const style = getComputedStyle(element, part);
        const isThere = !part || style.content !== "none";
        return isThere && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    };
    const isClipped = element => {
        while (element && !getComputedStyle(element).clipPath.startsWith("inset(50%")) element = element.parentElement;
        return Boolean(element);
    };
    const kinds = new Map(), focused = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    for (const element of document.querySelectorAll(focused))
        if (!element.closest("svg") && element.checkVisibility({visibilityProperty: true}))
            kinds.set(`${element.tagName} ${element.className} ${element.parentElement.className}`, element);
    const found = [...kinds.values()].filter(element => {
        element.focus({preventScroll: true});
        if (document.activeElement !== element) return false;
        const parts = [element, ...(element.labels ?? [])];
        return isClipped(element) || !parts.some(one => [null, "::before", "::after"].some(part => drawn(one, part)));
    });
    document.activeElement.blur();
    return found.slice(0, 5).map(element => element.outerHTML.slice(0, 120));
}"""
"""One of each kind of thing that takes the focus, where it would not be seen to have it."""
WIDE = """[...document.querySelectorAll("main *, header *, footer *")]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && element.checkVisibility())
    .slice(0, 5).map(element => element.outerHTML.slice(0, 120))"""
NEXT_FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SETTLED = """scheme => new Promise(done => {
    const { dataset } = document.documentElement;  // a page that stands alone follows the system by itself
    const look = () => dataset.frScheme === undefined || dataset.frTheme === scheme
        ? requestAnimationFrame(() => requestAnimationFrame(done)) : requestAnimationFrame(look);
    look();
})"""
COLORS = ("color-contrast", "link-in-text-block")
"""What axe may hold against a theme that it did not hold against the other, at the same size."""


def session_of(name: str, site: str) -> list[dict[str, Any]]:
    """Sign one of the demonstration's people in, and give the cookie of her session."""
    client = Client()
    account = User.objects.get(full_name=name).uuid
    answer = client.post("/compte/connexion/demonstration/", {"account": str(account)})
    assert answer.status_code == 302
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}]


def cookies_of(user: User, site: str) -> list[dict[str, Any]]:
    """Sign somebody in whom a test made, and give the cookie of her session."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}]


def sign_in(page: Page, site: str, name: str) -> None:
    """Enter as one of the demonstration's people; `test_signing_in.py` goes through the door itself."""
    page.context.add_cookies(session_of(name, site))
    page.goto(f"{site}/")


def examine(page: Page, looks: Sequence[tuple[str, str]] = LOOKS, *, focus: bool = False) -> None:
    """Have axe look at the page, light and dark, on a phone and on a desk; nothing may overflow.

    `focus`: nothing that takes it may hide it. It moves, and what is half typed would be left.
    """
    before = page.viewport_size
    page.mouse.move(-1, -1)  # what lies under the pointer as the page changes size is a matter of chance
    found, sizes = {}, set()
    for size, scheme in looks:
        if page.viewport_size != EXAMINED_AT[size]:
            page.set_viewport_size(EXAMINED_AT[size])
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED, scheme)
        violations = audit(page, COLORS if size in sizes else ())
        sizes.add(size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            violations.append(f"the page overflows: {page.evaluate(WIDE)}")
        if focus and (unseen := page.evaluate(UNSEEN)):
            violations.append(f"the focus is not seen on: {unseen}")
        if violations:
            found[page.url, size, scheme] = violations
    if page.viewport_size != before:
        page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    assert not found, found
