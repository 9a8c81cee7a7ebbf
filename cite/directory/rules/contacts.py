"""The address of a page, read from what people type."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST_LINK = 500


def web_address(text: str) -> str | None:
    """Read the address of a page: with its scheme, a host that has a name, and no secret inside; None otherwise."""
    text = text.strip()
    if "://" not in text:
        text = f"https://{text}"
    if len(text) > _LONGEST_LINK or any(character.isspace() for character in text):
        return None
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_named = "." in host.strip(".") and not host.replace(".", "").isdigit() and ":" not in host
    if parts.scheme not in {"http", "https"} or not is_named or parts.username is not None:
        return None
    return text
