"""What a page says: its introduction, its messages, its answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cite.core.dates import today as current_day
from cite.core.typography import typeset
from cite.ui.components.registry import component, html_attributes
from cite.ui.waiting import Moment, Waiting

Tone = Literal["info", "success", "warning", "error"]
BadgeTone = Literal["neutral", "info", "success", "warning", "error", "new"]
AnswerTone = Literal["success", "info", "warning", "neutral"]
Level = Literal[2, 3, 4]

_ANSWER_ICONS = {
    "success": "checkbox-circle-fill",
    "info": "information-fill",
    "warning": "question-fill",
    "neutral": "close-circle-fill",
}


@component
def page_intro(
    content: SafeString,
    *,
    title: str,
    lead: str = "",
    can_do: str = "",
    next: str = "",  # noqa: A002 - the word of the page
    level: Literal[1, 2] = 1,
) -> dict[str, Any]:
    """Open a page: its title, what it is for, what one can do there and what happens next."""
    return locals() | {"title": typeset(str(title))}


@component
def section(content: SafeString, *, title: str, level: Level = 2, **attrs: Any) -> dict[str, Any]:
    """Group a part of the page under its heading."""
    return locals() | {"attrs": html_attributes(attrs)}


@component
def card(
    content: SafeString,
    *,
    title: str,
    href: str = "",
    badge: str = "",
    tone: BadgeTone = "neutral",
    level: Level = 2,
    **attrs: Any,
) -> dict[str, Any]:
    """Set one person, or one thing, of a list in its frame: its name leads there, its badge says where it stands."""
    return locals() | {"attrs": html_attributes(attrs)}


@component
def alert(
    content: SafeString,
    *,
    tone: Tone,
    title: str = "",
    small: bool = False,
    level: Level = 2,
    live: bool = False,
    **attrs: Any,
) -> dict[str, Any]:
    """Draw attention to something that happened or must be done. `live`: read aloud when htmx brings it."""
    return locals() | {"attrs": html_attributes(attrs)}


@component
def callout(content: SafeString, *, title: str = "", icon: str = "", level: Level = 2) -> dict[str, Any]:
    """Set apart something worth knowing, that nobody has to act on."""
    return locals()


@component
def badge(*, label: str, tone: BadgeTone = "neutral", icon: bool = True) -> dict[str, Any]:
    """Name a state in a word."""
    return locals()


@component
def tag(*, label: str, href: str = "", icon: str = "") -> dict[str, Any]:
    """Show a keyword; with an address, propose a shortcut."""
    return locals()


@component
def answer(
    content: SafeString, *, sentence: str, tone: AnswerTone, detail: str = "", level: Level = 2, **attrs: Any
) -> dict[str, Any]:
    """Answer a question in one large sentence; the tone is said by an icon and a colour together."""
    return locals() | {"icon": _ANSWER_ICONS[tone], "attrs": html_attributes(attrs)}


@component
def summary(*, items: list[tuple[str, Any]], wide: bool = False) -> dict[str, Any]:
    """List facts: pairs of a label and a value; an empty value reads « Non renseigné ». `wide`: side by side."""
    return locals()


class Pictured(NamedTuple):
    """A short sentence and its picture: the address of a symbol, `/static/…/pictograms.svg#clock`."""

    text: str
    picture: str


@component
def pictograms(*, items: Sequence[Pictured]) -> dict[str, Any]:
    """List short sentences, each beside a picture for whoever reads little; the sentence says everything."""
    return locals()


@component
def figures(*, items: list[tuple[str, Any]]) -> dict[str, Any]:
    """Show a few key figures: pairs of a label and a number already written as it is read."""
    return locals()


@component
def empty_state(
    content: SafeString, *, title: str, icon: str = "information-line", level: Level = 2
) -> dict[str, Any]:
    """Say why there is nothing here, and what to do."""
    return locals()


@component
def disclosure(content: SafeString, *, summary: str, open: bool = False, **attrs: Any) -> dict[str, Any]:  # noqa: A002
    """Keep details folded until someone wants them; works without JavaScript."""
    return locals() | {"attrs": html_attributes(attrs)}


@component
def stepper(*, steps: list[str], current: int, level: Level = 2) -> dict[str, Any]:
    """Show where one stands in a course of several pages; `current` counts from 1."""
    following = steps[current] if current < len(steps) else ""
    return locals() | {"name": steps[current - 1], "total": len(steps)}


class Stage(NamedTuple):
    """One stage of a life: its name, whether it is behind, and a detail (a day, who acts)."""

    label: str
    status: Literal["done", "current", "to_come", "stopped"]
    detail: str = ""


@component
def course(*, label: str, stages: Sequence[Stage]) -> dict[str, Any]:
    """Draw the life of a thing, stage after stage: what is behind, where it stands, what is to come."""
    return locals()


class Part(NamedTuple):
    """One part of a whole: its label, its size, how it is written, and how far it is from done."""

    label: str
    value: float | Decimal
    text: str
    tone: Literal["done", "pending", "left", "back"] = "done"


@component
def bar(*, label: str, parts: Sequence[Part]) -> dict[str, Any]:
    """Draw a whole shared in parts, each written below; the table of the same figures stands beside it."""
    total = sum(max(part.value, 0) for part in parts)
    drawn, start = [], 0.0
    for part in parts:
        width = float(max(part.value, 0) / total * 100) if total else 0.0
        drawn.append({"part": part, "x": f"{start:.3f}", "width": f"{width:.3f}"})
        start += width
    return {"label": label, "drawn": drawn}


@component
def progress(
    *,
    label: str,
    value: int | None = None,
    max: int = 100,
    detail: str = "",
    url: str = "",
    every: int = 2,
    **attrs: Any,  # noqa: A002
) -> dict[str, Any]:
    """Show how far a work is; no value: not known yet. With `url`, htmx replaces it every few seconds."""
    share = None if value is None or max <= 0 else min(100, value * 100 // max)
    return locals() | {"share": share, "attrs": html_attributes(attrs)}


@component
def waiting(
    *, items: Sequence[Waiting], soon_days: int, today: date | None = None, at_once: int = 8
) -> dict[str, Any]:
    """List what awaits a person under when it is to be done: one line, one link, why, until when.

    Items come in the order of `waiting_for`; beyond `at_once`, the rest is folded. `soon_days`: what is near.
    """
    day = today or current_day()
    first, rest = _by_moment(items[:at_once], day, soon_days), _by_moment(items[at_once:], day, soon_days)
    return {"first": first, "rest": rest, "folded": len(items[at_once:]), "today": day}


def _by_moment(
    items: Sequence[Waiting], day: date, soon_days: int
) -> list[tuple[str, list[tuple[Waiting, bool, int]]]]:
    labels = {
        Moment.LATE: _("En retard"),
        Moment.TODAY: _("À faire d’abord"),
        Moment.SOON: _("Dans les %(days)s jours") % {"days": soon_days},
        Moment.LATER: _("Ensuite"),
    }
    return [
        (labels[moment], [(item, moment is Moment.LATE, _number_to_show(item)) for item in some])
        for moment, some in groupby(items, key=lambda item: item.moment(day, soon_days))
    ]


def _number_to_show(item: Waiting) -> int:
    """Give the number of things where there are several and the label does not say it already."""
    return item.count if item.count > 1 and str(item.count) not in str(item.label) else 0
