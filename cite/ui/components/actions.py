"""What a person can do: buttons, links, and the ways around."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cite.core.languages import FRENCH, Language
from cite.core.speaking import spoken
from cite.ui.components.registry import component, html_attributes

Kind = Literal["primary", "secondary", "tertiary", "quiet"]

_BUTTON_CLASSES = {
    "primary": "",
    "secondary": " fr-btn--secondary",
    "tertiary": " fr-btn--tertiary",
    "quiet": " fr-btn--tertiary-no-outline",
}


@component
def button(
    *,
    label: str,
    href: str = "",
    kind: Kind = "primary",
    icon: str = "",
    small: bool = False,
    type: Literal["submit", "button"] = "submit",  # noqa: A002 - the word of HTML
    name: str = "",
    value: str = "",
    form: str = "",
    to: str = "",
    **attrs: Any,
) -> dict[str, Any]:
    """Act. With an address it is a link that looks like a button. `to`: where it posts its form, if elsewhere."""
    return locals() | {"classes": _BUTTON_CLASSES[kind], "attrs": html_attributes(attrs)}


@component
def buttons(content: SafeString, *, align: Literal["left", "right"] = "left") -> dict[str, Any]:
    """Line up buttons, the main one first; one under the other on a phone."""
    return locals()


@component
def action(
    context: dict[str, Any],
    *,
    label: str,
    url: str,
    kind: Kind = "secondary",
    icon: str = "",
    small: bool = False,
    about: str = "",
    pressed: bool | None = None,
    **attrs: Any,
) -> dict[str, Any]:
    """Post to an address with one button, where there is nothing to fill in.

    `about`: what the button is about, read aloud after its label, where a page has many by the same label. `pressed`:
    whether what it switches is on; its label stays the same.
    """
    states = {None: None, True: "true", False: "false"}
    return {
        **{"label": label, "url": url, "kind": kind, "icon": icon, "small": small},
        "spoken_label": _spoken(label, about),
        "pressed": states[pressed],
        "button_id": f"{attrs['id']}-bouton" if "id" in attrs else None,
        "csrf_token": context.get("csrf_token", ""),
        "attrs": html_attributes(attrs),
    }


def _spoken(label: str, about: str) -> str | None:
    return _("%(label)s : %(about)s") % {"label": label, "about": about} if about else None


@component
def link(*, label: str, href: str, icon: str = "", external: bool = False, **attrs: Any) -> dict[str, Any]:
    """Lead elsewhere, on a line of its own. In a sentence, write a plain link."""
    return locals() | {"attrs": html_attributes(attrs)}


@component
def download(*, label: str, href: str, detail: str) -> dict[str, Any]:
    """Give a file, its kind and its size said before."""
    return locals()


@component
def tile(
    *,
    title: str,
    href: str,
    description: str = "",
    detail: str = "",
    pictogram: str = "",
    level: Literal[2, 3, 4] = 2,
    small: bool = False,
) -> dict[str, Any]:
    """Lead to one of the main things to do. `pictogram`: a DSFR pictogram, "map/map-pin"."""
    return locals() | {"pictogram": f"dsfr/dist/artwork/pictograms/{pictogram}.svg" if pictogram else ""}


@component
def grid(
    content: SafeString, *, columns: Literal["filters", "narrow", "medium", "wide", "beside"] = "medium"
) -> dict[str, Any]:
    """Set things side by side, as many as the screen holds; « beside »: what matters, and what helps beside it."""
    return locals()


@component
def breadcrumb(*, links: list[tuple[str, str]], current: str) -> dict[str, Any]:
    """Say where the page stands. `links`: pairs of a label and an address, without the home page."""
    return {"links": links, "current": current, "home": spoken().root}


class LanguageLink(NamedTuple):
    """The page shown, in one language."""

    language: Language
    url: str
    is_current: bool = False


@component
def languages(*, links: Sequence[LanguageLink], id: str = "langues") -> dict[str, Any]:  # noqa: A002
    """Choose the language of the page, each by its own name; nothing where the page has one language only."""
    current = next((link.language for link in links if link.is_current), FRENCH)
    return {"links": links, "current": current, "id": id}


class TabLink(NamedTuple):
    """One of the pages of a thing: its label, its address, whether it is the one on screen.

    `pages`: those of a part of the thing, of which it leads to the first.
    """

    label: str
    href: str
    is_current: bool = False
    pages: tuple[TabLink, ...] = ()


def tab_group(label: str, pages: Sequence[TabLink]) -> TabLink:
    """Gather the pages of one part of a thing, under a link that leads to the first of them."""
    return TabLink(label, pages[0].href, any(page.is_current for page in pages), tuple(pages))


@component
def tabs(*, label: str, items: Sequence[TabLink]) -> dict[str, Any]:
    """Lead from one page of a thing to the others: links, so that each opens apart and without JavaScript.

    Where items have pages of their own, those of the one on screen come below. One page alone is no choice: nothing
    is drawn.
    """
    here = next((item for item in items if item.is_current and len(item.pages) > 1), None)
    return {"label": label, "items": items, "here": here}


@component
def pagination(
    context: dict[str, Any],
    *,
    page: Page,
    label: str = "",
    parameter: str = "page",
    params: QueryDict | None = None,
) -> dict[str, Any]:
    """Turn the pages of a list; the other parameters of the address are kept."""
    if params is None:
        request = context.get("request")
        params = request.GET if request else QueryDict()

    def address(number: int) -> str:
        kept = params.copy()
        kept[parameter] = number
        return f"?{kept.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    numbers = [(n, address(n) if isinstance(n, int) else "") for n in shown]
    return {
        "page": page,
        "label": label,
        "numbers": numbers,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "following": address(page.number + 1) if page.has_next() else "",
    }
