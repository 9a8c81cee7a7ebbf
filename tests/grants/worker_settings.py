"""The settings of the workers that the tests of books start and kill: short leases, the files of the test itself."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import INSTALLED_APPS, STORAGES

JOBS_LEASE_SECONDS = 1.5
PRIVATE_STORAGE_DIR = os.environ["TEST_PRIVATE_STORAGE_DIR"]
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_STORAGE_DIR
INSTALLED_APPS = [*INSTALLED_APPS, "tests.grants.worker_app.SlowBooks"]
