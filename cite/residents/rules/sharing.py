"""What a structure sees of somebody's file, for which purpose: a table that an official can proof-read.

Sources: article L121-6-2 of the code de l'action sociale et des familles (shared secret, limited to what is strictly
necessary); the decision that freins are seen only under a legal title and a dated habilitation.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from cite.residents.enums.sharing import Part, Purpose

SEEN_FOR: dict[Purpose, frozenset[Part]] = {
    Purpose.SUPPORT: frozenset(Part),
    Purpose.HANDOVER: frozenset(Part),
    Purpose.REVIEW: frozenset({Part.NAME, Part.SITUATION, Part.OBSTACLES, Part.STEPS}),
    Purpose.REFERRAL: frozenset({Part.NAME, Part.CONTACT}),
}
"""Purpose → the parts of a file that it opens."""

WRITTEN_FOR = frozenset({Purpose.SUPPORT})
"""Purposes that also let a structure write in the file."""

WITH_A_TITLE = frozenset({Purpose.SUPPORT, Purpose.REVIEW, Purpose.HANDOVER})
"""What only a structure that may see the situation of people receives."""

OF_HER_OWN_ACTION = frozenset({Purpose.REFERRAL})
"""What carriers, relays and employers may hold: somebody who comes to their own action, never a whole file."""


def is_open(stopped_at: datetime | None, ends_on: date | None, on: date) -> bool:
    """Say whether a sharing opens anything on a day."""
    return stopped_at is None and (ends_on is None or ends_on >= on)


def parts_seen(purposes: Iterable[Purpose | str], *, sees_obstacles: bool) -> frozenset[Part]:
    """Tell which parts of a file the open sharings of a structure show to one of its people."""
    seen = frozenset().union(*(SEEN_FOR[Purpose(purpose)] for purpose in purposes))
    return seen if sees_obstacles else seen - {Part.OBSTACLES}


def may_write(purposes: Iterable[Purpose | str]) -> bool:
    """Say whether the open sharings of a structure let its people write in a file."""
    return any(Purpose(purpose) in WRITTEN_FOR for purpose in purposes)


def may_note_stop(*, is_its_structure: bool = False, is_referent: bool = False) -> bool:
    """Say whether a professional may note, on her word, that she stops a sharing.

    The structure that sees by it, or her referent: nobody else speaks for her against another structure; she has her
    link.
    """
    return is_its_structure or is_referent


def purposes_showing(part: Part) -> list[Purpose]:
    """List the purposes that open a part of a file."""
    return [purpose for purpose, parts in SEEN_FOR.items() if part in parts]
