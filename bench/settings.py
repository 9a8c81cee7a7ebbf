"""The product as it runs in production, in a temporary folder: no debug, no network, no limit of requests."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT, STORAGES


class _FromTheModels:
    """Tells Django that no application has migrations."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None


if os.environ.get("BENCH_TABLES") == "models":
    MIGRATION_MODULES = _FromTheModels()
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
API_REQUESTS_PER_MINUTE = {"single": 10**9, "bulk": 10**9}
GEOPLATEFORME_URL = ""
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
