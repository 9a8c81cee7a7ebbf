"""Asks a started Cité its first question, as a visitor would; fails when it does not answer."""

import re
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

PAGES = ("/", "/carte/", "/compte/connexion/", "/ui/", "/api/v1/docs", "/readyz")
IN_MONTREYNAUD = "/api/v1/locate?longitude=4.4036&latitude=45.4660"


def read(url: str) -> str:
    """Read a page."""
    with urlopen(url, timeout=10) as answer:  # noqa: S310 — our own server
        return answer.read().decode()


def wait_for(base: str, seconds: int = 120) -> None:
    """Wait until the server listens."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            read(f"{base}/healthz")
            return
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def main(base: str) -> int:
    """Open every door, then ask about a known point."""
    wait_for(base)
    for page in PAGES:
        read(base + page)
    answer = read(base + IN_MONTREYNAUD)
    if not re.search(r'"qpv_code":\s*"QN04213M"', answer):
        sys.stderr.write(f"Montreynaud was not recognized: {answer}\n")
        return 1
    sys.stdout.write(f"{base} answers.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
