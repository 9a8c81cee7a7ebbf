"""From a typed address to candidates: the commune first, then the street, then the number."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, Protocol

from cite.territories.rules.addresses.candidates import Candidate
from cite.territories.rules.addresses.places import Places, Reading
from cite.territories.rules.addresses.reading import StreetPart, street_part, tokens
from cite.territories.rules.addresses.streets import Match, StreetBook
from cite.territories.rules.addresses.words import commune_key

LEAST_SCORE = 0.4  # below, a candidate helps nobody
CERTAIN = 0.97  # no other reading is tried beyond
NUMBER_UNKNOWN = 0.85  # the street is right, its number is not in the index
SUFFIX_ALIKE = 0.99  # « 12 B » for « 12 bis »
SUFFIX_IGNORED = 0.92  # « 12 ter » where there is only a 12
NUMBER_BONUS = 0.03  # between two names as good, the street that has the number
FORMER_DIFFERS = 0.97  # « Terrenoire » is named, the street is elsewhere in Saint-Étienne
FORMER_UNSAID = 0.995  # the town itself before its former communes
POSTCODE_DIFFERS = 0.97
TIE = 0.012  # two streets of one commune this near cannot be told apart
UNDECIDED = 0.8  # share of the score that a tie leaves
_SUFFIX_ALIKE = {"b": "bis", "bis": "b", "t": "ter", "ter": "t", "q": "quater", "quater": "q"}
_TRIED = 6


class Gazetteer(Protocol):
    """The index as the search needs it."""

    places: Places
    source: str

    def books(self, communes: tuple[str, ...]) -> Iterable[StreetBook]:
        """Return the streets of these communes, ready to be searched."""

    def commune(self, code: str):
        """Return a commune of the index."""


class _Found(NamedTuple):
    rank: float
    score: float
    street: object
    number: str
    position: tuple[float, float] | None


def find_address(text, gazetteer, *, commune_code="", limit=2, partial=False, preferred=frozenset()):
    """Return the best candidates for an address, best first.

    ``partial``: it is still being typed. ``preferred``: communes that come first among candidates as good.
    """
    words = tokens(text)
    if not any(word.isalpha() for word in words):
        return []
    postcode = next((w for w in reversed(words) if len(w) == 5 and w.isdigit()), "")
    found: list[_Found] = []
    communes: list[Candidate] = []
    for reading in gazetteer.places.readings(words, partial=partial):
        if commune_code:
            reading = reading._replace(communes=(commune_code,), confidence=1.0)
        part = street_part(reading.words)
        if part.key.core == "?":
            communes.extend(_commune_candidates(gazetteer, reading))
            continue
        found.extend(_search(gazetteer, reading, part, postcode, partial))
        if max((one.score for one in found), default=0) >= CERTAIN and not partial:
            break
    found.sort(key=lambda one: (-one.rank, one.street.commune.code not in preferred))
    streets = _honest(_candidates(found, gazetteer.source, max(limit, 2)))
    return sorted(streets + communes, key=lambda candidate: -candidate.score)[:limit]


def _search(gazetteer, reading: Reading, part: StreetPart, postcode, partial):
    matches = []
    for book in gazetteer.books(reading.communes):
        matches.extend(book.matches(part.key, partial=partial)[: 60 if partial else _TRIED * 2])
    matches.sort(key=lambda match: -match.score)
    best = matches[0].score if matches else 0
    for match in matches[: 60 if partial else _TRIED * 2]:
        if match.score < best - 0.25:
            break
        yield _with_number(match, reading, part, postcode)


def _with_number(match: Match, reading: Reading, part: StreetPart, postcode):
    street = match.street
    score = match.score * reading.confidence
    if reading.former:
        score *= 1 if commune_key(street.former) == reading.former else FORMER_DIFFERS
    elif street.former:
        score *= FORMER_UNSAID
    if postcode and street.postcode != postcode:
        score *= POSTCODE_DIFFERS
    if not part.numbers:
        return _Found(score, score, street, "", None)
    number, position, factor = _house(street, part)
    if position is None:
        return _Found(score, score * NUMBER_UNKNOWN, street, "", None)
    return _Found(score * factor + NUMBER_BONUS, score * factor, street, number, position)


def _house(street, part: StreetPart):
    """Return the first number of the address that the street has: (label, position, share of the score)."""
    alike = _SUFFIX_ALIKE.get(part.suffix)
    for number in part.numbers:
        for suffix, factor in ((part.suffix, 1.0), (alike, SUFFIX_ALIKE), ("", SUFFIX_IGNORED)):
            if suffix is None:
                continue
            position = street.house(number, suffix)
            if position:
                return f"{number} {suffix}".strip(), position, factor
    return "", None, NUMBER_UNKNOWN


def _candidates(found, source, limit):
    candidates = []
    seen = set()
    ceiling = 1.0
    for one in found:
        if one.score < LEAST_SCORE or len(candidates) == limit:
            continue
        candidate = _candidate(one, source, min(ceiling, one.score))
        if candidate.id not in seen:
            seen.add(candidate.id)
            candidates.append(candidate)
            ceiling = candidate.score
    return candidates


def _honest(candidates):
    """Lower the scores of two streets of one commune that are as likely: neither may be taken for sure."""
    if len(candidates) < 2:
        return candidates
    first, second = candidates[:2]
    if first.score - second.score > TIE or first.commune_code != second.commune_code:
        return candidates
    return [replace(candidate, score=round(candidate.score * UNDECIDED, 3)) for candidate in candidates]


def _candidate(one: _Found, source, score):
    street = one.street
    commune = street.commune
    longitude, latitude = one.position or (street.longitude, street.latitude)
    identity = street.id
    if one.number:
        number, _, suffix = one.number.partition(" ")
        identity = f"{street.id}_{int(number):05d}" + (f"_{suffix}" if suffix else "")
    return Candidate(
        label=" ".join(filter(None, (one.number, street.name, street.postcode, commune.name))),
        score=round(score, 3),
        longitude=longitude,
        latitude=latitude,
        commune_code=commune.code,
        commune_name=commune.name,
        postcode=street.postcode,
        kind="housenumber" if one.number else street.kind,
        id=identity,
        source=source,
    )


def _commune_candidates(gazetteer, reading: Reading):
    """Return the communes themselves, when the address names nothing else."""
    if reading.communes == gazetteer.places.everywhere:
        return
    for code in reading.communes:
        commune = gazetteer.commune(code)
        postcode = commune.postcodes[0] if commune.postcodes else ""
        yield Candidate(
            label=f"{postcode} {commune.name}".strip(),
            score=round(reading.confidence, 3),
            longitude=commune.longitude,
            latitude=commune.latitude,
            commune_code=code,
            commune_name=commune.name,
            postcode=postcode,
            kind="commune",
            id=code,
            source=gazetteer.source,
        )
