"""Finding a street by its name among those of a commune, in spite of mistakes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from cite.territories.rules.addresses.words import StreetKey, name_key

LEAST_LIKENESS = 55  # percent; below, two names have nothing to do with each other
KIND_MISSING = 0.97  # « 12 République »
KIND_DIFFERS = 0.78  # « 12 avenue de la République » where there is only a rue
WORDS_SWAPPED = 0.97
INITIAL = 0.96  # « J. Moulin »
WORDS_MISSING = 0.86  # « rue Moulin » for « rue Jean Moulin »
NUMBERS_DIFFER = 0.6  # « 8 mai » is not « 19 mars »
NOT_EXACT = 0.015  # taken off: « rue La Fontaine » is not « rue de la Fontaine »
BEING_TYPED = 0.78
_SHORTLIST = 6
_SAME_LAST_WORD = 30


class Street(Protocol):
    """What is read of a street of the index."""

    name: str
    former: str


class Match(NamedTuple):
    """A street and how much its name resembles the one asked for (0 to 1)."""

    score: float
    street: Street


class StreetBook:
    """The streets of one commune or several, ready to be searched by name."""

    def __init__(self, streets: Iterable[Street]):
        self.streets = list(streets)
        self.keys = [name_key(street.name) for street in self.streets]
        by_core = defaultdict(list)
        for i, key in enumerate(self.keys):
            by_core[key.core].append(i)
        self._by_core = dict(by_core)
        self._cores = list(by_core)
        self._sorted_cores = [" ".join(sorted(core.split())) for core in self._cores]
        self._by_last_word = defaultdict(list)
        for core in self._cores:
            self._by_last_word[core.rpartition(" ")[2]].append(core)

    def __len__(self):
        return len(self.streets)

    def matches(self, key: StreetKey, *, partial=False):
        """Return the streets whose name resembles this one, best first."""
        likeness = {key.core: 1.0} if key.core in self._by_core else self._likeness(key.core)
        if partial:
            for core, score in self._being_typed(key.core).items():
                likeness[core] = max(score, likeness.get(core, 0))
        found = [
            Match(score * self._kind_and_words(key, self.keys[i]), self.streets[i])
            for core, score in likeness.items()
            for i in self._by_core[core]
        ]
        found.sort(key=lambda match: -match.score)
        return found

    def _likeness(self, core):
        """Return the nearest cores and how near they are."""
        near = process.extract(
            core, self._cores, scorer=fuzz.ratio, limit=_SHORTLIST, score_cutoff=LEAST_LIKENESS
        )
        likeness = {name: _refined(core, name, score / 100) for name, score, _ in near}
        for name in self._by_last_word.get(core.rpartition(" ")[2], ())[:_SAME_LAST_WORD]:
            if name not in likeness:
                likeness[name] = _refined(core, name, fuzz.ratio(core, name) / 100)
        if " " in core and max(likeness.values(), default=0) < 0.9:
            near = process.extract(
                " ".join(sorted(core.split())), self._sorted_cores,
                scorer=fuzz.ratio, limit=_SHORTLIST, score_cutoff=80,
            )  # fmt: skip
            for _, score, i in near:
                name = self._cores[i]
                likeness[name] = max(likeness.get(name, 0), WORDS_SWAPPED * score / 100)
        return likeness

    def _being_typed(self, core):
        """Return the cores with a word that starts like this, the shortest first."""
        start = f" {core}"
        found = [name for name in self._cores if start in f" {name}"]
        found.sort(key=lambda name: (not name.startswith(core), len(name)))
        return {name: BEING_TYPED - 0.001 * rank for rank, name in enumerate(found[:20])}

    @staticmethod
    def _kind_and_words(asked, known):
        if asked.kind == known.kind:
            score = 1.0
        elif asked.kind and known.kind:
            score = KIND_DIFFERS
        else:
            score = KIND_MISSING
        return (
            score
            if asked.full == known.full
            else score - 0.02 * (1 - fuzz.ratio(asked.full, known.full) / 100)
        )


def _refined(asked, known, likeness):
    """Correct a likeness of letters by what the words say."""
    asked_words, known_words = asked.split(), known.split()
    asked_numbers = {word for word in asked_words if word.isdigit()}
    known_numbers = {word for word in known_words if word.isdigit()}
    if asked_numbers - known_numbers and known_numbers - asked_numbers:
        return likeness * NUMBERS_DIFFER
    if len(asked_words) == len(known_words):
        if likeness < INITIAL and _same_but_initials(asked_words, known_words):
            return INITIAL
    elif likeness < WORDS_MISSING and len(asked) > 3 and set(asked_words) < set(known_words):
        return WORDS_MISSING
    return likeness


def _same_but_initials(asked_words, known_words):
    pairs = zip(asked_words, known_words, strict=True)
    return all(
        a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)) for a, b in pairs
    )
