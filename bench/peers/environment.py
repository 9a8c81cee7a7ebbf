"""The environment of the peers: made once, from locks of their own, so that the product's stays clean."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.places import ROOT

_VENV = ROOT / "var" / "bench-venv"
_PYTHON = _VENV / "bin" / "python"


class PeerAbsent(Exception):
    """This peer cannot be measured here; the message says why."""


def interpreter(lock: str) -> Path:
    """Give the Python that has what a lock of `requirements/` lists; install it first where needed.

    Raises:
        PeerAbsent: it does not install.
    """
    requirements = ROOT / "requirements" / lock
    stamp = _VENV / f"{lock}.sha256"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        if not _PYTHON.exists():
            _run([sys.executable, "-m", "venv", str(_VENV)])
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
        _run([str(_PYTHON), "-m", "pip", "install", *options, str(requirements)])
        stamp.write_text(wanted)
    return _PYTHON


def ask(lock: str, script: str, *arguments: str) -> dict[str, Any]:
    """Run a script of this folder by the peers' Python, and read the figures it prints.

    Raises:
        PeerAbsent: it is not installed, or it failed.
    """
    command = [str(interpreter(lock)), str(Path(__file__).with_name(script)), *arguments]
    return json.loads(_run(command).splitlines()[-1])


def version_of(python: str, package: str) -> str:
    """Say which version of a package an interpreter has."""
    return _run(
        [python, "-c", f"from importlib.metadata import version; print(version({package!r}))"]
    ).strip()


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["no explanation"]
        raise PeerAbsent(f"{Path(command[0]).name} {' '.join(command[1:3])}: {said[-1].strip()[:300]}")
    return done.stdout
