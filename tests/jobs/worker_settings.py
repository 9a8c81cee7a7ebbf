"""The settings of the worker processes that tests start and kill: those of tests, with a short lease."""

from config.settings.test import *  # noqa: F403

JOBS_LEASE_SECONDS = 1.5
