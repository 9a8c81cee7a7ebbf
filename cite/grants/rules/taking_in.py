"""What a filled form says, in the terms of a file: which question each field answers, and how its text is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from cite.core.text import search_key
from cite.grants.rules.answers import Reading, read_answer
from cite.grants.rules.chart import CHART
from cite.grants.rules.questions import AnswerKind, Asked

BUDGET = "budget."
"""What the key of an amount starts with; the line of the chart follows."""

_NAMES: tuple[tuple[str, str], ...] = (
    ("title", "intitule"),
    ("objectives", "objectifs"),
    ("description", "description"),
    ("beneficiaries", "beneficiaires"),
    ("places", "territoire"),
    ("means", "moyens materiels et humains"),
    ("starts_on", "date de debut"),
    ("starts_on", "date debut"),
    ("ends_on", "date de fin"),
    ("ends_on", "date fin"),
    ("extra", "information complementaire"),
    ("extra", "autre info"),
    ("carrier_website", "site web"),
    ("carrier_rna", "rna"),
    ("carrier_address", "adresse du siege"),
    ("representative_name", "representant legal nom"),
    ("representative_function", "representant legal fonction"),
    ("representative_email", "representant legal courriel"),
    ("representative_phone", "representant legal telephone"),
    ("federation", "federation"),
    ("volunteers", "benevoles"),
    ("employees", "nombre total de salaries"),
    ("members", "adherents"),
)
"""How the fields of the Cerfa 12156*06 are called, folded; the first that ends a field's name gives its question."""
_SPLIT = re.compile(r"[\n;]+")


@cache
def _accounts_by_label() -> dict[str, str]:
    return {search_key(str(a.label)): str(a.key) for a in reversed(CHART) if len(a.label) > 7}


def key_of_field(name: str) -> str:
    """Tell which question, or which line of the budget, a field of a Cerfa answers; empty where none."""
    folded = search_key(re.sub(r"(?<=[a-z])(?=[A-Z])|\[\d+\]", " ", name))
    for label, account in _accounts_by_label().items():
        if folded == label or folded.endswith(f" {label}"):
            return BUDGET + account
    for key, ending in _NAMES:
        if folded == ending or folded.endswith(f" {ending}"):
            return key
    return ""


def read_text(asked: Asked, text: str, codes: Mapping[str, str]) -> Reading:
    """Read what a cell or a field says; choices are told by their words or by their codes."""
    if asked.kind == AnswerKind.ROWS:
        rows = [[cell.strip() for cell in line.split("|")] for line in text.split("\n") if line.strip()]
        return read_answer(asked, [_padded(row, len(asked.columns)) for row in rows])
    if asked.kind == AnswerKind.CHOICES:
        found = [_code(part, codes) for part in _SPLIT.split(text) if part.strip()]
        return read_answer(asked, found, codes)
    if asked.kind == AnswerKind.CHOICE:
        return read_answer(asked, _code(text, codes) if text.strip() else "", codes)
    if asked.kind == AnswerKind.YES_NO:
        return read_answer(asked, {"oui": "yes", "non": "no"}.get(search_key(text), text), codes)
    return read_answer(asked, text, codes)


def write_text(asked: Asked, value: object, codes: Mapping[str, str]) -> str:
    """Write an answer so that `read_text` reads it again."""
    if value in (None, "", []):
        return ""
    if asked.kind == AnswerKind.ROWS:
        return "\n".join(" | ".join(row) for row in value)
    if asked.kind == AnswerKind.CHOICES:
        return "\n".join(codes.get(code, code) for code in value)
    if asked.kind == AnswerKind.CHOICE:
        return codes.get(str(value), str(value))
    if asked.kind == AnswerKind.YES_NO:
        return {"yes": "Oui", "no": "Non"}.get(str(value), "")
    return str(value).replace(".", ",") if asked.kind == AnswerKind.DECIMAL else str(value)


def _code(text: str, codes: Mapping[str, str]) -> str:
    wanted = search_key(text)
    return next(
        (code for code, label in codes.items() if wanted in (search_key(label), search_key(code))), text
    )


def _padded(row: list[str], width: int) -> list[str]:
    return (row + [""] * width)[:width]
