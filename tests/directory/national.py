"""data·inclusion as a real server of this machine, which may be made to stumble."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "cle-d-essai-0123456789"  # noqa: S105
Stumble = Callable[["Directory", "Handler"], bool]
"""Answers in the place of the server, and says whether it did."""


class Directory:
    """The records it gives, the requests it had, and how it stumbles."""

    def __init__(self, structures: list[Any], services: list[Any]) -> None:
        self.records = {"structures": structures, "services": services}
        self.asked: list[tuple[str, int]] = []
        self.stumbles: list[Stumble] = []
        self.url = ""


class Handler(BaseHTTPRequestHandler):
    """Answers as the API does."""

    directory: Directory

    def log_message(self, *args: Any) -> None:
        """Say nothing in the terminal."""

    def do_GET(self) -> None:
        """Give a page."""
        parts = urlsplit(self.path)
        asked = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
        kind, page, size = parts.path.rpartition("/")[2], asked["page"], asked["size"]
        self.directory.asked.append((kind, page))
        if self.directory.stumbles and self.directory.stumbles.pop(0)(self.directory, self):
            return
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self.give(401, b'{"detail": "Not authenticated"}')
        records = self.directory.records[kind]
        items = records[(page - 1) * size : page * size]
        answer = {"items": items, "total": len(records), "page": page, "size": len(items)}
        self.give(200, json.dumps(answer | {"pages": -(-len(records) // size)}).encode())

    def give(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        """Write an answer; a `length` beyond its body leaves it cut short."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


def well(directory: Directory, handler: Handler) -> bool:
    """Answer as it should."""
    return False


def failing(status: int, **headers: str) -> Stumble:
    """Answer with a status."""

    def stumble(directory: Directory, handler: Handler) -> bool:
        handler.give(status, b"{}", **headers)
        return True

    return stumble


def saying(body: bytes, length: int | None = None) -> Stumble:
    """Answer something else."""

    def stumble(directory: Directory, handler: Handler) -> bool:
        handler.give(200, body, length)
        return True

    return stumble


def silent(seconds: float) -> Stumble:
    """Let whoever asks wait."""

    def stumble(directory: Directory, handler: Handler) -> bool:
        time.sleep(seconds)
        handler.close_connection = True
        return True

    return stumble


def dripping(seconds: float) -> Stumble:
    """Send a byte from time to time, for so long."""

    def stumble(directory: Directory, handler: Handler) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        ends_at = time.monotonic() + seconds
        try:
            while time.monotonic() < ends_at:
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.02)
        except OSError:
            pass
        handler.close_connection = True
        return True

    return stumble


@contextmanager
def served(structures: list[Any], services: list[Any]) -> Iterator[Directory]:
    """Serve some records while the block runs."""
    directory = Directory(structures, services)
    handler = type("Serving", (Handler,), {"directory": directory})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    directory.url = f"http://127.0.0.1:{server.server_port}/api/v1"
    try:
        yield directory
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
