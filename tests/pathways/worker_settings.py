"""The settings of a worker that takes a caseload in: a lease long enough for a chunk of rows on a slow machine."""

from tests.imports.worker_settings import *  # noqa: F403

JOBS_LEASE_SECONDS = 12
