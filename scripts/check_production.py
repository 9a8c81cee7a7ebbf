"""Proves that production starts with a full environment, and refuses to start without one."""

import os
import secrets
import subprocess
import sys

FULL = {
    "CITE_ENV": "production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DATABASE_URL": "sqlite:///:memory:",
    "ALLOWED_HOSTS": "cite.loire.gouv.fr",
    "DATA_DIR": "var",
    "EMAIL_URL": "console:",
    "EMAIL_FROM": "cite@loire.gouv.fr",
}
COMMAND = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]


def run(environ: dict[str, str]) -> subprocess.CompletedProcess:
    """Check the settings under this environment alone."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(COMMAND, env=kept | environ, capture_output=True, text=True, check=False)  # noqa: S603


def main() -> int:
    """Try the full environment, then every lack."""
    result = run(FULL)
    if result.returncode:
        sys.stderr.write(result.stdout + result.stderr)
        return 1
    for missing in FULL.keys() - {"CITE_ENV"}:
        result = run({name: value for name, value in FULL.items() if name != missing})
        if result.returncode == 0 or missing not in result.stderr:
            sys.stderr.write(
                f"production started without {missing}, or did not name it\n{result.stderr[-500:]}\n"
            )
            return 1
    sys.stdout.write("Production starts with a full environment, and names what is missing otherwise.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
