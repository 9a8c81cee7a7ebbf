"""What a message says: fields filled, links made absolute, lengths counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

FIELD = re.compile(r"\{([a-z_]+)\}")
ALWAYS_THERE = ("link", "territory", "recipient")
FIELD_MAX = 1000
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # spaces that hold words together stay
SUBJECT_MAX = 150

_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = set("^{}\\[~]|€\f")
_TYPOGRAPHIC = str.maketrans(
    {"’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "œ": "oe"}
    | dict.fromkeys("\u00a0\u202f\u2009", " ")
)


class MissingField(LookupError):
    """A text names a field that nobody gave."""


def fields_of(text: str) -> set[str]:
    """List the fields a text names."""
    return set(FIELD.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put each value in its place.

    Raises:
        MissingField: the text names a field without value.
    """

    def value(match: re.Match[str]) -> str:
        try:
            return values[match.group(1)]
        except KeyError:
            raise MissingField(match.group(1)) from None

    return FIELD.sub(value, text)


def one_line(text: str, limit: int) -> str:
    """Write a text on one line, shortened where it is too long: what a subject may be."""
    line = " ".join(_BREAKS.split(text.strip()))
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def absolute_url(site_url: str, host: str, path: str) -> str:
    """Write the full address of a page; a Cité that has its own host is reached there.

    Raises:
        ValueError: the path leads out of the site.
    """
    if not path.startswith("/") or path.startswith(("//", "/\\")) or any(c in path for c in "\r\n\t\0"):
        raise ValueError("a link of a message is a path of this site")
    if not host:
        return site_url.rstrip("/") + path
    parts = urlsplit(site_url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{path}"


def for_sms(text: str) -> str:
    """Write a text with the characters that a plain SMS carries, where they say the same: « être » is « etre »."""
    return "".join(c if is_plain_sms(c) else _without_accent(c) for c in text.translate(_TYPOGRAPHIC))


def is_plain_sms(text: str) -> bool:
    """Say whether a plain SMS carries every character of a text."""
    return all(c in _GSM or c in _GSM_DOUBLE for c in text)


def _without_accent(character: str) -> str:
    letter = unicodedata.normalize("NFD", character)[0]
    return letter if letter in _GSM else character


def sms_segments(text: str) -> int:
    """Count how many SMS a text takes: 160 plain characters, or 70 with rarer ones; a little less when cut."""
    if not text:
        return 0
    if is_plain_sms(text):
        units, alone, joined = sum(2 if c in _GSM_DOUBLE else 1 for c in text), 160, 153
    else:
        units, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if units <= alone else -(-units // joined)


def faults_of(original: str, text: str, fields: Iterable[str], *, limit: int) -> list[tuple[str, str]]:
    """Say what is wrong with a text written in place of an original: pairs of a code and what it is about.

    Codes: "text_missing", "text_too_long", "no_such_field", "link_missing".
    """
    if not text.strip():
        return [("text_missing", "")] if original else []
    faults = [("text_too_long", str(limit))] if len(text) > limit else []
    known = {*fields, *ALWAYS_THERE}
    faults += [("no_such_field", f"{{{name}}}") for name in sorted(fields_of(text) - known)]
    faults += [("no_such_field", brace) for brace in "{}" if brace in FIELD.sub("", text)]
    if "link" in fields_of(original) and "link" not in fields_of(text):
        faults.append(("link_missing", "{link}"))
    return faults
