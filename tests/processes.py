"""What a test needs to start a process of its own: a worker, a web server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The address of the tests' own database, for another process."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    user, password = quote(parts["USER"], safe=""), quote(parts["PASSWORD"], safe="")
    query = f"?host={quote(parts['HOST'], safe='')}" if parts["HOST"].startswith("/") else ""
    host = "" if query else parts["HOST"]
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    return f"postgres://{user}:{password}@{host}{port}/{parts['NAME']}{query}"


@contextmanager
def worker(settings_module: str, *options: str, **environment: str) -> Iterator[subprocess.Popen]:
    """A worker in a process of its own, on the tests' database and files; it is gone at the end.

    It starts a third sooner without the checks of the code, which `make check` makes.
    """
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker", "--skip-checks", *options],
        cwd=ROOT,
        env=os.environ
        | environment
        | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": settings_module,
            "TEST_PRIVATE_STORAGE_DIR": str(settings.PRIVATE_STORAGE_DIR),
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
