"""What applications above say on the page of a pathway: that it is to be looked at, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest

from cite.residents.ports import Registry

if TYPE_CHECKING:
    from cite.pathways.models import Pathway


class Notice(NamedTuple):
    """Something to know before anything else: a title, reasons, each with what is suggested, and a page about it."""

    title: str
    reasons: Iterable[tuple[str, str]]
    url: str
    label: str


Notices = Callable[[HttpRequest, "Pathway"], Iterable[Notice]]
"""Given the request and the pathway that the page shows, what its reader may know; what it reads, it notes."""

_notices: Registry[Notices] = Registry()

register_notices = _notices.register


def notices_of(request: HttpRequest, pathway: Pathway) -> list[Notice]:
    """List what the applications above say of a pathway to its reader."""
    return [notice for _key, notices in _notices.items() for notice in notices(request, pathway)]
