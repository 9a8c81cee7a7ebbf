"""The embedded geocoder: runs bench/addresses.py in a process of its own, and reads its lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bench.figures import Report
from bench.peers.environment import PeerAbsent, interpreter, version_of
from bench.places import ROOT
from bench.sizes import Sizes


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Measure a batch beside addok, on the same spoiled addresses."""
    report = Report("addresses", f"Addresses as people write them, {sizes.addresses:,} in the embedded index")
    environ = dict(os.environ)
    if with_peers:
        try:
            environ["ADDOK_PYTHON"] = str(interpreter("bench-addok.txt"))
        except PeerAbsent as reason:
            report.missing.append(f"addok: {reason}")
        else:
            report.versions["addok"] = version_of(environ["ADDOK_PYTHON"], "addok")
    options = {
        "--addresses": sizes.addresses,
        "--per-class": sizes.addresses_per_class,
        "--peer-queries": sizes.addok_queries,
    }
    words = [str(word) for option in options.items() for word in option]
    done = subprocess.run(
        [sys.executable, "-m", "bench.addresses", *words],
        env=environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        report.missing.append(f"bench.addresses: {done.stderr.strip()[-300:]}")
        return report
    lines = {line.pop("bench"): line for line in map(json.loads, done.stdout.splitlines())}
    _read(report, {name.removeprefix("addresses: "): line for name, line in lines.items()})
    return report


def _read(report: Report, lines: dict[str, dict]) -> None:
    batch, alone, addok = lines["batch"], lines["one by one"], lines.get("addok", {})
    is_measured = "p50_ms" in addok

    def theirs(name: str) -> dict[str, float]:
        return {"addok, default settings": addok[name]} if is_measured else {}

    report.compare("a batch", batch["per_second"], "addresses/s", {}, more_is_better=True, target=5000)
    report.compare("right, every class", batch["right_percent"], "%", {}, more_is_better=True, target=97)
    report.compare(
        "right, the peer’s queries", alone["right_percent"], "%", theirs("right_percent"), more_is_better=True
    )
    for percent in ("p50", "p99"):
        report.compare(f"one address, {percent}", alone[f"{percent}_ms"], "ms", theirs(f"{percent}_ms"))
    report.compare("while typing, p99", lines["while typing"]["p99_ms"], "ms", {})
    report.compare(
        "building the index",
        lines["index"]["seconds"],
        "s",
        {"addok": addok["build_seconds"]} if is_measured else {},
    )
    report.remarks += [
        f"{name}: {line['percent']} %" for name, line in lines.items() if name.startswith("right, ")
    ]
    if not is_measured and addok:
        report.missing.append(f"addok: {addok['skipped']}")
