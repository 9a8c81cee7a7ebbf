"""How time and memory are measured: after a warm-up, the best of several rounds, or every call by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

_WATCH = Path(__file__).with_name("watch.py")


def best_of(rounds: int, act: Callable[[], Any]) -> float:
    """Give the seconds of the best round; one more, before, is the warm-up."""
    act()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def call_times(act: Callable[[Any], Any], arguments: Iterable[Any]) -> list[float]:
    """Give the seconds of each call."""
    seconds = []
    for argument in arguments:
        started = time.perf_counter()
        act(argument)
        seconds.append(time.perf_counter() - started)
    return seconds


@dataclass(frozen=True, slots=True)
class Spent:
    """What an act took: the seconds that passed, and those of the processor alone, on a machine that others use too."""

    seconds: float
    processor: float


def spent(act: Callable[[], Any]) -> Spent:
    """Do something once, and tell what it took."""
    started, worked = time.perf_counter(), time.process_time()
    act()
    return Spent(time.perf_counter() - started, time.process_time() - worked)


def percentile(seconds: Sequence[float], percent: float) -> float:
    """Give the time under which so many calls in a hundred remain."""
    return float(np.percentile(seconds, percent))


@dataclass(frozen=True, slots=True)
class Watched:
    """A command that ended well: from its start to its end, imports included."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def watch(
    command: Sequence[str], *, output: Path, cwd: Path, environ: Mapping[str, str] = os.environ
) -> Watched:
    """Run a command, its standard output in a file, and say what it took.

    Raises:
        RuntimeError: it failed; with the end of what it said.
    """
    with tempfile.NamedTemporaryFile("r", suffix=".json") as figures:
        # By a small process between: the peak of a child starts from that of its parent, and ours is large.
        done = subprocess.run(
            [sys.executable, "-S", str(_WATCH), figures.name, str(output), *command],
            cwd=cwd, env=dict(environ), stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-600:])
        return Watched(**json.load(figures))
