"""How to reach somebody, read from what people type: a telephone in five notations, the address of a page."""

from __future__ import annotations

from urllib.parse import urlsplit

import phonenumbers

from cite.directory.rules.cleaning import read_phone

_REGION = "FR"
_LONGEST_LINK = 500
_LONGEST_PHONE = 60


def telephone(text: str) -> str | None:
    """Read one telephone number as E.164 (« +33477123456 »); a short number (« 3949 ») stays as it is.

    None where no such number exists, or where there are two: whoever types it is there to correct it.
    """
    if len(text) > _LONGEST_PHONE:
        return None
    text = " ".join(text.split())
    found = read_phone(text)
    if found is None or not found.startswith("+"):
        return found
    number = phonenumbers.parse(found)
    return found if phonenumbers.is_valid_number(number) and not _has_more(text) else None


def _has_more(text: str) -> bool:
    """Whether an extension follows the number: nobody could dial it from a link."""
    return bool(phonenumbers.parse(text, _REGION).extension)


def readable_telephone(stored: str) -> str:
    """Write a stored number as people read it: « 04 77 12 34 56 », « +41 21 … » abroad."""
    try:
        number = phonenumbers.parse(stored, _REGION)
    except phonenumbers.NumberParseException:
        return stored
    # Possible is enough: the numbers kept for fictions are nobody's, and are read like the others.
    if not stored.startswith("+") or not phonenumbers.is_possible_number(number):
        return stored
    style = phonenumbers.PhoneNumberFormat
    is_here = phonenumbers.region_code_for_number(number) == _REGION or number.country_code == 33
    return phonenumbers.format_number(number, style.NATIONAL if is_here else style.INTERNATIONAL)


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
