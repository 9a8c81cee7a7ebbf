"""What is true of every page, whoever asks for it: checked wherever a test opens one."""

import re

_NOT_FRENCH = re.compile(r"<(script|style|textarea|pre|code|p(?= lang=\"en\"))\b.*?</\1>|<[^>]*>", re.S)
_LOOSE = re.compile(r"[^\n]{0,40}(?:\S [:;?!»](?!=)|« )[^\n]{0,40}")

_WORDS_OF_OTHERS = "/appels-a-projets/"  # these pages quote calls, as their authors wrote them


def loose_spaces(html: str) -> list[str]:
    """The texts of a page where a line could begin with « : ; ? ! » or a guillemet stand alone."""
    return [found.strip() for found in _LOOSE.findall(_NOT_FRENCH.sub("", html))]


def check(response) -> None:
    """Check one answer, where it is a page."""
    is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
    is_ours = not response.wsgi_request.path.startswith(_WORDS_OF_OTHERS)
    if is_page and is_ours and response.status_code == 200:
        found = loose_spaces(response.content.decode())
        assert not found, f"{response.wsgi_request.path}: {found}"
