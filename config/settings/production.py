"""Production: everything encrypted, nothing by default."""

from config.settings.base import *  # noqa: F403

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CACHES["default"] = {  # noqa: F405
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # shared by processes: limits on sign-in are
    "LOCATION": "cache",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
NINJA_NUM_PROXIES = 1  # the reverse proxy that production stands behind
ALLAUTH_TRUSTED_PROXY_COUNT = NINJA_NUM_PROXIES
MFA_TRUST_COOKIE_NAME = "__Host-trusted-device"
KNOWN_DEVICE_COOKIE_NAME = "__Host-known-device"
