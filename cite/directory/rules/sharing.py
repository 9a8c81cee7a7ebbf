"""How a page is sent to somebody, and how one goes to a place: plain links, nothing embedded, nobody told before."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

_MAP = "https://www.openstreetmap.org"


@dataclass(frozen=True, slots=True)
class Sending:
    """Links that open what a telephone already has, a message written in it: who receives it is chosen there."""

    text_message: str
    whatsapp: str
    email: str


def ways_to_send(title: str, address: str) -> Sending:
    """Write the links that send the address of a page, under its title."""
    words = f"{title} : {address}"
    return Sending(
        # « ?&body » is read by every kind of telephone; « ?body » is not.
        text_message=f"sms:?&body={quote(words, safe='')}",
        whatsapp=f"https://wa.me/?text={quote(words, safe='')}",
        email=f"mailto:?subject={quote(title, safe='')}&body={quote(address, safe='')}",
    )


def way_there(point: tuple[float, float] | None, place: str) -> str:
    """Link to the way to a place: to its point (longitude, latitude), else to its address; nothing without either."""
    if point is not None:
        longitude, latitude = point
        return f"{_MAP}/directions?{urlencode({'to': f'{latitude:.5f},{longitude:.5f}'})}"
    return f"{_MAP}/search?{urlencode({'query': place})}" if place else ""
