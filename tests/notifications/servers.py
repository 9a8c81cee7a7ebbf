"""Servers on loopback that receive what the platform sends: SMTP, and an SMS provider by HTTP."""

import json
import logging
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.M)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailbox:
    """Keeps what arrives, in order: recipient, Message-ID, and the whole text of the first ones."""

    def __init__(self, answers: dict[str, str] | None = None, keep: int = 10) -> None:
        self.arrived: list[tuple[str, str]] = []
        self.contents: list[bytes] = []
        self.connections = 0
        self.answers = answers or {}
        self.keep = keep

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        found = _MESSAGE_ID.search(envelope.content)
        self.arrived.append((envelope.rcpt_tos[0], found.group(1).decode()))
        if len(self.contents) < self.keep:
            self.contents.append(envelope.content)
        return "250 OK"


@contextmanager
def smtp_server(mailbox: Mailbox, port: int | None = None) -> Iterator[int]:
    """A real SMTP server; gives its port."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells every command it receives
    port = port or free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def sms_server(answer) -> Iterator[tuple[str, list[dict]]]:
    """A provider of SMS: `answer(content)` gives a status and a body; gives its address and what it received."""
    received: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append(content | {"api-key": self.headers["api-key"]})
            reply = answer(content)
            if reply is None:  # cut the line
                self.connection.close()
                return
            status, body = reply
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v3/transactionalSMS/send", received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
