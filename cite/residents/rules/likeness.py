"""« Are these two files one person? » — a question with its reasons; a person decides.

Homonyms (the same name, two birth dates), couples and families (one telephone, two names) and twins (one birth date,
two first names) are not look-alikes; « Salma » and « Selma », written as they were heard, may be. Comparing everybody
costs in proportion to their number: only files that share a key are set side by side, and where too many share one,
those whose names begin or sound alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

from cite.core.text import search_key
from cite.residents.enums.rights import PersonLikeness
from cite.residents.rules.sounds import differ_by_their_end, skeleton, sound_alike

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
    same_phone = bool(one.phone) and one.phone == other.phone
    if one.words == other.words:
        found = (
            (PersonLikeness.SAME_NAME_AND_BIRTH, same_birth),
            (PersonLikeness.SAME_NAME_SAME_PHONE, same_phone),
            (PersonLikeness.SAME_NAME_SAME_EMAIL, one.email and one.email == other.email),
        )
    elif not (same_birth or same_phone) or _sexes_differ(one, other):
        return ()
    else:
        close = _close_names(one, other)
        found = (
            (PersonLikeness.CLOSE_NAME_SAME_BIRTH, same_birth and close),
            (
                PersonLikeness.CLOSE_NAME_SAME_PHONE,
                same_phone and close and not _perhaps_a_sister(one, other),
            ),
        )
    return tuple(reason for reason, holds in found if holds)


def pairs_among(people: Iterable[Somebody]) -> dict[tuple[int, int], tuple[PersonLikeness, ...]]:
    """Find every pair that looks alike, the smaller number first."""
    found: dict[tuple[int, int], tuple[PersonLikeness, ...]] = {}
    for shelf in _shelves(people, keys_of):
        for one, other in _side_by_side(shelf):
            pair = (min(one.number, other.number), max(one.number, other.number))
            if pair not in found and (reasons := likeness(one, other)):
                found[pair] = reasons
    return found


def keys_of(each: Somebody) -> Iterator[Key]:
    """List the keys that two files of one person share: at least one for each reason of `likeness`."""
    if each.phone:
        yield ("phone", each.phone)
    if each.email:
        yield ("email", each.email)
    if each.birth_date is not None:
        yield ("born", each.birth_date.isoformat())


def _narrower_keys(each: Somebody) -> Iterator[Key]:
    """List what parts a crowded shelf: the whole name, then each of its words as it sounds."""
    yield ("name", *each.words)
    for bones in {skeleton(word) for word in each.words}:
        yield ("sound", bones)


def _shelves(
    people: Iterable[Somebody], keys: Callable[[Somebody], Iterator[Key]]
) -> Iterable[list[Somebody]]:
    shelves: dict[Key, list[Somebody]] = defaultdict(list)
    for each in people:
        for key in keys(each):
            shelves[key].append(each)
    return shelves.values()


def _side_by_side(shelf: list[Somebody]) -> Iterator[tuple[Somebody, Somebody]]:
    """Set side by side everybody of a shelf; of a crowded one, those whose names are near (the first of January)."""
    if len(shelf) <= _WINDOW:
        yield from combinations(shelf, 2)
        return
    for each in (shelf, *_shelves(shelf, _narrower_keys)):
        ordered = sorted(each, key=lambda who: (who.words, who.number))
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


def _perhaps_a_sister(one: Somebody, other: Somebody) -> bool:
    """Tell apart Karim and Karima, who share a telephone, unless both say the same sex."""
    said = bool(one.sex) and one.sex == other.sex
    return not said and differ_by_their_end(one.first, other.first)


def _close(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    if short and set(short) <= set(long):
        return True  # « Fatima » and « Fatima Zohra », « Diallo » and « Diallo Bah »
    if min(len(one), len(other)) <= _LONG_ENOUGH:
        return False
    if fuzz.ratio(one, other) >= CLOSE:
        return True
    return sound_alike(one, other) and not differ_by_their_end(one, other)
