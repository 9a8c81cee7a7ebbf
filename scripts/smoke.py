"""Asks a started Cité its first question as a visitor, then enters as a co-pilot; fails when it does not answer."""

import html
import re
import sys
import time
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

PAGES = ("/", "/carte/", "/compte/connexion/", "/accessibilite/", "/ui/", "/api/v1/docs", "/readyz")
CO_PILOT = "Claire Demontagne"
HER_PAGES = {
    "/": CO_PILOT,
    "/acteurs/": "mode formation",
    "/acteurs/equipe/": "mode formation",
    "/messages/": "mode formation",
    "/reunions/": "mode formation",
    "/ouverture/mise-en-service/": "Analyse d’impact",
    "/fichiers/quarantaine/": "antivirus",
}
IN_MONTREYNAUD = "/api/v1/locate?longitude=4.4036&latitude=45.4660"


def read(url: str) -> str:
    """Read a page."""
    with urlopen(url, timeout=10) as answer:  # noqa: S310 — our own server
        return answer.read().decode()


def wait_for(base: str, seconds: int = 300) -> None:
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


def enter(base: str) -> list[str]:
    """Enter as the demonstration's co-pilot, in one click, and open her pages; tells what is wrong with them."""
    site = build_opener(HTTPCookieProcessor(CookieJar()))

    def open_page(path: str, **fields: str) -> str:
        with site.open(base + path, urlencode(fields).encode() if fields else None, timeout=30) as answer:
            return html.unescape(answer.read().decode())

    sign_in = open_page("/compte/connexion/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', sign_in)
    account = re.search(r'value="([0-9a-f-]{36})"[^>]*>\s*' + CO_PILOT, sign_in)
    if not (token and account):
        return ["the sign-in page offers no demonstration account"]
    fields = {"csrfmiddlewaretoken": token[1], "account": account[1]}
    open_page("/compte/connexion/demonstration/", **fields)
    return [f"{path}: no “{words}”" for path, words in HER_PAGES.items() if words not in open_page(path)]


def main(base: str) -> int:
    """Open every door, then ask about a known point."""
    wait_for(base)
    for page in PAGES:
        read(base + page)
    answer = read(base + IN_MONTREYNAUD)
    if not re.search(r'"qpv_code":\s*"QN04213M"', answer):
        sys.stderr.write(f"Montreynaud was not recognized: {answer}\n")
        return 1
    if problems := enter(base):
        sys.stderr.write("\n".join(problems) + "\n")
        return 1
    sys.stdout.write(f"{base} answers.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
