"""The product as it runs in production, in a temporary folder: no debug, no network, no limit of requests."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
API_REQUESTS_PER_MINUTE = {"single": 10**9, "bulk": 10**9}
GEOPLATEFORME_URL = ""
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
