"""« Are these two files one person? » — a question with its reasons; a person decides.

Homonyms (the same name, two birth dates), couples and families (one telephone, two names) and twins (one birth date,
two first names) are not look-alikes. Comparing everybody costs in proportion to their number: only files that share a
key are set side by side, and a key that too many share is read through a window.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

from cite.core.text import search_key
from cite.residents.enums.rights import PersonLikeness

CLOSE = 84
"""From which likeness, out of 100, two names are close."""
_WINDOW = 30
_PHONE_DIGITS = 9
_LONG_ENOUGH = 3

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """What is compared of a file; build it with `somebody`."""

    number: int
    first: str
    last: str
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of her name, in whatever order it was typed."""
        return tuple(sorted(f"{self.first} {self.last}".split()))


def somebody(
    number: int,
    first_name: str,
    last_name: str,
    *,
    birth_date: date | None = None,
    birth_year: int | None = None,
    sex: str = "",
    phone: str = "",
    email: str = "",
) -> Somebody:
    """Fold what was typed, so that accents, case and the writing of a number do not tell two people apart."""
    return Somebody(
        number=number,
        first=search_key(first_name),
        last=search_key(last_name),
        birth_date=birth_date,
        birth_year=birth_date.year if birth_date else birth_year,
        sex=sex,
        phone="".join(filter(str.isdigit, phone))[-_PHONE_DIGITS:],
        email=email.strip().lower(),
    )


def likeness(one: Somebody, other: Somebody) -> tuple[PersonLikeness, ...]:
    """Tell why two files may be one person; nothing: they are not."""
    if _born_apart(one, other):
        return ()
    same_birth = one.birth_date is not None and one.birth_date == other.birth_date
    if one.words == other.words:
        found = (
            (PersonLikeness.SAME_NAME_AND_BIRTH, same_birth),
            (PersonLikeness.SAME_NAME_SAME_PHONE, one.phone and one.phone == other.phone),
            (PersonLikeness.SAME_NAME_SAME_EMAIL, one.email and one.email == other.email),
        )
        return tuple(reason for reason, holds in found if holds)
    if same_birth and not _sexes_differ(one, other) and _close_names(one, other):
        return (PersonLikeness.CLOSE_NAME_SAME_BIRTH,)
    return ()


def pairs_among(people: Iterable[Somebody]) -> dict[tuple[int, int], tuple[PersonLikeness, ...]]:
    """Find every pair that looks alike, the smaller number first."""
    shelves: dict[Key, list[Somebody]] = defaultdict(list)
    for each in people:
        for key in keys_of(each):
            shelves[key].append(each)
    found: dict[tuple[int, int], tuple[PersonLikeness, ...]] = {}
    for shelf in shelves.values():
        for one, other in _side_by_side(shelf):
            pair = (min(one.number, other.number), max(one.number, other.number))
            if pair not in found and (reasons := likeness(one, other)):
                found[pair] = reasons
    return found


def keys_of(each: Somebody) -> Iterator[Key]:
    """List the keys that two files of one person share: at least one for each reason of `likeness`."""
    name = " ".join(each.words)
    if each.phone:
        yield ("phone", each.phone, name)
    if each.email:
        yield ("email", each.email, name)
    if each.birth_date is not None:
        born = each.birth_date.isoformat()
        yield ("name", born, name)
        yield ("born", born)
        for word in set(each.words):
            yield ("word", born, word)


def _side_by_side(shelf: list[Somebody]) -> Iterator[tuple[Somebody, Somebody]]:
    if len(shelf) <= _WINDOW:
        yield from combinations(shelf, 2)
        return
    ordered = sorted(shelf, key=lambda each: (each.words, each.number))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + _WINDOW]:
            yield one, other


def _born_apart(one: Somebody, other: Somebody) -> bool:
    if one.birth_date and other.birth_date:
        return one.birth_date != other.birth_date
    return bool(one.birth_year and other.birth_year and one.birth_year != other.birth_year)


def _sexes_differ(one: Somebody, other: Somebody) -> bool:
    return bool(one.sex and other.sex and one.sex != other.sex)


def _close_names(one: Somebody, other: Somebody) -> bool:
    """Compare first names with first names and last with last, or crossed: twins share one of them only."""
    straight = _close(one.first, other.first) and _close(one.last, other.last)
    return straight or (_close(one.first, other.last) and _close(one.last, other.first))


def _close(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    if short and set(short) <= set(long):
        return True  # « Fatima » and « Fatima Zohra », « Diallo » and « Diallo Bah »
    return min(len(one), len(other)) > _LONG_ENOUGH and fuzz.ratio(one, other) >= CLOSE
