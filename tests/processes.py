"""What a test needs to start a process of its own: a worker, a web server."""

from pathlib import Path
from urllib.parse import quote

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
