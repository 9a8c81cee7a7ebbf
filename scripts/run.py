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


def start_web(port: int) -> subprocess.Popen:
    """Start the web server."""
    gunicorn = ["gunicorn", "config.wsgi", "--config", "config/gunicorn.py", "--bind", f"localhost:{port}"]
    return subprocess.Popen([sys.executable, "-m", *gunicorn], cwd=ROOT)  # noqa: S603


def start_worker() -> subprocess.Popen:
    """Start the worker."""
    return subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT)  # noqa: S603


def watch(web: subprocess.Popen) -> int:
    """Wait until the web server stops or the person stops it; a worker that dies is replaced meanwhile."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    worker = start_worker()
    try:
        while web.poll() is None:
            time.sleep(0.5)
            if worker.poll() is not None:
                say("The worker stopped: another one starts, and takes its work back.")
                time.sleep(1)
                worker = start_worker()
        say("The web server stopped: everything stops.")
        return web.returncode
    except KeyboardInterrupt:
        say("Stopping…")
        return 0
    finally:
        stop([web, worker])


def stop(processes: list[subprocess.Popen]) -> None:
    """Stop politely, and within ten seconds."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + 10
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> int:
    """Prepare, start, wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    os.environ["PYTHONUNBUFFERED"] = "1"
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    refuse_busy_port(port)
    manage("compile_translations")
    manage("migrate", "--verbosity", "0")
    manage("load_territory")
    manage("rebuild_search", "--if-needed")
    manage("seed_demo")
    web = start_web(port)
    say(WELCOME.format(port=port))
    return watch(web)


if __name__ == "__main__":
    sys.exit(main())
