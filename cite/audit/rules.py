"""How the journal is proved, and how long it speaks. Pure: no database, no clock.

An entry has two parts. Its head (when, which act, which Cité) is kept. Its content (who, whose data, what changed)
is erased one day; the digest of that content, salted so that nobody can guess a short content, stays. A seal is a hash
over the heads and digests of its entries and over the seal before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

GENESIS = "0" * 64
SEAL_SIZE = 500
VALUE_MAX_CHARACTERS = 300
FIELDS_MAX = 60

MONTH = timedelta(days=30)
MONTHS_MIN, MONTHS_MAX = 6, 120


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the content of a category of entries is kept, and why."""

    category: str
    months: int
    reason: str


RETENTION = {
    "reading": Retention("reading", 12, "CNIL, journalisation : six mois à un an"),
    "security": Retention("security", 12, "CNIL, journalisation : six mois à un an"),
    "act": Retention("act", 36, "CNIL, journalisation : jusqu’à trois ans pour le contrôle interne"),
}
"""The table an official can read. An installation may set other months (JOURNAL_RETENTION_MONTHS)."""


def months_kept(category: str, chosen: Mapping[str, int]) -> int:
    """Tell how many months a category is kept, within bounds that no setting may leave."""
    months = chosen.get(category, RETENTION[category].months)
    return min(max(months, MONTHS_MIN), MONTHS_MAX)


def erase_before(category: str, chosen: Mapping[str, int], at: datetime) -> datetime:
    """Tell the moment before which the content of a category is erased."""
    return at - months_kept(category, chosen) * MONTH


def is_erased_by_rule(*, category: str, at: datetime, purge: Mapping[str, Any], purged_at: datetime) -> bool:
    """Whether a recorded purge covers this entry: same category, old enough, and never younger than the floor.

    `purge`: what the purge wrote in the journal about itself, `category` and `before`.
    """
    return purge["category"] == category and at < purge["before"] <= purged_at - MONTHS_MIN * MONTH


def digest_of(salt: str, content: Sequence[str]) -> str:
    """Digest the content of an entry with its own salt."""
    return _sha256(json.dumps([salt, *content], ensure_ascii=False))


def line_of(
    *, uuid: str, at: datetime, action: str, category: str, territory: int | None, digest: str
) -> str:
    """Write what a seal covers of an entry: its head, and the digest of its content."""
    return json.dumps([uuid, moment(at), action, category, territory, digest])


def seal_hash(*, previous: str, number: int, at: datetime, lines: Iterable[str]) -> str:
    """Hash a batch of lines after the seal before it."""
    lines = list(lines)
    head = json.dumps([previous, number, moment(at), len(lines)])
    return _sha256("\n".join([head, *lines]))


def moment(at: datetime) -> str:
    """Write a moment one way on every database."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def payload_of(changes: Mapping[str, Any], *, is_protected: bool) -> str:
    """Write the changed fields as text: before and after, or their names alone for a protected record.

    Text, since what a database gives back of a JSON column is not always what it was given.
    """
    kept = dict(list(changes.items())[:FIELDS_MAX])
    if is_protected:
        return json.dumps(dict.fromkeys(kept)) if kept else ""
    values = {name: [_shortened(value) for value in pair] for name, pair in kept.items()}
    return json.dumps(values, ensure_ascii=False, default=str) if values else ""


def _shortened(value: Any) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = text.replace("\0", "")
    return text if len(text) <= VALUE_MAX_CHARACTERS else text[: VALUE_MAX_CHARACTERS - 1] + "…"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
