"""data·inclusion read by its API, page by page: patient with what fails, and never waiting for ever.

The key goes in a header, to the address that the installation gives and nowhere else: no redirection is followed, and
no message repeats either.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import requests
from urllib3.exceptions import HTTPError

from cite.directory.enums.imports import FileProblem
from cite.directory.gateways.inclusion import Record, UnreadableFile

PAGE_SIZE = 1000
MOST_PAGES = 5000
MAX_ANSWER_BYTES = 50_000_000
_BLOCK = 65_536
_LONGEST_PAUSE = 60.0
_NOT_ALLOWED = frozenset({401, 403})
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds: to connect, for the next bytes, for a whole page; and how often to try one.

    `pause` is what is waited after the first failure; twice as much after each of the next.
    """

    connect: float = 10.0
    read: float = 30.0
    page: float = 180.0
    attempts: int = 5
    pause: float = 2.0
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Access:
    """Where the API is, and the key that opens it, which is never shown."""

    url: str
    token: str
    patience: Patience = Patience()
    size: int = PAGE_SIZE

    def __repr__(self) -> str:
        return f"Access({self.url!r})"


class _Again(Exception):
    """A page that may come if it is asked again; `wait`: what the server said of when."""

    def __init__(self, wait: float = 0.0) -> None:
        super().__init__()
        self.wait = wait


def read_directory(access: Access, kind: str) -> Iterator[Record]:
    """Give every record of one kind, « structures » or « services », by its rank from 1.

    Raises:
        UnreadableFile: with the sentence to show; records given before remain good.
    """
    rank, page, pages, totals = 0, 1, 1, set()
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {access.token}"
        while page <= min(pages, MOST_PAGES):
            answer = _patiently(session, access, kind, {"page": page, "size": access.size})
            items, pages, total = answer
            totals.add(total)
            for values in items:
                rank += 1
                yield Record(rank, values)
            page += 1
    if totals != {rank}:  # the directory was published again meanwhile: some records may never have come
        raise UnreadableFile(FileProblem.MOVED)


def _patiently(
    session: requests.Session, access: Access, kind: str, asked: dict[str, int]
) -> tuple[list[Any], int, int]:
    """Ask for a page until it comes, or until nothing more may be hoped."""
    patience = access.patience
    for attempt in range(1, patience.attempts + 1):
        try:
            return _read(_page(session, access, kind, asked))
        except (requests.RequestException, HTTPError, _Again) as failure:
            if attempt == patience.attempts:
                raise UnreadableFile(FileProblem.UNREACHABLE) from None  # its cause would hold the address
            told = failure.wait if isinstance(failure, _Again) else 0.0
            patience.sleep(min(max(told, patience.pause * 2 ** (attempt - 1)), _LONGEST_PAUSE))
    raise AssertionError("no attempt was made")


def _page(session: requests.Session, access: Access, kind: str, asked: dict[str, int]) -> bytes:
    patience, ends_at = access.patience, time.monotonic() + access.patience.page
    address, timeouts = f"{access.url.rstrip('/')}/{kind}", (patience.connect, patience.read)
    with session.get(address, params=asked, timeout=timeouts, stream=True, allow_redirects=False) as answer:
        if answer.status_code in _NOT_ALLOWED:
            raise UnreadableFile(FileProblem.NOT_ALLOWED)
        if answer.status_code in _TRY_AGAIN:
            raise _Again(_seconds(answer.headers.get("Retry-After", "")))
        if answer.status_code != requests.codes.ok:
            raise UnreadableFile(FileProblem.NOT_AN_ANSWER)
        body = bytearray()
        while block := answer.raw.read1(_BLOCK, decode_content=True):  # what has come, however little
            body += block
            if len(body) > MAX_ANSWER_BYTES:
                raise UnreadableFile(FileProblem.TOO_LARGE)
            if time.monotonic() > ends_at:
                raise _Again
    return bytes(body)


def _read(body: bytes) -> tuple[list[Any], int, int]:
    """Read a page: its records, how many pages there are, how many records in all."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise _Again from None  # cut short
    try:
        items, pages, total = answer["items"], answer["pages"], answer["total"]
    except (LookupError, TypeError):
        raise UnreadableFile(FileProblem.NOT_AN_ANSWER) from None
    if not isinstance(items, list) or not isinstance(pages, int) or not isinstance(total, int):
        raise UnreadableFile(FileProblem.NOT_AN_ANSWER)
    return items, pages, total


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0
