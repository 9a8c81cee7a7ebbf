"""Telephone numbers as people type them, as they are kept, and as people read them."""

from __future__ import annotations

import re

import phonenumbers

_REGION = "FR"
_LONGEST = 60
_FRENCH = re.compile(r"(?:0|\+33)([1-9][0-9]{8})")
"""Nearly every number of a directory; the library, thirty times slower, reads it the same, but for overseas."""
_OVERSEAS = {
    prefix: code
    for code, prefixes in {
        "262": ("262", "263", "269", "692", "693"),
        "590": ("590", "690", "691"),
        "594": ("594", "694"),
        "596": ("596", "696", "697"),
    }.items()
    for prefix in prefixes
}
"""Dialed « 0696 … » from anywhere in France, these have the code of their own territory (numbering plan, Arcep)."""
_HERE = 33


def read_phone(typed: str, *, region: str = _REGION) -> str | None:
    """Read a telephone number however it is written, as « +33477123456 »; none where it is not one.

    Short numbers (3949) stay as they are: they are dialed so.
    """
    digits = re.sub(r"[\s.\-/()]", "", typed)
    if re.fullmatch(r"[13]\d{3}|1\d{1,2}|11[0-9]\d{3}", digits):
        return digits
    if usual := _FRENCH.fullmatch(digits) if region == _REGION else None:
        return _with_its_code(usual[1])
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    one_digit_lacks = number.country_code == _HERE and number.italian_leading_zero
    if one_digit_lacks or not phonenumbers.is_possible_number(number):
        return None
    if number.country_code == _HERE:
        return _with_its_code(str(number.national_number))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _with_its_code(national: str) -> str:
    return f"+{_OVERSEAS.get(national[:3], _HERE)}{national}"


def telephone(text: str) -> str | None:
    """Read one telephone number as E.164 (« +33477123456 »); a short number (« 3949 ») stays as it is.

    None where no such number exists, or where there are two: whoever types it is there to correct it.
    """
    if len(text) > _LONGEST:
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
    is_here = phonenumbers.region_code_for_number(number) == _REGION or number.country_code == _HERE
    return phonenumbers.format_number(number, style.NATIONAL if is_here else style.INTERNATIONAL)
