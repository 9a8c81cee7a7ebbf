"""The web server: one process, several threads; the log never holds a query string, so never an address."""

import os

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
