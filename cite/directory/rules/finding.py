"""What is kept of what people say of the search: never a way to reach somebody."""

from __future__ import annotations

import re

REMOVED = "…"
_EMAIL = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"(?:\+?\d[\s.\-/]*){6,}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def without_contacts(text: str) -> str:
    """Take e-mail addresses and long numbers (telephones, file numbers) out of a text, and join its lines."""
    return " ".join(_NUMBER.sub(f"{REMOVED} ", _EMAIL.sub(REMOVED, text)).split())


def host_of(text: str) -> str:
    """Read the name of a site from what is typed, whole address or not; nothing where it is not one."""
    typed = text.strip().lower().removeprefix("https://").removeprefix("http://")
    try:
        host = typed.partition("/")[0].encode("idna").decode()
    except UnicodeError:  # a part of it is empty, or too long
        return ""
    return host if len(host) <= 200 and _HOST.fullmatch(host) else ""
