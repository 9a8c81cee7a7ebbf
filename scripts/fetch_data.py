"""Fetches the official files where the network allows, then loads them; each file can also be given by hand.

make data                       everything, for the département of the Cité
make data ARGS="--only qpv ban"
make data ARGS="--fetch-only"
"""

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "official"
MAX_BYTES = 1_000_000_000
CHUNK = 256 * 1024
GIVE_IT = "  You may download it by hand and give it: {command}\n"


@dataclass(frozen=True)
class Official:
    """One official publication: where it is, and the command that loads it (none: no application needs it yet)."""

    name: str
    what: str
    url: str
    file: str
    command: tuple[str, ...] = ()


def publications(department: str) -> list[Official]:
    """List what the product serves, with the stable address of each."""
    return [
        Official(
            "qpv",
            "priority districts of 2024 (ANCT)",
            "https://www.data.gouv.fr/api/1/datasets/r/942d4ee8-8142-4556-8ea1-335537ce1119",
            "qpv2024",
            ("import_districts",),
        ),
        Official(
            "communes",
            f"communes of département {department} (IGN, INSEE)",
            f"https://geo.api.gouv.fr/departements/{department}/communes"
            "?fields=nom,code,codesPostaux,codeEpci,population&format=geojson&geometry=contour",
            f"communes-{department}.geojson",
            ("import_communes",),
        ),
        Official(
            "ban",
            f"addresses of département {department} (BAN)",
            "https://adresse.data.gouv.fr/data/ban/adresses/latest/csv-with-ids/"
            f"adresses-with-ids-{department}.csv.gz",
            f"adresses-with-ids-{department}.csv.gz",
            ("import_addresses",),
        ),
        Official(
            "rome",
            "occupations, ROME 4.0 (France Travail)",
            "https://www.data.gouv.fr/api/1/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome/",
            "rome.zip",
        ),
    ]


def say(text: str) -> None:
    """Write at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def chunks(answer, name: str) -> Iterator[bytes]:
    """Read an answer, showing how far it is; refuse what is too large to be the file we know."""
    total, done, shown = int(answer.headers.get("Content-Length") or 0), 0, 0.0
    while block := answer.read(CHUNK):
        done += len(block)
        if done > MAX_BYTES:
            raise ValueError("more than 1 GB: this is not the file we know")
        if time.monotonic() - shown > 0.2:
            shown = time.monotonic()
            say(f"\r  {name}: {done / 1e6:.1f} MB" + (f" of {total / 1e6:.1f}" if total else ""))
        yield block
    if total and done != total:
        raise ValueError("the connection stopped before the end")


def open_url(url: str):
    """Open an official address, over HTTP or HTTPS only."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("not a web address")
    return urlopen(Request(url, headers={"User-Agent": "cite-de-l-emploi"}), timeout=30)  # noqa: S310 — checked above


def latest_resource(url: str) -> str:
    """Find the newest ZIP of CSV in a data set of data.gouv.fr."""
    with open_url(url) as answer:
        resources = json.load(answer)["resources"]
    archives = [
        r
        for r in resources
        if r.get("format", "").lower() in {"zip", "csv"} and "csv" in json.dumps(r).lower()
    ]
    if not archives:
        raise ValueError("the data set lists no CSV archive any more")
    return max(archives, key=lambda r: r.get("last_modified", ""))["url"]


def fetch(official: Official, folder: Path) -> tuple[Path, str]:
    """Fetch a file beside its place, then put it there at once; give its path and its SHA-256.

    Raises:
        URLError, TimeoutError, ValueError: the network or the file; nothing is left half written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    url = (
        latest_resource(official.url)
        if "/api/1/datasets/" in official.url and official.url.endswith("/")
        else official.url
    )
    digest, aside = hashlib.sha256(), folder / f"{official.file}.part"
    try:
        with open_url(url) as answer, aside.open("wb") as file:
            for block in chunks(answer, official.name):
                digest.update(block)
                file.write(block)
        refuse_web_page(aside)
        path = aside.replace(folder / official.file)
    finally:
        aside.unlink(missing_ok=True)
    say("\n")
    return path, digest.hexdigest()


def refuse_web_page(path: Path) -> None:
    """Tell a file from the page that says it has moved."""
    with path.open("rb") as file:
        start = file.read(512)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(path) as file:
            start = file.read(512)
    if start.lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise ValueError("a web page came instead of the file")


def main(arguments: list[str] | None = None, sources: list[Official] | None = None) -> int:
    """Fetch each file, say its checksum, load it; one that fails does not stop the others."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--department", default="42")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="qpv, communes, ban, rome")
    parser.add_argument("--fetch-only", action="store_true")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    failures = 0
    for official in sources or publications(options.department):
        if options.only and official.name not in options.only:
            continue
        say(f"{official.what}\n")
        command = [sys.executable, "manage.py", *official.command]
        try:
            path, checksum = fetch(official, options.folder)
        except (URLError, OSError, ValueError, KeyError) as error:
            failures += 1
            say(f"  not fetched: {getattr(error, 'reason', None) or error}\n")
            if official.command:
                say(GIVE_IT.format(command=f"python manage.py {official.command[0]} FILE"))
            continue
        say(f"  {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}  sha256 {checksum}\n")
        if official.command and not options.fetch_only:
            failures += bool(subprocess.run([*command, str(path)], cwd=ROOT, check=False).returncode)  # noqa: S603
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
