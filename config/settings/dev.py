"""A developer's machine: plain static files, pages that explain their errors only when asked."""

from config.settings.base import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 — the data folder with it

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
