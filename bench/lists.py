"""A list with coordinates, from the file to the file: what somebody with a million rows waits for."""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.clock import Watched, watch
from bench.figures import Report
from bench.peers.environment import PeerAbsent, interpreter
from bench.places import FRANCE, FRANCE_IS_ABSENT, ROOT, drawn_points, write_contours, write_list
from bench.scratch import contours_on_map
from bench.sizes import Sizes

_PEERS = {"geopandas, the district": "file", "geopandas, and the metres": "file_with_metres"}
_ENGINE = Path(__file__).parent / "peers" / "geopandas_engine.py"


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Run `manage.py locate FILE` and the peer's script, each in a process of its own, from its start to its end."""
    report = Report("lists", f"A list of {sizes.rows:,} rows with coordinates, end to end")
    if not FRANCE.exists():
        report.missing.append(f"only the districts shipped with the product were used: {FRANCE_IS_ABSENT}")
    contours = contours_on_map()
    rounds = min(2, sizes.rounds)
    with tempfile.TemporaryDirectory(prefix="bench-lists-") as name:
        folder = Path(name)
        write_contours(folder / "contours.csv", contours)
        write_list(folder / "list.csv", drawn_points(contours_on_map(of_territory=True), sizes.rows, near=1))
        ours = _best(
            [sys.executable, "manage.py", "locate", str(folder / "list.csv")], folder / "ours.csv", rounds
        )
        theirs: dict[str, Watched] = {}
        try:
            for peer, measure in _PEERS.items() if with_peers else ():
                command = [str(interpreter("bench.txt")), str(_ENGINE), measure, name, "1"]
                theirs[peer] = _best(command, folder / "peer.json", rounds)
                report.versions = json.loads((folder / "peer.json").read_text())["versions"]
                report.agree("rows", {peer: _contradictions(folder)})
        except (PeerAbsent, RuntimeError) as reason:
            report.missing.append(f"geopandas: {reason}")
        for measure, name, unit, promise in (
            ("from start to end", "seconds", "s", {"target": 15}),
            ("processor time of it", "cpu_seconds", "s", {}),
            ("peak of memory", "peak_mb", "MB", {"target": 500}),
        ):
            peers = {peer: getattr(run, name) for peer, run in theirs.items()}
            report.compare(measure, getattr(ours, name), unit, peers, **promise)
        report.remarks.append(_summary(folder / "ours.csv"))
    return report


def _best(command: list[str], output: Path, rounds: int) -> Watched:
    """Give the fastest run."""
    return min((watch(command, output=output, cwd=ROOT) for _ in range(rounds)), key=lambda run: run.seconds)


def _rows(path: Path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _contradictions(folder: Path) -> int:
    """Count the rows where the peer denies our answer, and those that lost their place."""
    return sum(
        ours["dossier"] != theirs["dossier"]
        or (ours["qpv_status"] != "to_verify" and bool(ours["qpv_code"]) != bool(theirs["district"]))
        for ours, theirs in zip(_rows(folder / "ours.csv"), _rows(folder / "geopandas.csv"), strict=True)
    )


def _summary(path: Path) -> str:
    counts = Counter(row["qpv_status"] for row in _rows(path))
    return "ours: " + ", ".join(f"{count:,} {status}" for status, count in counts.most_common())
