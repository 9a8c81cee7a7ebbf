"""Counts of people that may be published: small cells masked, and none found again by difference.

Source: the threshold of the convention between the co-pilots (domain §7.1: cells under 5). A masked cell stays masked
for whoever knows the total, the cells shown and this very rule: a test tries every small table.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

LEAST = 5
"""The smallest number of people that is shown; nobody at all may be said too, where others are."""
_FEW_STRUCTURES = 2

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Published(Generic[_Key]):
    """Counts as they may be read: None where masked; `total` is None where even the whole is too small."""

    counts: Mapping[_Key, int | None]
    total: int | None


def published(counts: Mapping[_Key, int], least: int = LEAST) -> Published[_Key]:
    """Mask what is too small, then as much more as it takes for nothing to be found again by subtraction.

    Categories exclude each other: each person counts in one.
    """
    total = sum(counts.values())
    if total < least:
        return Published(dict.fromkeys(counts), None)
    hidden = {key for key, count in counts.items() if 0 < count < least}
    while hidden and not _is_blurred([counts[key] for key in hidden], least):
        left = [count for key, count in counts.items() if count >= least and key not in hidden]
        # equal cells go together: choosing one of them would say which it was
        hidden |= {key for key, count in counts.items() if not left or count == min(left)}
        if not left:
            break
    return Published({key: None if key in hidden else count for key, count in counts.items()}, total)


def published_to(counts: Mapping[_Key, int], own: Collection[_Key]) -> Published[_Key]:
    """Mask counts by structure for a reader of some of them (`own`), whose people she may know: told as they are.

    What she knows of her own is taken out first: it would lead by subtraction to what is masked of the others. Where
    hardly anybody is in all, nobody at all is still told, for it is where one does not call: as long as at most two
    structures have somebody. Fewer than five in four of them would be one in each.
    """
    known = {key: count for key, count in counts.items() if key in own}
    others = {key: count for key, count in counts.items() if key not in own}
    masked = published(others)
    somewhere = sum(count > 0 for count in others.values())
    if masked.total is None and somewhere <= _FEW_STRUCTURES:
        alike = {key: None if count else 0 for key, count in others.items()}
        masked = Published(alike, None if somewhere else 0)
    total = None if masked.total is None else masked.total + sum(known.values())
    return Published({**masked.counts, **known}, total)


def part_published_to(
    parts: Mapping[_Key, int], wholes: Mapping[_Key, int], own: Collection[_Key]
) -> Published[_Key]:
    """Mask a part of counts (those who are urgent, of those to look at) that `published_to` tells to the same reader.

    A part is told with what remains of its whole: by structure where neither is small anywhere, in all where neither
    is small in all, structures whose whole is masked taken together. Else it is masked everywhere: masking one or two
    would say which they are, for a part is never more than its whole. Her own is told as it is.
    """
    whole = published_to(wholes, own)
    shown = [key for key, count in whole.counts.items() if count is not None and key not in own]
    masked = [key for key, count in whole.counts.items() if count is None]
    if not any(parts[key] for key in (*shown, *masked)):
        return Published({key: parts[key] for key in wholes}, sum(parts[key] for key in wholes))
    counts: dict[_Key, int | None] = {key: 0 if count == 0 else None for key, count in whole.counts.items()}
    if all(_is_open(keys, parts, wholes) for keys in (masked, *([key] for key in shown))):
        counts |= {key: parts[key] for key in shown}
        counts |= {key: 0 for key in masked if not any(parts[each] for each in masked)}
    counts |= {key: parts[key] for key in wholes if key in own}
    is_told = _is_open((*shown, *masked), parts, wholes)
    return Published(counts, sum(parts[key] for key in wholes) if is_told else None)


def _is_open(keys: Collection[_Key], parts: Mapping[_Key, int], wholes: Mapping[_Key, int]) -> bool:
    """Say whether neither the part of these, taken together, nor what remains is small."""
    part = sum(parts[key] for key in keys)
    return not any(0 < count < LEAST for count in (part, sum(wholes[key] for key in keys) - part))


def told(count: int | None) -> str:
    """Say a count, or that it is masked."""
    if count is None:
        return _("masqué (moins de %(least)s, ou aiderait à retrouver un petit nombre)") % {"least": LEAST}
    return str(count)


def figure(count: int | None) -> str:
    """Say a count, or that it is masked, where the page says why."""
    return _("masqué") if count is None else str(count)


def _is_blurred(cells: list[int], least: int) -> bool:
    """Say whether a sum over these cells leaves each of them open.

    Several cells, more people than one or two in each, fewer than the most that only small cells could hold.
    """
    most = (least - 1) * len(cells)
    are_all_full = max(cells) < least and sum(cells) == most
    return len(cells) >= 2 and sum(cells) >= max(least, 2 * len(cells)) and not are_all_full
