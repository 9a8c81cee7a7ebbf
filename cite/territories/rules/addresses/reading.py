"""Taking a typed address apart: what is noise, what is a number, what is a street."""

import re
from typing import NamedTuple

from anyascii import anyascii

from cite.territories.rules.addresses.words import (
    DWELLINGS,
    MAX_LENGTH,
    MONTHS,
    SHORT_TYPES,
    STOP_WORDS,
    TYPES,
    StreetKey,
    is_year,
    street_key,
)

BREAK = ","  # a comma, a line break, brackets: the writer changed subject
_TOKEN = re.compile(r"\d+|[a-z]+|[,;()\n|]")
_ORDINAL_GAP = re.compile(r"\b(\d+) +(er|ere|eme|ieme)\b")
_WIDE_POSTCODE = re.compile(r"(?<![\d-])(\d\d) (\d{3})(?= +[a-z]|$)")
_PO_BOX = re.compile(r"\b(?:bp|b\.p\.|cs|tsa|boite postale)\s*(?:n[o°.]*\s*)?\d[\d ]{0,5}\b(?!\d)")
_IDENTIFIER = r"\s*\.?\s*(?:n\s*[o.]*\s*)?(?:[a-z]?-?\d{1,4}[a-z]?|[a-z](?!['a-z]))\b"
_ROOM = re.compile(
    r"\b(?:apt|appt|app|appart|appartement|logement|logt|lgt|porte|pte|chambre|bat|batiment|bt|bloc|immeuble|"
    r"imm|hall|entree|esc|escalier|cage|etage|etg|lot|boite aux lettres|boite|bal|interphone|digicode)"
    + _IDENTIFIER
    + r"|\b(?:\d{1,2}\s*(?:e|er|eme|ieme|nd)?|premier|deuxieme|troisieme|dernier)\s*(?:etages?|etg)\b"
    r"|\b(?:rdc|rez[ -]de[ -](?:chaussee|jardin))\b"
)  # fmt: skip
_SIDE = re.compile(r"(?<=,)\s*(?:gauche|droite|face|au fond)\b")
_CARE_OF = re.compile(
    r"(?:\bchez|\bc/o|\ba l'attention de)\s+"
    r"(?:(?:m|mr|mme|mlle|monsieur|madame|famille)\b\.?\s*)*[a-z][a-z'-]*"
)
_CEDEX = re.compile(r"\bcedex\b(?:\s*\d{1,2}\b)?")
_COUNTRY = re.compile(r"[\s,]+france\s*$")

SUFFIXES = {
    "bis": "bis",
    "ter": "ter",
    "quater": "quater",
    "quinquies": "quinquies",
    "b": "b",
    "t": "t",
    "q": "q",
}
_JOINS = {"et", "a", "au", "ou"}
MAX_NUMBER = 9998  # 9999 and 99999 mean « no number » in the BAN


class StreetPart(NamedTuple):
    """The street of an address: the numbers written (two for « 8/10 »), the suffix, the comparable name."""

    numbers: tuple[int, ...]
    suffix: str
    key: StreetKey


def tokens(text):
    """Return the folded words, digits apart from letters, and the breaks between them; noise left out."""
    folded = anyascii(text[:MAX_LENGTH].replace("°", "o ")).lower()
    if "0" in folded:
        folded = _PO_BOX.sub(" , ", folded)
    folded = _ROOM.sub(" , ", folded)
    folded = _SIDE.sub("", folded)
    if "ch" in folded or "c/o" in folded or "att" in folded:
        folded = _CARE_OF.sub(" , ", folded)
    if "ce" in folded:
        folded = _CEDEX.sub(" , ", folded)
    folded = _WIDE_POSTCODE.sub(r"\1\2", _COUNTRY.sub("", folded))
    return _TOKEN.findall(folded.replace("\n", ",").replace(";", ","))


def is_break(word):
    """Tell a break from a word."""
    return not word.isalnum()


def opens_street(words):
    """Tell whether these words start like a street: a number or a type."""
    return bool(words) and (words[0].isdigit() or words[0] in TYPES)


def has_telling_word(words):
    """Tell whether something is left of a street once its number, type and small words are gone."""
    telling = [
        word
        for i, word in enumerate(words)
        if word.isalpha()
        and word not in STOP_WORDS
        and not (i and words[i - 1].isdigit() and _is_suffix(word))
    ]
    if telling and (telling[0] in TYPES or telling[0] in SHORT_TYPES):
        return len(telling) > 1
    return any(len(word) > 1 for word in telling)


def street_part(words):
    """Find the number and the street among the words that are not the place."""
    words = _main_segment(_from_anchor(_trimmed(words)))
    numbers, suffix, rest = _leading_number(words)
    if not numbers:
        numbers, suffix, rest = _trailing_number(rest)
    rest = [word for word in rest if not is_break(word)]
    if rest and rest[0] == "n" and len(rest) > 1:
        rest = rest[1:]
    return StreetPart(numbers, suffix, street_key(_glued_ordinals(rest) or ["?"]))


def _glued_ordinals(words):
    """Put « 3 eme » back together, which the tokens took apart."""
    result = []
    for word in words:
        if result and result[-1].isdigit() and word in ("e", "er", "ere", "eme", "ieme"):
            result[-1] += word
        else:
            result.append(word)
    return result


