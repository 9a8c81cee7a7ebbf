"""The words of an address: folded, their abbreviations written out, numbers in letters turned into digits.

Streets of the index and typed addresses go through the same door, so a rule added here serves both sides.
"""

import re
from typing import NamedTuple

from cite.core.text import search_key

MAX_LENGTH = 300  # characters read of an address: ten postal lines; what follows cannot be one

_TYPE_NAMES = (
    "allee avenue boulevard chaussee chemin cite clos corniche cour cours descente domaine escalier "
    "esplanade faubourg galerie hameau impasse lotissement mail montee parc passage passerelle place "
    "placette promenade quai quartier residence rocade route rue ruelle sente sentier square traverse "
    "venelle villa voie"
).split()
TYPES = {name: name for name in _TYPE_NAMES} | {
    "av": "avenue", "ave": "avenue", "aven": "avenue", "bd": "boulevard", "bld": "boulevard",
    "blvd": "boulevard", "bvd": "boulevard", "boul": "boulevard", "pl": "place", "plc": "place",
    "imp": "impasse", "chem": "chemin", "che": "chemin", "chm": "chemin", "rte": "route", "sq": "square",
    "mte": "montee", "allees": "allee", "fg": "faubourg", "fbg": "faubourg", "esp": "esplanade",
    "prom": "promenade", "trav": "traverse", "ham": "hameau", "qrt": "quartier", "sent": "sentier",
    "crs": "cours", "resid": "residence", "dom": "domaine", "rpt": "rond point", "rondpoint": "rond point",
}  # fmt: skip
# Abbreviations that are words or initials elsewhere: a type only where a type stands.
SHORT_TYPES = {
    "r": "rue", "ch": "chemin", "all": "allee", "pas": "passage", "pass": "passage", "q": "quai",
    "res": "residence", "lot": "lotissement", "rle": "ruelle", "vla": "villa",
}  # fmt: skip
# Where people live rather than what they live on: dropped when the address also names a street.
DWELLINGS = {
    "residence",
    "res",
    "foyer",
    "immeuble",
    "imm",
    "hlm",
    "lotissement",
    "lot",
    "ehpad",
    "domaine",
    "dom",
}

_TITLES = {
    "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "dr": "docteur", "doct": "docteur",
    "gal": "general", "gral": "general", "gen": "general", "mal": "marechal", "mar": "marechal",
    "cdt": "commandant", "cne": "capitaine", "cap": "capitaine", "col": "colonel", "lt": "lieutenant",
    "sgt": "sergent", "pr": "professeur", "prof": "professeur", "pdt": "president", "pres": "president",
    "mgr": "monseigneur", "nd": "notre dame", "gd": "grand", "gde": "grande", "gds": "grands", "pt": "petit",
    "pte": "petite", "vx": "vieux", "fg": "faubourg", "zi": "zone industrielle", "za": "zone artisanale",
}  # fmt: skip

STOP_WORDS = frozenset("a au aux d de des du en et l la le les".split())
MONTHS = frozenset(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
)
_SHORT_YEARS = {"18", "44", "45", "62"}  # the armistices, the Liberation, Évian
_UNITS = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
NUMBER_WORDS = {word: str(value) for value, word in enumerate(_UNITS, 2)} | {
    "vingt": "20", "trente": "30", "premier": "1", "premiere": "1", "deuxieme": "2", "troisieme": "3",
}  # fmt: skip
_ORDINAL = re.compile(r"(\d{1,3})(?:er|ere|e|eme|ieme|nd|nde)")
_ROMAN = re.compile(r"(x{0,2})(ix|iv|v?i{0,3})(?:e|er|eme)?")
_ROMAN_UNITS = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


class StreetKey(NamedTuple):
    """What of a street's name is compared: its type, its telling words, and the whole for ties."""

    kind: str
    core: str
    full: str


def is_year(number, before):
    """Tell the year of « 8 mai 45 » from the number of « 14 juillet 51 »."""
    return before in MONTHS and (len(number) == 4 or number in _SHORT_YEARS)


def _roman(word):
    """Return the value of a Roman number of two letters or more (« iii », « xive »), else the word itself."""
    found = _ROMAN.fullmatch(word)
    if not found or len(found[1] + found[2]) < 2:
        return word
    return str(10 * len(found[1]) + _ROMAN_UNITS[found[2]])


def _as_digits(word):
    if word[0].isdigit():
        ordinal = _ORDINAL.fullmatch(word)
        return ordinal[1] if ordinal else word
    return _roman(word) if word[0] in "ivx" else word


def plain_words(words):
    """Write out titles and turn numbers into digits: « dix neuf mars » and « 19 mars » agree."""
    result = []
    for word in words:
        word = _TITLES.get(word) or NUMBER_WORDS.get(word) or _as_digits(word)
        before = result[-1] if result else ""
        if word.isdigit():
            if len(word) == 1 and before in ("10", "20", "30"):
                word = str(int(result.pop()) + int(word))
            elif len(word) == 2 and is_year(word, before):
                word = f"19{word}"
        result.append(word)
    return result


def street_key(words):
    """Return what is compared of a street, from its folded words, type first when there is one."""
    kind = ""
    rest = words
    if len(words) > 1:
        if words[0] == "rond" and words[1] == "point":
            kind, rest = "rond point", words[2:]
        else:
            kind = TYPES.get(words[0]) or SHORT_TYPES.get(words[0], "")
            rest = words[1:] if kind else words
    plain = plain_words(rest)
    core = [word for word in plain if word not in STOP_WORDS]
    full = " ".join(plain)
    return StreetKey(kind, " ".join(core) or full or kind, full)


def name_key(name):
    """Return the key of a street's official name."""
    return street_key(search_key(name[:MAX_LENGTH]).split())


def commune_key(name):
    """Return what is compared of a commune's name: « ST ETIENNE » and « Saint-Étienne » agree."""
    return " ".join(_TITLES.get(word, word) for word in search_key(name[:MAX_LENGTH]).split())
