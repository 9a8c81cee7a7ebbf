"""Official files are fetched whole or not at all; one that fails does not stop the others."""

import hashlib
import http.server
import json
import threading

import pytest

from scripts.fetch_data import Official, main

PAGES = {
    "/districts": b'{"type": "FeatureCollection", "features": []}',
    "/moved": b"<!DOCTYPE html><title>Moved</title>",
    "/short": b"half",
    "/api/1/datasets/rome/": b"",
    "/rome.zip": b"PK\x03\x04rome",
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGES.get(self.path)
        if self.path == "/api/1/datasets/rome/":
            host = self.headers["Host"]
            resources = [
                {"url": f"http://{host}/old.zip", "format": "zip", "title": "CSV", "last_modified": "2020"},
                {"url": f"http://{host}/rome.zip", "format": "zip", "title": "CSV", "last_modified": "2026"},
            ]
            body = json.dumps({"resources": resources}).encode()
        self.send_response(404 if body is None else 200)
        length = len(body or b"") + (100 if self.path == "/short" else 0)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def run(folder, *sources):
    return main(["--folder", str(folder), "--fetch-only"], list(sources))


def test_a_file_is_fetched_whole_with_its_checksum(server, tmp_path, capsys):
    assert run(tmp_path, Official("qpv", "districts", f"{server}/districts", "qpv.json")) == 0
    assert (tmp_path / "qpv.json").read_bytes() == PAGES["/districts"]
    assert hashlib.sha256(PAGES["/districts"]).hexdigest() in capsys.readouterr().out


def test_the_newest_archive_of_a_data_set_is_chosen(server, tmp_path):
    assert run(tmp_path, Official("rome", "occupations", f"{server}/api/1/datasets/rome/", "rome.zip")) == 0
    assert (tmp_path / "rome.zip").read_bytes() == PAGES["/rome.zip"]


@pytest.mark.parametrize(
    ("page", "word"), [("/moved", "web page"), ("/short", "stopped"), ("/absent", "Not Found")]
)
def test_a_broken_answer_leaves_nothing_and_says_how_to_give_the_file(server, tmp_path, capsys, page, word):
    broken = Official("ban", "addresses", server + page, "ban.csv.gz", ("import_addresses",))
    fine = Official("qpv", "districts", f"{server}/districts", "qpv.json")
    assert run(tmp_path, broken, fine) == 1
    out = capsys.readouterr().out
    assert word in out
    assert "manage.py import_addresses FILE" in out
    assert [path.name for path in tmp_path.iterdir()] == ["qpv.json"]