def _trimmed(words):
    start, end = 0, len(words)
    while start < end and is_break(words[start]):
        start += 1
    while end > start and is_break(words[end - 1]):
        end -= 1
    return words[start:end]


def _from_anchor(words):
    """Drop what stands before « 12 rue »: a person, a residence, a building."""
    first = _first_type(words)
    if first is None:
        return words
    for start in range(first - 1, -1, -1):
        if words[start].isdigit() and _only_number_words(words[start:first]):
            while start and _only_number_words(words[start - 1 : first]) and words[start - 1] != BREAK:
                start -= 1
            while not words[start].isdigit():
                start += 1
            return words[start:]
    if first and not any(word.isdigit() for word in words[:first]) and _stands_apart(words, first):
        return words[first:]
    return words


def _first_type(words):
    """Return where the street's type stands: a plain one, else « 14 pas », else a residence."""
    for i, word in enumerate(words):
        if word in TYPES and word not in DWELLINGS:
            return i
    for i, word in enumerate(words):
        if word in SHORT_TYPES and i and (words[i - 1].isdigit() or (i > 1 and words[i - 2].isdigit())):
            return i
    return next((i for i, word in enumerate(words) if word in TYPES), None)


def _only_number_words(words):
    return all(
        w.isdigit() and len(w) < 5 or w in _JOINS or _is_suffix(w) or is_break(w) or w == "r" for w in words
    )


def _stands_apart(words, first):
    """« Mme Martin, rue de la Gare » starts at the rue; « Grande Rue » and « Vieille Route » do not."""
    return first > 1 or is_break(words[first - 1]) or words[0] in DWELLINGS


def _is_suffix(word):
    return word in SUFFIXES or (len(word) == 1 and word.isalpha() and word not in "ldn")


def _main_segment(words):
    """Keep the segment that names the street, with the number written just beside it."""
    if BREAK not in words and not DWELLINGS.intersection(words[1:]):
        return words
    segments = [[]]
    for word in words:
        if is_break(word):
            segments.append([])
        else:
            segments[-1].append(word)
    segments = [segment for segment in segments if segment]
    at = _street_segment(segments)
    street = _without_dwelling(segments[at])
    if not any(word.isdigit() for word in street):
        if at and _only_number_words(segments[at - 1]):
            return segments[at - 1] + street
        if at + 1 < len(segments) and _only_number_words(segments[at + 1]):
            return street + segments[at + 1]
    return street


def _street_segment(segments):
    """Return the index of the segment with a street's type, else of the first with letters."""
    for i, segment in enumerate(segments):
        if any(word in TYPES and word not in DWELLINGS for word in segment):
            return i
    for i, segment in enumerate(segments):
        if segment[0].isdigit() and has_telling_word(segment):
            return i
    for i, segment in enumerate(segments):
        if has_telling_word(segment):
            return i
    return 0


def _without_dwelling(words):
    """Cut « résidence du Parc » off « 12 rue X résidence du Parc »; alone, it stays."""
    for i, word in enumerate(words):
        if i > 1 and word in DWELLINGS and has_telling_word(words[:i]):
            return words[:i]
    return words


def _leading_number(words):
    """Read « 12 bis », « 8/10 », « 8 et 10 »; « 8 mai 1945 » is a name."""
    numbers = []
    suffix = ""
    i = 0
    while i < len(words):
        word = words[i]
        following = words[i + 1] if i + 1 < len(words) else ""
        if word.isdigit() and len(word) < 5 and following not in MONTHS and not _is_ordinal_end(following):
            numbers.append(int(word))
        elif numbers and word in _JOINS and following.isdigit():
            pass
        elif numbers and not suffix and _suffix_stands(word, following):
            suffix = word
        elif not (numbers and is_break(word)) and not (word in ("n", "no", "numero") and following.isdigit()):
            break
        i += 1
    rest = words[i:]
    numbers = [number for number in numbers if 0 < number <= MAX_NUMBER]
    return (tuple(numbers[:4]), suffix, rest) if rest else ((), "", words)


def _is_ordinal_end(word):
    return word in ("eme", "ieme", "er", "ere")


def _suffix_stands(word, following):
    """Tell « 12 B rue » from « 12 r des »: a lone letter is a suffix unless it opens a type or a name."""
    if word in ("bis", "ter", "quater", "quinquies"):
        return True
    if not _is_suffix(word):
        return False
    return word not in SHORT_TYPES or following in TYPES or following in SHORT_TYPES


def _trailing_number(words):
    """Read the number of « rue de la Gare 12 bis »; the year of « 8 mai 1945 » is a name."""
    words = list(words)
    suffix = ""
    while words and is_break(words[-1]):
        words.pop()
    if len(words) > 2 and _is_suffix(words[-1]) and words[-2].isdigit():
        suffix = words.pop()
    numbers = []
    while len(words) > 1 and words[-1].isdigit() and len(words[-1]) < 5 and not is_year(words[-1], words[-2]):
        numbers.insert(0, int(words.pop()))
        while words and (words[-1] in ("no", "n", "numero") or is_break(words[-1])):
            words.pop()
    if not numbers or not has_telling_word(words):
        return (), "", words + [str(number) for number in numbers]
    return tuple(n for n in numbers if 0 < n <= MAX_NUMBER), suffix, words
