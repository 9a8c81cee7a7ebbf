"""Measures the product beside its peers: `python -m bench [--quick] [--only NAME …] [--no-peers]`.

Prints a table for each benchmark, and writes everything in var/bench/latest.json. BENCH_DATABASE_URL names an empty
PostgreSQL database to measure in, in place of a temporary SQLite file.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import django

from bench.figures import Report, write_json
from bench.sizes import FULL, QUICK, Sizes

BENCHMARKS = {
    "points": "bench.points",
    "answers": "bench.answers",
    "lists": "bench.lists",
    "addresses": "bench.geocoding",
    "pages": "bench.pages",
    "search": "bench.searching",
    "texts": "bench.texts",
    "log-ins": "bench.log_ins",
    "journal": "bench.journal",
    "outbox": "bench.outbox",
    "files": "bench.files",
    "book": "bench.book",
    "directories": "bench.directories",
    "overlaps": "bench.overlapping",
    "pathways": "bench.pathways",
}
_LATEST = Path(__file__).resolve().parent.parent / "var" / "bench" / "latest.json"


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked, in a temporary folder; fail only where engines disagree."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--quick", action="store_true", help="small sizes: seconds, and figures that prove nothing"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=BENCHMARKS,
        default=list(BENCHMARKS),
        metavar="NAME",
        help=", ".join(BENCHMARKS),
    )
    parser.add_argument("--no-peers", action="store_true", help="measure ours alone, install nothing")
    parser.add_argument("--output", type=Path, default=_LATEST, help="where the figures are written, as JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if options.quick:
            os.environ["BENCH_TABLES"] = "models"  # a second instead of twenty
        _set_up(Path(folder))
        machine = _machine()
        print(" · ".join(f"{name}: {value}" for name, value in machine.items()))
        reports = [
            _measure(name, QUICK if options.quick else FULL, with_peers=not options.no_peers)
            for name in options.only
        ]
        write_json(options.output, machine, reports)
    print(f"\nFigures: {options.output}")
    return 1 if any(report.disagreements for report in reports) else 0


def _set_up(folder: Path) -> None:
    """Give Django a database and a folder of our own, for us and for the commands we start."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{folder / 'bench.sqlite3'}",
        "DATA_DIR": str(folder),
    }
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"  # a core each
    django.setup()


def _measure(name: str, sizes: Sizes, *, with_peers: bool) -> Report:
    # Django is ready only now.
    report = importlib.import_module(BENCHMARKS[name]).run(sizes, with_peers=with_peers)
    print(report.as_text(), flush=True)
    return report


def _machine() -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "django": django.__version__,
        "on": time.strftime("%Y-%m-%d"),
    }


if __name__ == "__main__":
    sys.exit(main())
