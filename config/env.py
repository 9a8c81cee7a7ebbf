"""The only reader of the environment: once, typed, and failing with a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent

DEVELOPMENT_SECRET = "development-only-secret-never-used-in-production"  # noqa: S105 — refused in production


class EnvironmentRefused(Exception):
    """The environment does not allow a start; the message names the variable and says what to write."""


@dataclass(frozen=True, slots=True)
class Env:
    """Everything the installation may set, with the defaults of a developer's machine."""

    production: bool
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    database_url: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    data_dir: Path
    email_url: str
    email_from: str
    sms_url: str
    site_url: str
    demo_accounts: bool
    proconnect_url: str
    proconnect_client_id: str
    proconnect_client_secret: str
    geoplateforme_url: str
    map_tiles_url: str
    map_tiles_attribution: str
    clamd_url: str
    data_inclusion_url: str
    data_inclusion_token: str = field(repr=False)
    skin: str
    log_level: str


def _flag(value: str, name: str) -> bool:
    """Read yes or no."""
    lowered = value.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off", ""}:
        return False
    raise EnvironmentRefused(f"{name}: write 1 or 0, not {value!r}.")


def _list(value: str) -> tuple[str, ...]:
    """Read values separated by commas."""
    return tuple(item.strip() for item in value.split(",") if item.strip())


def _clamd_url(value: str) -> str:
    """Read where the antivirus listens; empty: there is none."""
    try:
        parts = urlsplit(value)
        is_known = (parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path)
        parts.port  # noqa: B018 - raises where it is not a number
    except ValueError:
        is_known = False
    if value and not is_known:
        raise EnvironmentRefused(f"CLAMD_URL: write tcp://host:3310 or unix:///path, not {value!r}.")
    return value


def read_env(environ: Mapping[str, str] = os.environ) -> Env:
    """Read the environment.

    Raises:
        EnvironmentRefused: a variable that production needs is missing, or a value cannot be read.
    """
    kind = environ.get("CITE_ENV", "development")
    if kind not in {"development", "production"}:
        # A misspelt « production » must not open a developer's doors to the world.
        raise EnvironmentRefused(f"CITE_ENV: write development or production, not {kind!r}.")
    production = kind == "production"

    def value(name: str, default: str, *, required: bool = False) -> str:
        found = environ.get(name, "").strip()
        if not found and production and required:
            raise EnvironmentRefused(
                f"{name} is missing: production does not start without it (see docs/exploitation.md)."
            )
        return found or default

    secret_key = value("SECRET_KEY", DEVELOPMENT_SECRET, required=True)
    if production and (secret_key == DEVELOPMENT_SECRET or len(secret_key) < 50):
        raise EnvironmentRefused("SECRET_KEY is a default or too short: write at least 50 random characters.")
    demo_accounts = _flag(value("DEMO_ACCOUNTS", "0" if production else "1"), "DEMO_ACCOUNTS")
    if production and demo_accounts:
        raise EnvironmentRefused(
            "DEMO_ACCOUNTS opens accounts without any password: remove it in production."
        )
    skin = value("CITE_SKIN", "dsfr")
    if skin != "dsfr":
        raise EnvironmentRefused(f"CITE_SKIN: only « dsfr » exists today, not {skin!r}.")
    allowed_hosts = _list(value("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver", required=True))
    foreign = [host for host in allowed_hosts if not host.endswith(".gouv.fr")]
    if production and foreign:
        # The terms of the State's design system, the only skin there is today (docs/adr/0003).
        raise EnvironmentRefused(
            f"ALLOWED_HOSTS: the State’s design system may only be served under .gouv.fr, not at {foreign[0]!r}."
        )
    log_level = value("LOG_LEVEL", "INFO").upper()
    if log_level not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise EnvironmentRefused(
            f"LOG_LEVEL: write DEBUG, INFO, WARNING, ERROR or CRITICAL, not {log_level!r}."
        )
    data_dir = Path(value("DATA_DIR", str(ROOT / "var"), required=True))
    return Env(
        production=production,
        secret_key=secret_key,
        secret_key_fallbacks=_list(value("SECRET_KEY_FALLBACKS", "")),
        database_url=value("DATABASE_URL", f"sqlite:///{data_dir / 'cite.sqlite3'}", required=True),
        allowed_hosts=allowed_hosts,
        trusted_origins=_list(value("TRUSTED_ORIGINS", "")),
        data_dir=data_dir,
        email_url=value("EMAIL_URL", "console:", required=True),
        email_from=value("EMAIL_FROM", "cite-de-l-emploi@example.org", required=True),
        sms_url=value("SMS_URL", "off:" if production else "file:"),
        site_url=value("SITE_URL", f"https://{allowed_hosts[0]}" if production else "http://localhost:8000"),
        demo_accounts=demo_accounts,
        **_proconnect(value, production),
        geoplateforme_url=value("GEOPLATEFORME_URL", "https://data.geopf.fr/geocodage"),
        map_tiles_url=value("MAP_TILES_URL", ""),
        map_tiles_attribution=value("MAP_TILES_ATTRIBUTION", ""),
        clamd_url=_clamd_url(value("CLAMD_URL", "")),
        **_data_inclusion(value, production),
        skin=skin,
        log_level=log_level,
    )


