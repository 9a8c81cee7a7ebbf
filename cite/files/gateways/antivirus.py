"""The antivirus: clamd listens on a socket, receives the bytes (INSTREAM), and answers in a line."""

from __future__ import annotations

import re
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

_CHUNK = 64 * 1024
_LENGTH = struct.Struct("!L")
_ANSWER_MAX = 4096
_TIMEOUT = 60  # seconds without a word; a large archive takes a while
# clamd found nothing, but could not look inside: too large, too deep, or locked.
_UNREAD = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")
_TOO_LARGE = "size limit exceeded"


class AntivirusDown(ConnectionError):
    """The antivirus does not answer, or not sensibly: nothing is known of the file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the antivirus found: the name of a virus, or that it could not read; neither: the file is clean."""

    virus: str = ""
    is_unreadable: bool = False


def scan_bytes(stream: BinaryIO, *, url: str) -> Verdict:
    """Have a file examined by the clamd at `tcp://host:port` or `unix:///path`.

    Raises:
        AntivirusDown: no sensible answer came.
    """
    if not url:
        raise AntivirusDown("no antivirus is configured any more")
    try:
        with _connect(url) as connection:
            # Past its limit clamd answers and hangs up while we still send: its answer is what counts.
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(connection, stream)
            return _verdict(_answer(connection))
    except (OSError, ValueError) as error:
        raise AntivirusDown(type(error).__name__) from error


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_TIMEOUT)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "localhost", parts.port or 3310), timeout=_TIMEOUT)


def _send(connection: socket.socket, stream: BinaryIO) -> None:
    connection.sendall(b"zINSTREAM\0")
    while chunk := stream.read(_CHUNK):
        connection.sendall(_LENGTH.pack(len(chunk)) + chunk)
    connection.sendall(_LENGTH.pack(0))


def _answer(connection: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < _ANSWER_MAX:
        part = connection.recv(_ANSWER_MAX)
        if not part:
            break
        received += part
    return received.decode("utf-8", "replace").rstrip("\0\n ")


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict()
    if found := re.fullmatch(r"stream: (.+) FOUND", answer):
        virus = found[1]
        return Verdict(is_unreadable=True) if virus.startswith(_UNREAD) else Verdict(virus=virus[:200])
    if _TOO_LARGE in answer:
        return Verdict(is_unreadable=True)
    raise ValueError("unexpected answer")
