"""Starts the Cité on this machine: prepares the database, then the web server and the worker, until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

WELCOME = """
The Cité de l’emploi is open: http://localhost:{port}

  http://localhost:{port}/                 the question: is this address in a priority district?
  http://localhost:{port}/carte/           the map of the territory
  http://localhost:{port}/compte/connexion/  sign in; demonstration accounts are one click away
  http://localhost:{port}/ui/              the catalogue of components
  http://localhost:{port}/api/v1/docs      the API

Sign-in codes sent by e-mail are printed here. Ctrl-C stops everything.
"""


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def manage(*arguments: str) -> None:
    """Run a command of the project, or stop with its own message."""
    result = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=False)  # noqa: S603
    if result.returncode:
        sys.exit(result.returncode)


def refuse_busy_port(port: int) -> None:
    """Say it clearly when another program already listens."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            say(f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}")
            sys.exit(1)


def start(port: int) -> list[subprocess.Popen]:
    """Start the web server and the worker."""
    gunicorn = [
        "-m",
        "gunicorn",
        "config.wsgi",
        "--config",
        "config/gunicorn.py",
        "--bind",
        f"localhost:{port}",
    ]
    return [
        subprocess.Popen([sys.executable, *gunicorn], cwd=ROOT),  # noqa: S603
        subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT),  # noqa: S603
    ]


def wait(processes: list[subprocess.Popen]) -> int:
    """Wait until one stops or the person stops them; then stop all, politely, and within ten seconds."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    code = 0
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
        code = next((process.returncode for process in processes if process.returncode), 1)
        say("One of the two processes stopped: the other stops too.")
    except KeyboardInterrupt:
        say("Stopping…")
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + 10
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
    return code


def main() -> int:
    """Prepare, start, wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    os.environ["PYTHONUNBUFFERED"] = "1"
    refuse_busy_port(port)
    manage("migrate", "--verbosity", "0")
    manage("load_territory")
    manage("seed_demo")
    processes = start(port)
    say(WELCOME.format(port=port))
    return wait(processes)


if __name__ == "__main__":
    sys.exit(main())
