"""A list with coordinates, from the file to the file: what somebody with a million rows waits for."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.clock import watch
from bench.figures import Report
from bench.peers.environment import PeerAbsent, interpreter
from bench.places import FRANCE, FRANCE_IS_ABSENT, ROOT, drawn_points, write_contours, write_list
from bench.scratch import contours_on_map
from bench.sizes import Sizes

_PEER = "geopandas, the district only"
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
        seconds, megabytes = {}, {}
        if with_peers:
            try:
                python = str(interpreter("bench.txt"))
                peer = _best([python, str(_ENGINE), "file", name, "1"], folder / "peer.json", rounds)
                seconds[_PEER], megabytes[_PEER] = peer
                report.agree("rows", {"geopandas": _contradictions(folder)})
            except (PeerAbsent, RuntimeError) as reason:
                report.missing.append(f"geopandas: {reason}")
        report.compare(
            "from start to end",
            ours[0],
            "s",
            seconds,
            target=15 * sizes.rows / 1e6 if sizes.rows >= 1e6 else None,
        )
        report.compare("peak of memory", ours[1], "MB", megabytes, target=500)
        report.remarks.append(_summary(folder / "ours.csv"))
    return report


def _best(command: list[str], output: Path, rounds: int) -> tuple[float, float]:
    runs = [watch(command, output=output, cwd=ROOT) for _ in range(rounds)]
    return min(run.seconds for run in runs), max(run.peak_mb for run in runs)


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
