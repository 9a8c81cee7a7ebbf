"""E-mail addresses and phone numbers: read as people type them, shown without revealing whose they are."""

from __future__ import annotations

import phonenumbers


def normal_phone(typed: str, region: str = "FR") -> str:
    """Write a mobile number as the network knows it (« +33639980001 »); empty where it is none."""
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    kinds = phonenumbers.PhoneNumberType
    if phonenumbers.number_type(number) not in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_email(typed: str) -> str:
    """Write an e-mail address as accounts keep it."""
    return typed.strip().lower()


def masked(address: str) -> str:
    """Show an address so that its owner knows it and nobody else does: « n…@example.org », « +33 … 01 »."""
    if not address:
        return ""
    name, at, domain = address.rpartition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"{address[:3]}\u00a0…\u00a0{address[-2:]}"
