"""The settings of the server that tests send files to."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import STORAGES

ROOT_URLCONF = "tests.files.upload_site"
PRIVATE_STORAGE_DIR = os.environ["TEST_PRIVATE_DIR"]
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_STORAGE_DIR
