"""Which commune an address names: by its postcode, by its name, by a former name, in spite of mistakes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from cite.territories.rules.addresses.reading import BREAK, has_telling_word, is_break, opens_street
from cite.territories.rules.addresses.words import STOP_WORDS, TYPES, commune_key

# How much of the score is left by the way the place was found; measured by bench/addresses.py.
SAID_TWICE = 1.0  # the postcode and the name agree, or only one is written
POSTCODE_IGNORED = 0.96  # the name is right, the postcode is not one of ours (CEDEX, mistyped)
NAME_IGNORED = 0.85  # the postcode is ours, the name after it is unknown
CONTRADICTED = 0.6  # « 69003 Saint-Étienne »
NOWHERE = 0.78  # no place at all: every commune is searched
ELSEWHERE = 0.5  # a place is named, and it is none of ours

_ARTICLES = ("la", "le", "les", "l")
_LINKS = {"en", "les", "sur", "la", "le", "d", "de", "sous"}
_LONGEST_NAME = 7


class Commune(Protocol):
    """What is read of a commune of the index."""

    code: str
    name: str
    postcodes: tuple[str, ...]
    former_names: tuple[str, ...]


class Reading(NamedTuple):
    """One way to understand an address: these words are the street, in these communes."""

    words: list[str]
    communes: tuple[str, ...]
    former: str
    confidence: float


class _Found(NamedTuple):
    communes: tuple[str, ...]
    former: str
    likeness: float


_NOT_FOUND = _Found((), "", 0.0)


class Places:
    """The communes of an index, by every name and postcode people give them."""

    def __init__(self, communes: Iterable[Commune]):
        names = defaultdict(dict)
        postcodes = defaultdict(list)
        self.codes = []
        self.departments = set()
        for commune in communes:
            self.codes.append(commune.code)
            self.departments.add(commune.code[:2])
            for postcode in commune.postcodes:
                postcodes[postcode].append(commune.code)
            for name in (commune.name, *commune.former_names):
                former = "" if name == commune.name else commune_key(name)
                for key in _written_forms(commune_key(name)):
                    names[key].setdefault(commune.code, former)
        self.postcodes = {postcode: tuple(codes) for postcode, codes in postcodes.items()}
        self._names = {
            key: _Found(tuple(found), next(iter(found.values())) if len(found) == 1 else "", 1.0)
            for key, found in names.items()
        }
        self._keys = list(self._names)
        self._keys_of_postcode = {
            postcode: [key for key, found in self._names.items() if set(found.communes) & set(codes)]
            for postcode, codes in self.postcodes.items()
        }
        self.everywhere = tuple(self.codes)

    def named(self, words):
        """Return the communes with exactly this name."""
        return self._names.get(commune_key(" ".join(words)), _NOT_FOUND)

    def resembling(self, words, *, postcode="", cutoff=84):
        """Return the communes whose name is nearest to these words, those of the postcode first."""
        text = commune_key(" ".join(words))
        if len(text) < 3:
            return _NOT_FOUND
        for keys, least in ((self._keys_of_postcode.get(postcode, ()), 70), (self._keys, cutoff)):
            best = process.extractOne(text, keys, scorer=fuzz.ratio, score_cutoff=least) if keys else None
            if best:
                return self._names[best[0]]._replace(likeness=best[1] / 100)
        return _NOT_FOUND

    def starting_with(self, words):
        """Return the communes whose name starts like this, for a name being typed."""
        text = commune_key(" ".join(words))
        if len(text) < 3:
            return _NOT_FOUND
        codes = {
            code: None for key in self._keys if key.startswith(text) for code in self._names[key].communes
        }
        return _Found(tuple(codes), "", 0.9) if codes else _NOT_FOUND

    def readings(self, words, *, partial=False):
        """Return the ways to understand these words, the likeliest first; none when the place is not ours."""
        at = _last_postcode(words)
        if at is None:
            return self._without_postcode(words, partial)
        return self._with_postcode(words[:at], words[at], words[at + 1 :])

    def _with_postcode(self, before, postcode, after):
        name, after = _split_name(after)
        found = self.named(name) if name else _NOT_FOUND
        if not found.communes and len(name) > 1:
            found, _ = self._at_end(name)
        if not name:
            found, before = self._at_end(before)
        elif not found.communes:
            found = self.resembling(name, postcode=postcode)
        elif self._is_same_place(before, found):
            before = before[: -len(name)]
        return [
            Reading(before + [BREAK] + after if after else before, communes, former, confidence)
            for communes, former, confidence in self._agreements(found, postcode, is_named=bool(name))
        ]

    def _is_same_place(self, before, found):
        """Tell whether the commune is written a second time, before the postcode."""
        return self._at_end(before)[0].communes == found.communes

    def _agreements(self, found, postcode, *, is_named):
        """Yield (communes, former name, confidence) from what the name says and what the postcode says."""
        by_postcode = self.postcodes.get(postcode, ())
        both = tuple(code for code in found.communes if code in by_postcode)
        if both:
            yield both, found.former, SAID_TWICE
        elif found.communes:
            near = any(code.startswith(postcode[:2]) for code in found.communes)
            if near:
                yield found.communes, found.former, POSTCODE_IGNORED * found.likeness
                if by_postcode:
                    yield by_postcode, "", NAME_IGNORED
            else:
                yield found.communes, found.former, CONTRADICTED
        elif by_postcode:
            yield by_postcode, "", NAME_IGNORED if is_named else SAID_TWICE

    def _without_postcode(self, words, partial):
        found, rest = self._at_end(words)
        if not found.communes:
            found, rest = self._at_start(words)
        if not found.communes:
            found, rest = self._misspelled_at_end(words)
        readings = []
        if found.communes:
            readings.append(
                Reading(rest, found.communes, found.former, SAID_TWICE * (0.9 + 0.1 * found.likeness))
            )
        if partial:
            readings.extend(self._being_typed(words))
        if not found.communes:
            confidence = ELSEWHERE if _names_another_place(words) else NOWHERE
            readings.append(Reading(words, self.everywhere, "", confidence))
        return readings

    def _at_end(self, words):
        """Return the longest commune name at the end, and what stands before it."""
        end = len(words)
        while end and is_break(words[end - 1]):
            end -= 1
        for start in range(max(0, end - _LONGEST_NAME), end):
            if any(is_break(word) for word in words[start:end]):
                continue
            found = self.named(words[start:end])
            if found.communes and _may_end_before(words, start):
                return found, words[:start]
        return _NOT_FOUND, words

    def _at_start(self, words):
        """Return the commune name that opens « Saint-Étienne, 12 rue … »."""
        for end in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
            found = self.named(words[:end])
            rest = words[end + 1 :] if is_break(words[end]) else words[end:]
            if found.communes and opens_street(rest):
                return found, rest
        return _NOT_FOUND, words

    def _misspelled_at_end(self, words):
        best, rest = _NOT_FOUND, words
        for start in range(max(1, len(words) - _LONGEST_NAME), len(words)):
            name = words[start:]
            if any(is_break(w) or w.isdigit() or w in TYPES for w in name) or not _may_end_before(
                words, start
            ):
                continue
            if name[0] in STOP_WORDS and name[0] not in _ARTICLES:
                continue
            found = self.resembling(name, cutoff=84)
            if found.likeness > best.likeness:
                best, rest = found, words[:start]
        return best, rest

    def _being_typed(self, words):
        for start in range(max(0, len(words) - _LONGEST_NAME), len(words)):
            if any(is_break(word) for word in words[start:]) or not _may_end_before(words, start):
                continue
            found = self.starting_with(words[start:])
            if found.communes:
                yield Reading(words[:start], found.communes, "", 0.9)
                return


def _written_forms(key):
    """Yield the ways to write a commune: with and without its article, the article glued, the head alone."""
    yield key
    words = key.split()
    if words[0] in _ARTICLES and len(words) > 1:
        yield " ".join(words[1:])
        yield words[0] + " ".join(words[1:])
    for i in range(2, len(words) - 1):
        if words[0] in ("saint", "sainte") and words[i] in _LINKS:
            yield " ".join(words[:i])
            yield " ".join(word for word in words if word not in _LINKS)
            break


def _last_postcode(words):
    for i in range(len(words) - 1, -1, -1):
        if len(words[i]) == 5 and words[i].isdigit():
            return i
    return None


def _split_name(words):
    """Split what follows a postcode into the commune and, when the order is swapped, the street."""
    start = 0
    while start < len(words) and is_break(words[start]):
        start += 1
    words = words[start:]
    if opens_street(words):
        return [], words
    for i, word in enumerate(words):
        if is_break(word) or word.isdigit() or (i and word in TYPES):
            return words[:i], words[i:]
    return words, []


def _may_end_before(words, start):
    """Tell whether a commune may start here: « rue de Firminy » would leave no street before it."""
    before = words[:start]
    if not before or is_break(before[-1]):
        return True
    return before[-1] not in STOP_WORDS and has_telling_word(before)


def _names_another_place(words):
    """Tell whether the last segment reads like a place: letters only, after a break, no street in it."""
    last = []
    for word in reversed(words):
        if is_break(word):
            break
        last.append(word)
    return len(last) < len(words) and bool(last) and all(w.isalpha() and w not in TYPES for w in last)
