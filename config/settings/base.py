"""What every installation shares."""

from datetime import timedelta
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from cite.core import languages
from config.env import ROOT, database_settings, email_settings, read_env, sms_settings

ENV = read_env()

SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = list(ENV.secret_key_fallbacks)
DEBUG = False
ALLOWED_HOSTS = list(ENV.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENV.trusted_origins)
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "cite.core",
    "cite.ui",
    "cite.tenancy",
    "cite.accounts",
    "cite.audit",
    "cite.jobs",
    "cite.files",
    "cite.documents",
    "cite.search",
    "cite.notifications",
    "cite.imports",
    "cite.territories",
    "cite.actors",
    "cite.meetings",
    "cite.grants",
    "cite.opening",
    "cite.directory",
    "cite.residents",
    "cite.referrals",
    "cite.pathways",
    "cite.dropout",
    "cite.reviews",
    "cite.portals",
    "cite.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "csp",
    "django_htmx",
    "django_tasks",
    "dsfr",
    "leaflet",
    "widget_tweaks",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "cite.api.middleware.ApiMiddleware",
    "cite.core.middleware.NullCharacterMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cite.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cite.accounts.middleware.PrivatePagesMiddleware",
    "cite.tenancy.middleware.TerritoryMiddleware",
    "cite.actors.middleware.ActingForMiddleware",
    "cite.accounts.middleware.SecondFactorMiddleware",
    "cite.accounts.middleware.KnownDeviceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cite.audit.middleware.JournalMiddleware",
    "cite.core.middleware.ReadsNeverWriteMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cite.tenancy.context_processors.territory",
                "cite.accounts.context_processors.signing_in",
                "cite.ui.context_processors.layout",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "cite.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database_settings(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# ATOMIC_REQUESTS stays off: with IMMEDIATE every request would take SQLite's only write lock.

_IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _IN_MEMORY},
    "throttles": {"BACKEND": _IN_MEMORY, "LOCATION": "throttles", "OPTIONS": {"MAX_ENTRIES": 100_000}},
}

API_REQUESTS_PER_MINUTE = {"single": 600, "bulk": 30}
VERIFICATIONS_PER_MINUTE = 30  # of documents, from one machine
CALLBACKS_PER_MINUTE = 10  # of requests to be called, from one machine
NINJA_NUM_PROXIES = 0  # the address of a visitor is the one that speaks to us

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portals:home"
LOGOUT_REDIRECT_URL = "portals:home"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cite.ui.errors.csrf_failure"

PASSWORD_HASHERS = ["cite.accounts.adapters.hashers.ModestArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "cite.accounts.adapters.account.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "cite.accounts.web.forms.RequestCodeForm",
    "confirm_login_code": "cite.accounts.web.forms.ConfirmCodeForm",
    "login": "cite.accounts.web.forms.PasswordSignInForm",
    "set_password": "cite.accounts.web.forms.SetPasswordForm",
    "change_password": "cite.accounts.web.forms.ChangePasswordForm",
    "reauthenticate": "cite.accounts.web.forms.ConfirmPasswordForm",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # a password is never required
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_ADAPTER = "cite.accounts.adapters.mfa.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is thirty seconds off
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
MFA_TRUST_COOKIE_NAME = "trusted-device"
MFA_FORMS = {
    "authenticate": "cite.accounts.web.forms.SecondFactorForm",
    "reauthenticate": "cite.accounts.web.forms.ConfirmFactorForm",
    "activate_totp": "cite.accounts.web.forms.AddApplicationForm",
    "login_webauthn": "cite.accounts.web.forms.PasskeySignInForm",
    "authenticate_webauthn": "cite.accounts.web.forms.PasskeyFactorForm",
    "reauthenticate_webauthn": "cite.accounts.web.forms.ConfirmPasskeyForm",
    "add_webauthn": "cite.accounts.web.forms.AddPasskeyForm",
    "edit_webauthn": "cite.accounts.web.forms.RenamePasskeyForm",
}
KNOWN_DEVICE_COOKIE_NAME = "known-device"
PROCONNECT = {
    "url": ENV.proconnect_url,
    "client_id": ENV.proconnect_client_id,
    "client_secret": ENV.proconnect_client_secret,
}
SOCIALACCOUNT_ADAPTER = "cite.accounts.adapters.proconnect.IdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
DEMO_ACCOUNTS = ENV.demo_accounts

LANGUAGE_CODE = "fr"
LANGUAGES = [(language.code, language.name) for language in languages.LANGUAGES]
languages.register(LANG_INFO)
TIME_ZONE = "Europe/Paris"
USE_TZ = True
LOCALE_PATHS = [ROOT / "cite" / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = ENV.data_dir / "static"
DATA_DIR = ENV.data_dir
REFERENCE_DATA_DIR = ROOT / "data"
ADDRESS_INDEX_DIR = ENV.data_dir / "addresses"
PRIVATE_STORAGE_DIR = ENV.data_dir / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_STORAGE_DIR, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CLAMD_URL = ENV.clamd_url
UPLOAD_MAX_BYTES = 50_000_000
UPLOAD_DRAIN_MAX_BYTES = 4_000_000_000
FILE_UPLOAD_HANDLERS = [
    "cite.files.adapters.QuotaUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

TASKS = {"default": {"BACKEND": "cite.jobs.adapters.DatabaseBackend"}}
JOBS_LEASE_SECONDS = 30

INVITATIONS_WAITING_MAX = 50  # of one organization
# By one person, those sent again too: each is a message to somebody who asked nothing.
INVITATIONS_SENT_PER_DAY = 30

# Months after which the content of an entry is erased, by category, where cite/audit/rules.py is not to be followed.
JOURNAL_RETENTION_MONTHS: dict[str, int] = {}

EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = ENV.email_from
for _name, _value in email_settings(ENV.email_url).items():
    globals()[_name] = _value
SITE_URL = ENV.site_url
SMS = sms_settings(ENV.sms_url, ENV.data_dir)

GEOPLATEFORME_URL = ENV.geoplateforme_url
DATA_INCLUSION_URL = ENV.data_inclusion_url
DATA_INCLUSION_TOKEN = ENV.data_inclusion_token
MAP_TILES_URL = ENV.map_tiles_url
MAP_TILES_ATTRIBUTION = ENV.map_tiles_attribution
_PROCONNECT_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(ENV.proconnect_url))]
_TILES_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(ENV.map_tiles_url.replace("{s}", "*")))]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", *(_TILES_ORIGIN if ENV.map_tiles_url else [])],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF, *(_PROCONNECT_ORIGIN if ENV.proconnect_url else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    "camera": [],
    "geolocation": ["self"],
    "microphone": [],
    "payment": [],
    "usb": [],
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Request lines are not logged by us, and the server's own log leaves out query strings: an address may never be read
# in a log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        # Without any handler, Python itself would print to the terminal.
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Scanners would flood the log; and its lines name the path, that of a personal link too.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
    },
}