def _proconnect(value: Callable[[str, str], str], production: bool) -> dict[str, str]:
    """Read the way in through the State’s own identity provider: whole, or absent."""
    names = ("PROCONNECT_URL", "PROCONNECT_CLIENT_ID", "PROCONNECT_CLIENT_SECRET")
    found = {name.lower(): value(name, "") for name in names}
    missing = [name for name in names if not found[name.lower()]]
    if missing and len(missing) < len(names):
        raise EnvironmentRefused(f"{missing[0]} is missing: ProConnect needs {', '.join(names)}, or none.")
    if production and not missing and not found["proconnect_url"].startswith("https://"):
        raise EnvironmentRefused("PROCONNECT_URL: write an address in https://.")
    return found


def _data_inclusion(value: Callable[[str, str], str], production: bool) -> dict[str, str]:
    """Read the way to the national directory of services; without a key, it is not read."""
    url = value("DATA_INCLUSION_URL", "https://api.data.inclusion.gouv.fr/api/v1")
    token = value("DATA_INCLUSION_TOKEN", "")
    if production and token and not url.startswith("https://"):
        raise EnvironmentRefused("DATA_INCLUSION_URL: write an address in https://, a key travels there.")
    return {"data_inclusion_url": url, "data_inclusion_token": token}


def database_settings(url: str) -> dict[str, object]:
    """Turn DATABASE_URL into Django's settings.

    SQLite: write-ahead log and IMMEDIATE transactions, so that two writers wait instead of failing; the log is
    folded back every 16 MB, rather than by one commit in forty; what is erased leaves the file, where its letters
    stayed until something was written over them. PostgreSQL: questions are not compiled (jit): it took
    a second for a page that reads in a hundredth; `?options=` at the end of the address says otherwise.

    Raises:
        EnvironmentRefused: neither sqlite:///path nor postgres://user:password@host:port/name.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA wal_autocheckpoint=4000;"
                    "PRAGMA secure_delete=ON;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        try:
            port = str(parts.port or "")
        except ValueError as error:
            raise EnvironmentRefused("DATABASE_URL: the port, after the last colon, is a number.") from error
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c jit=off", **dict(parse_qsl(parts.query))},
        }
    raise EnvironmentRefused(
        f"DATABASE_URL: write sqlite:///path or postgres://user:password@host:port/name, not {parts.scheme!r}."
    )


def email_settings(url: str) -> dict[str, object]:
    """Turn EMAIL_URL into Django's settings.

    Raises:
        EnvironmentRefused: neither console:, file:///folder, smtp://…, smtps://… nor a provider's brevo://KEY,
            scaleway://SECRET@PROJECT or mailjet://KEY:SECRET@.
    """
    parts = urlsplit(url)
    if parts.scheme in {"brevo", "scaleway", "mailjet"}:
        return _provider_settings(parts.scheme, parts.netloc)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": parts.path,
        }
    if parts.scheme in {"smtp", "smtps"}:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
            "EMAIL_TIMEOUT": 20,
        }
    raise EnvironmentRefused(
        f"EMAIL_URL: write console:, file:///folder, smtp://… or a provider’s address, not {parts.scheme!r}."
    )


def _provider_settings(provider: str, given: str) -> dict[str, object]:
    """Choose a provider of e-mail that is reached by HTTP, with its keys."""
    before, _at, after = given.rpartition("@")
    key, _colon, secret = before.partition(":")
    found = {
        "brevo": ("anymail.backends.brevo.EmailBackend", {"BREVO_API_KEY": before or after}),
        "scaleway": (
            "anymail.backends.scaleway.EmailBackend",
            {"SCALEWAY_SECRET_KEY": before, "SCALEWAY_PROJECT_ID": after},
        ),
        "mailjet": (
            "anymail.backends.mailjet.EmailBackend",
            {"MAILJET_API_KEY": key, "MAILJET_SECRET_KEY": secret},
        ),
    }
    backend, keys = found[provider]
    if not all(keys.values()):
        raise EnvironmentRefused(
            "EMAIL_URL: write brevo://KEY, scaleway://SECRET@PROJECT or mailjet://KEY:SECRET@."
        )
    return {
        "EMAIL_BACKEND": backend,
        "ANYMAIL": {name: unquote(value) for name, value in keys.items()} | {"REQUESTS_TIMEOUT": 20},
    }


def sms_settings(url: str, data_dir: Path) -> dict[str, str]:
    """Turn SMS_URL into the settings of the SMS gateway; empty where this installation sends none.

    Raises:
        EnvironmentRefused: neither off:, file:, file:///folder nor brevo://key?sender=name.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme == "off":
        return {}
    if parts.scheme == "file":
        return {"gateway": "file", "folder": parts.path or str(data_dir / "sms")}
    if parts.scheme == "brevo":
        sender = query.get("sender", "")
        if not parts.netloc or not sender.isalnum() or len(sender) > 11:
            raise EnvironmentRefused(
                "SMS_URL: write brevo://KEY?sender=NAME, with a name of 11 letters or digits at most."
            )
        return {
            "gateway": "brevo",
            "key": unquote(parts.netloc),
            "sender": sender,
            "url": query.get("url", "https://api.brevo.com/v3/transactionalSMS/send"),
        }
    raise EnvironmentRefused(
        f"SMS_URL: write off:, file:, file:///folder or brevo://KEY?sender=NAME, not {parts.scheme!r}."
    )
