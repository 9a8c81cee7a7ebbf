"""A page used by whoever has a keyboard and no mouse: every gesture is a key, and what has the focus is seen."""

from datetime import date

from playwright.sync_api import Page

MANY = 150
"""More stops than any page has: what is not met by then is out of reach."""
NAME = """() => {
    const e = document.activeElement;
    const name = e.getAttribute("aria-label") || e.labels?.[0]?.innerText || e.innerText || e.title || "";
    return name.replace(/\\s+/g, " ").trim();
}"""
HAS_OPTION = "option => document.activeElement.selectedOptions[0].label.replace(/\\s+/g, ' ') === option"
ON_SCREEN = """() => {
    const box = (document.activeElement.labels?.[0] ?? document.activeElement).getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
}"""


def focused(page: Page) -> str:
    """Read the name of what has the focus, as it is said to whoever listens."""
    return page.evaluate(NAME)


FIELDS = "input, select, textarea"


def reach(page: Page, name: str, *, key: str = "Tab", among: str = "*") -> None:
    """Go on to what has that name, or begins so."""
    met = []
    for _stop in range(MANY):
        page.keyboard.press(key)
        met.append(focused(page))
        if met[-1].startswith(name) and page.evaluate(f"document.activeElement.matches('{among}')"):
            assert page.evaluate(ON_SCREEN), f"« {name} » has the focus, off the screen"
            return
    raise AssertionError(f"« {name} » is not reached by {key}: {list(dict.fromkeys(met))}")


def press(page: Page, name: str) -> None:
    """Reach a link or a button, press it, and wait for the page that follows."""
    reach(page, name)
    with page.expect_event("load"):
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    """Reach a field, and type over what it holds."""
    reach(page, label, among=FIELDS)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def write_day(page: Page, label: str, day: date) -> None:
    """Reach a date, and type it as the browser asks for it, in the order of its own language."""
    reach(page, label, among=FIELDS)
    page.keyboard.type(f"{day:%m%d%Y}")


def pick(page: Page, label: str, option: str) -> None:
    """Reach a list, and go down to one of its answers."""
    reach(page, label, among=FIELDS)
    for _answer in range(MANY):
        if page.evaluate(HAS_OPTION, option):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"« {option} » is not in « {label} »")


def tick(page: Page, label: str) -> None:
    """Reach a box, and tick it."""
    reach(page, label, among=FIELDS)
    page.keyboard.press("Space")


def choose(page: Page, option: str) -> None:
    """Reach a group of answers, and go down to one of them."""
    group = page.get_by_role("radio", name=option).first.get_attribute("name")
    for _stop in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == group:
            break
    for _answer in range(MANY):
        if focused(page).startswith(option):
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"« {option} » is not reached")


def hear(page: Page, sentence: str) -> None:
    """Find the focus where the page says what was done, or why it was not: nobody looks for it."""
    page.wait_for_function("() => document.activeElement !== document.body")
    assert sentence in focused(page), f"{page.url}: the focus is on « {focused(page)} »"
