"""Antiviruses for the tests: one of ours that speaks the real protocol, and the real one where it is installed."""

from __future__ import annotations

import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# In two halves, so that no antivirus takes this file for the test it describes.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


class _Session(socketserver.BaseRequestHandler):
    """One INSTREAM: chunks preceded by their length, a zero length, then our line."""

    def handle(self) -> None:
        command = self._exactly(len(b"zINSTREAM\0"))
        content = b""
        while length := struct.unpack("!L", self._exactly(4))[0]:
            content += self._exactly(length)
            if len(content) > self.server.max_bytes:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return  # and it hangs up while the rest is still on its way, as clamd does
        self.server.received.append((command, content))
        self.request.sendall(self.server.answer or self._judge(content))

    def _exactly(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            part = self.request.recv(count - len(received))
            if not part:
                raise ConnectionError("the client hung up")
            received += part
        return received

    @staticmethod
    def _judge(content: bytes) -> bytes:
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


class SmallClamd(socketserver.ThreadingTCPServer):
    """An antivirus that knows one virus; `answer` makes it say something else."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answer = b""
        self.max_bytes = 1_000_000
        self.received: list[tuple[bytes, bytes]] = []

    def handle_error(self, request, client_address) -> None:
        """Stay quiet about clients that hang up."""

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def small_clamd() -> Iterator[SmallClamd]:
    """Ours, listening."""
    with SmallClamd() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def real_clamd(folder: Path) -> Iterator[str]:
    """ClamAV's own, with one signature, on a socket of the folder."""
    database = folder / "database"
    database.mkdir(mode=0o755)
    (database / "test.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    path = folder / "clamd.sock"
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"Foreground yes\nLocalSocket {path}\nDatabaseDirectory {database}\nLogFile {folder / 'clamd.log'}\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength 1M\nAlertEncryptedArchive yes\nMaxThreads 2\n"
    )
    process = subprocess.Popen([CLAMD, "--config-file", str(configuration)], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not _listens(path):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "clamd.log").read_text()
            time.sleep(0.1)
        yield f"unix://{path}"
    finally:
        process.terminate()
        process.wait(20)


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return path.exists() and probe.connect_ex(str(path)) == 0
