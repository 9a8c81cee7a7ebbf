"""Uploads to a real web server: far too large, many, missing, empty. Each gets a page."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from cite.tenancy.models import Territory
from tests.processes import ROOT, database_url

MB = 1_000_000
ZEROS = b"\0" * MB
BOUNDARY = "limit-of-a-part"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@dataclass
class Answer:
    status: int
    text: str


@dataclass
class Server:
    """A running web server, its private folder and its temporary one."""

    port: int
    worker_pid: int
    folder: Path

    def post(
        self, parts: Iterable[tuple[str, str, Iterable[bytes], int]], token_last: bool = False
    ) -> Answer:
        """Send a form as a browser does: everything, before reading anything."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", "/upload/")
        page = connection.getresponse()
        token = page.read().decode()
        cookie = page.getheader("Set-Cookie").partition(";")[0]
        field = [_part('name="csrfmiddlewaretoken"', token.encode())]
        files = [
            (_head(f'name="{name}"; filename="{filename}"'), chunks, size)
            for name, filename, chunks, size in parts
        ]
        end = f"--{BOUNDARY}--\r\n".encode()
        length = sum(map(len, field)) + sum(len(head) + size + 2 for head, _c, size in files) + len(end)
        connection.putrequest("POST", "/upload/")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(length))
        connection.putheader("Cookie", cookie)
        connection.endheaders()
        bodies = [b for head, chunks, _s in files for b in (iter([head]), chunks, iter([b"\r\n"]))]
        for body in [*bodies, field] if token_last else [field, *bodies]:
            for chunk in body:
                connection.send(chunk)
        connection.send(end)
        answer = connection.getresponse()
        result = Answer(answer.status, answer.read().decode())
        connection.close()
        return result

    @property
    def peak_memory(self) -> int:
        """The most memory the server ever held, in bytes."""
        status = Path(f"/proc/{self.worker_pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    @property
    def disk(self) -> int:
        """What it holds on the disk now, in bytes; files without a name are counted too."""
        total = 0
        for path in [*self.folder.rglob("*"), *Path(f"/proc/{self.worker_pid}/fd").iterdir()]:
            try:
                if path.is_file() and str(path.resolve()).startswith(str(self.folder)):
                    total += path.stat().st_size
            except OSError:
                continue
        return total


def _head(disposition: str) -> bytes:
    return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode()


def _part(disposition: str, content: bytes) -> bytes:
    return _head(disposition) + content + b"\r\n"


def zeros(megabytes: int) -> Iterator[bytes]:
    for _ in range(megabytes):
        yield ZEROS


def file_of(
    megabytes: int, name: str = "enorme.csv", field: str = "file"
) -> tuple[str, str, Iterable[bytes], int]:
    return field, name, zeros(megabytes), megabytes * MB


def small(content: bytes, name: str = "liste.csv") -> tuple[str, str, Iterable[bytes], int]:
    return "file", name, [content], len(content)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A web server in a process of its own, that writes in a folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.files.upload_settings",
        "TEST_PRIVATE_DIR": str(folder / "private"),
        "TMPDIR": str(folder),
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, "--worker-tmp-dir", "/dev/shm", "--log-level", "error", "config.wsgi"],
        cwd=ROOT,
        env=environment,
    )
    try:
        yield Server(port=port, worker_pid=_worker_of(process, port), folder=folder)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def started(django_db_setup, tmp_path_factory) -> Iterator[Server]:
    """A server for all the tests of this file: it starts in seconds."""
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def cite() -> None:
    Territory.objects.create(name="Cité d’essai", slug="essai", epci_code="244200770")


@pytest.fixture
def server(started, cite) -> Server:
    return started


@pytest.fixture
def fresh(cite, tmp_path) -> Iterator[Server]:
    """A server that nobody has asked anything: the most memory it held is what one request took."""
    with serving(tmp_path) as running:
        yield running


def _worker_of(process: subprocess.Popen, port: int) -> int:
    """Wait until the server answers, and find the process that does the work."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return int(children.read_text().split()[0])
        except (OSError, IndexError):
            time.sleep(0.1)
    raise AssertionError("the server does not start")


def test_two_gigabytes_get_a_sentence_without_memory_or_disk(fresh):
    assert fresh.post([small(b"a;b\n1;2\n")]) == Answer(200, "csv 8")
    memory, disk = fresh.peak_memory, fresh.disk
    most_disk = [disk]
    done = threading.Event()

    def watch():
        while not done.wait(0.05):
            most_disk.append(fresh.disk)

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.monotonic()
    answer = fresh.post([file_of(2000)])
    elapsed = time.monotonic() - started
    done.set()
    watcher.join()
    grown = fresh.peak_memory - memory, max(most_disk) - disk
    print(f"2 GB in {elapsed:.1f} s; memory +{grown[0] / MB:.1f} MB, disk +{grown[1] / MB:.1f} MB")
    assert answer == Answer(
        422, "Ce fichier est trop gros (2 Go). La limite est de 50 Mo. Découpez-le en plusieurs fichiers."
    )
    assert grown[0] < 20 * MB
    assert grown[1] < MB
    assert fresh.post([small(b"a;b\n1;2\n")]) == Answer(200, "csv 8")


def test_a_little_too_large_gets_the_same_sentence(server):
    sentence = "Ce fichier est trop gros ({} Mo). La limite est de 50 Mo. Découpez-le en plusieurs fichiers."
    assert server.post([file_of(51)]) == Answer(422, sentence.format(51))
    assert server.post([file_of(60)], token_last=True) == Answer(422, sentence.format(60))


def test_a_file_of_zeros_within_the_limit_is_no_table(server):
    answer = server.post([file_of(3)])
    assert answer.status == 422
    assert answer.text.startswith("Le contenu de ce fichier n’est pas reconnu.")


def test_several_files_too_large_together(server):
    answer = server.post([small(b"a;b\n"), file_of(60, field="other")])
    assert answer == Answer(
        422,
        "L’envoi est trop gros (60 Mo en tout). La limite est de 50 Mo. Envoyez les fichiers un par un.",
    )


def test_many_files_get_a_page(server):
    answer = server.post([small(b"a;b\n")] * 6)
    assert answer.status == 400
    assert "<h1>" in answer.text


def test_missing_and_empty_files(server):
    assert server.post([]).status == 422
    assert "vide" in server.post([small(b"")]).text
    assert server.post([small(b"a;b\n", name="")]).status == 422
