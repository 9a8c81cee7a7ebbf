"""The tests: nothing written outside of temporary folders, nothing sent, no network."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, STORAGES

_SCRATCH = Path(tempfile.mkdtemp(prefix="cite-tests-"))

SECRET_KEY = "tests-only"  # noqa: S105
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
DATA_DIR = _SCRATCH
ADDRESS_INDEX_DIR = _SCRATCH / "addresses"
PRIVATE_STORAGE_DIR = _SCRATCH / "private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_STORAGE_DIR
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SITE_URL = "https://testserver"
SMS = {"gateway": "file", "folder": str(_SCRATCH / "sms")}
GEOPLATEFORME_URL = ""
CLAMD_URL = ""
DATA_INCLUSION_URL = "http://127.0.0.1:9"
DATA_INCLUSION_TOKEN = ""
DEMO_ACCOUNTS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, one per process: a live server and its browser need more than one connection.
    DATABASES["default"]["TEST"] = {"NAME": str(_SCRATCH / "test.sqlite3")}
