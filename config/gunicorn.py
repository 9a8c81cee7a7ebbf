"""The web server: one process, several threads; the log never holds a query string nor the secret of a link."""

import os
import re
from typing import Any

from gunicorn.glogging import Logger

wsgi_app = "config.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))  # read by the server itself, before Django starts
threads = 8
worker_class = "gthread"
timeout = 120
graceful_timeout = 10
limit_request_line = 4094
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
preload_app = True
control_socket_disable = True


class DiscreetLogger(Logger):
    """Leaves the secrets of personal links (43 characters of an address) out of the access log."""

    SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?=/|$)")

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """Give what a line may hold."""
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": self.SECRET.sub("(lien)", atoms["U"] or "")}


logger_class = DiscreetLogger
