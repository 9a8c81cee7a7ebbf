"""Proving the journal: every seal recomputed from its entries, a batch in memory at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.audit.enums import AuditAct, Break
from cite.audit.models import Entry, Seal
from cite.audit.rules import GENESIS, is_erased_by_rule, seal_hash


@dataclass(slots=True)
class Verification:
    """What was proved, up to the first break if there is one. `waiting`: entries that no seal covers yet."""

    seals: int = 0
    entries: int = 0
    erased: int = 0
    waiting: int = 0
    last: Seal | None = None
    broken: str = ""


class _Broken(Exception):
    """The first thing that does not hold, in a sentence."""


@dataclass(slots=True)
class _Walk:
    """What the walk remembers: figures, the seal before, and what each purge wrote and erased."""

    found: Verification = field(default_factory=Verification)
    previous: str = GENESIS
    purges: dict[int, tuple[Entry | None, dict[str, Any] | None]] = field(default_factory=dict)
    erased: Counter[int] = field(default_factory=Counter)


def verify_journal(expected: tuple[int, str] | None = None) -> Verification:
    """Check the whole journal; `expected`: a seal noted elsewhere, without which removed last seals go unseen."""
    walk = _Walk()
    try:
        for seal in Seal.objects.order_by("number").iterator(chunk_size=500):
            _check_seal(walk, seal)
            _check_expected(seal, expected)
        _check_end(walk, expected)
    except _Broken as broken:
        walk.found.broken = str(broken)
    except (
        ValueError,
        TypeError,
        AttributeError,
    ):  # a date or an identifier that the database gives back is none
        walk.found.broken = _say(Break.UNREADABLE, seal=walk.found.seals + 1)
    return walk.found


def last_seal() -> Seal | None:
    """Tell the seal that covers all the others."""
    return Seal.objects.last()


def _check_seal(walk: _Walk, seal: Seal) -> None:
    number = walk.found.seals + 1
    if seal.number != number:
        raise _Broken(_say(Break.SEAL_MISSING, seal=number))
    entries = list(Entry.objects.filter(seal=seal).order_by("pk"))
    if len(entries) != seal.entry_count:
        verb = _("retirée") if len(entries) < seal.entry_count else _("ajoutée")
        raise _Broken(
            _say(Break.ENTRY_COUNT, seal=number, expected=seal.entry_count, found=len(entries), verb=verb)
        )
    for entry in entries:
        _check_entry(walk, entry)
    lines = (entry.line for entry in entries)
    if seal_hash(previous=walk.previous, number=number, at=seal.at, lines=lines) != seal.hash:
        raise _Broken(_say(Break.SEAL_CHANGED, seal=number))
    walk.previous = seal.hash
    walk.found.last = seal
    walk.found.seals += 1
    walk.found.entries += len(entries)


def _check_entry(walk: _Walk, entry: Entry) -> None:
    if entry.erased_by_id is None:
        if entry.true_digest != entry.digest:
            raise _Broken(_say(Break.ENTRY_CHANGED, **_place(entry)))
        return
    purge, word = _purge(walk, entry.erased_by_id)
    by_rule = word is not None and is_erased_by_rule(
        category=entry.category, at=entry.at, purge=word, purged_at=purge.at
    )
    if not entry.is_blank or not by_rule:
        raise _Broken(_say(Break.ERASED_OUTSIDE_RULE, **_place(entry)))
    walk.erased[purge.pk] += 1
    if walk.erased[purge.pk] > word["count"]:
        counts = {"expected": word["count"], "found": walk.erased[purge.pk]}
        raise _Broken(_say(Break.ERASED_IN_EXCESS, **_place(purge), **counts))
    walk.found.erased += 1


def _purge(walk: _Walk, pk: int) -> tuple[Entry | None, dict[str, Any] | None]:
    """Fetch what a purge wrote about itself, once; None where that is not sound.

    Whether its line was changed since is for the seal that covers it to say, in the same walk.
    """
    if pk not in walk.purges:
        purge = Entry.objects.filter(pk=pk).first()
        is_sound = purge and purge.action == AuditAct.ERASE and purge.true_digest == purge.digest
        walk.purges[pk] = (purge, _word_of(purge) if is_sound else None)
    return walk.purges[pk]


def _word_of(purge: Entry) -> dict[str, Any] | None:
    try:
        word = {name: pair[1] for name, pair in purge.changes.items()}
        return {
            "category": str(word["category"]),
            "before": datetime.fromisoformat(word["before"]),
            "count": int(word["count"]),
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _check_expected(seal: Seal, expected: tuple[int, str] | None) -> None:
    if expected and seal.number == expected[0] and seal.hash != expected[1]:
        raise _Broken(_say(Break.EXPECTED_DIFFERS, seal=seal.number))


def _check_end(walk: _Walk, expected: tuple[int, str] | None) -> None:
    """Look beyond the last seal: one that was noted elsewhere, one that entries still name, entries that wait."""
    if expected and expected[0] > walk.found.seals:
        raise _Broken(_say(Break.EXPECTED_MISSING, seal=expected[0]))
    orphan = Entry.objects.filter(seal_id__gt=walk.found.seals).order_by("seal_id").first()
    if orphan:
        raise _Broken(_say(Break.SEAL_MISSING, seal=walk.found.seals + 1))
    for entry in _waiting():
        _check_entry(walk, entry)
        walk.found.waiting += 1


def _waiting() -> Iterator[Entry]:
    return Entry.objects.filter(seal=None).order_by("pk").iterator(chunk_size=500)


def _place(entry: Entry) -> dict[str, Any]:
    where = _("(sceau n° %(seal)s)") % {"seal": entry.seal_id} if entry.seal_id else _("(pas encore scellée)")
    return {
        "entry": entry.uuid,
        "at": date_format(localtime(entry.at), "SHORT_DATETIME_FORMAT"),
        "where": where,
    }


def _say(broken: Break, **values: Any) -> str:
    return str(broken.label).format(**values)
