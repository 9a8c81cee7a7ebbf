"""What was typed, as it is stored; and which of two texts stays when two people write.

A value is identified by its fingerprint: the page remembers the one it started from, so that whoever writes on top of a
text has read it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cite.core.text import without_control_characters
from cite.grants.enums import AnswerFault, YesNo
from cite.grants.rules.amounts import AmountRefused, parse_amount
from cite.grants.rules.questions import AnswerKind, Asked

CELL_MAX = 300
_NUMBER_MAX = 1_000_000
_DECIMAL_MAX = Decimal(1_000_000_000)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[\d .\-()]{6,30}")
_BLANKS = re.compile(r"[\s\u00a0\u202f]")
Reading = tuple[Any, AnswerFault | None]
"""The value to store, None where nothing was answered; or why it cannot be."""


def read_answer(asked: Asked, raw: str | Sequence[Any], codes: Collection[str] = ()) -> Reading:
    """Read what was typed.

    Args:
        raw: a text; a list of codes for `CHOICES`; a list of lists of texts for `ROWS`.
        codes: those offered, in their order.
    """
    if asked.kind == AnswerKind.ROWS:
        return _rows(asked, raw)
    if asked.kind == AnswerKind.CHOICES:
        return _choices(raw, codes)
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return None, None
    if without_control_characters(text) != text:
        return None, AnswerFault.INVISIBLE
    return _READERS[asked.kind](asked, text, codes)


def fingerprint(value: Any) -> str:
    """Identify a value: two answers that read the same have the same one."""
    kept = None if value in ("", [], None) else value
    written = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:20]


class Settlement(StrEnum):
    """What becomes of a text that was typed."""

    SAVED = "saved"
    UNCHANGED = "unchanged"  # it is already there, or she changed nothing
    CONFLICT = "conflict"  # somebody else wrote meanwhile: nothing is overwritten


def settle(stored: Any, *, seen: str, typed: Any) -> Settlement:
    """Say what becomes of a text.

    Args:
        stored: what is there now.
        seen: the fingerprint of what she had before her when she began to type.
        typed: what she typed.
    """
    now, hers = fingerprint(stored), fingerprint(typed)
    if hers in (now, seen):
        return Settlement.UNCHANGED
    return Settlement.SAVED if now == seen else Settlement.CONFLICT


def is_answered(value: Any) -> bool:
    """Whether something was answered; zero and no are answers."""
    return value not in (None, "", [])


def _line(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    if "\n" in text:
        return None, AnswerFault.ONE_LINE
    return _text(asked, text, codes)


def _text(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    if asked.max_length and len(text) > asked.max_length:
        return None, AnswerFault.TOO_LONG
    return text, None


def _email(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    if len(text) > asked.max_length or not _EMAIL.fullmatch(text):
        return None, AnswerFault.NOT_AN_EMAIL
    return text, None


def _phone(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    return (text, None) if _PHONE.fullmatch(text) else (None, AnswerFault.NOT_A_PHONE)


def _digits(text: str) -> str:
    return _BLANKS.sub("", text)


def _integer(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    digits = _digits(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and int(digits) <= _NUMBER_MAX):
        return None, AnswerFault.NOT_AN_INTEGER
    return int(digits), None


def _percent(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    value, fault = _integer(asked, text.removesuffix("%"), codes)
    if fault or value > 100:
        return None, AnswerFault.NOT_A_PERCENT
    return value, None


def _decimal(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    try:
        value = parse_amount(text)
    except AmountRefused:
        value = None
    if value is None or value > _DECIMAL_MAX:
        return None, AnswerFault.NOT_A_NUMBER
    return f"{value:.2f}", None


def _day(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day: date = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if 1900 <= day.year <= 2200:
            return day.isoformat(), None
    return None, AnswerFault.NOT_A_DAY


def _yes_no(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    return (text, None) if text in YesNo.values else (None, AnswerFault.NOT_OFFERED)


def _choice(asked: Asked, text: str, codes: Collection[str]) -> Reading:
    return (text, None) if text in codes else (None, AnswerFault.NOT_OFFERED)


def _choices(raw: str | Sequence[Any], codes: Collection[str]) -> Reading:
    chosen = {str(code) for code in ([raw] if isinstance(raw, str) else raw) if code}
    if not chosen <= set(codes):
        return None, AnswerFault.NOT_OFFERED
    return [code for code in codes if code in chosen] or None, None


def _rows(asked: Asked, raw: str | Sequence[Any]) -> Reading:
    rows = [
        [str(cell).strip() for cell in row][: len(asked.columns)] for row in raw if not isinstance(row, str)
    ]
    rows = [row + [""] * (len(asked.columns) - len(row)) for row in rows if any(row)]
    cells = [cell for row in rows for cell in row]
    if any(without_control_characters(cell) != cell for cell in cells):
        return None, AnswerFault.INVISIBLE
    if any("\n" in cell or "\r" in cell for cell in cells):
        return None, AnswerFault.ONE_LINE
    if any(len(cell) > CELL_MAX for cell in cells):
        return None, AnswerFault.TOO_LONG
    if len(rows) > asked.max_length:
        return None, AnswerFault.TOO_MANY_ROWS
    return rows or None, None


_READERS = {
    AnswerKind.LINE: _line,
    AnswerKind.TEXT: _text,
    AnswerKind.EMAIL: _email,
    AnswerKind.PHONE: _phone,
    AnswerKind.INTEGER: _integer,
    AnswerKind.DECIMAL: _decimal,
    AnswerKind.PERCENT: _percent,
    AnswerKind.DAY: _day,
    AnswerKind.YES_NO: _yes_no,
    AnswerKind.CHOICE: _choice,
}
