"""French text as the index knows it: words without accents, then stems."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from cite.core.text import search_key

LONGEST_WORD = 40
_RAW = re.compile(r"[\w\u0300-\u036f]+")
_CACHED_WORDS = 200_000
_STEMMER = snowballstemmer.stemmer("french")

EMPTY_WORDS = frozenset(
    """
    a afin ai aie ait alors apres as au aucun aucune aujourd aussi autre autres aux avec avez avoir avons c car ce
    ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de des desormais dont du
    elle elles en encore entre es est et etaient etais etait etant ete etes etre eu eux faire fais fait faut font
    h hors hui il ils j je jusqu l la le les leur leurs lors lorsqu lui m ma mais me meme memes mes moi moins mon
    n ne ni nos notre nous on ont or ou par parmi pas pendant peu peut peuvent peux plus pour pourquoi puis puisqu
    qu quand que quel quelle quelles quels qui quoi s sa sans se sera serai ses si soi soient sois soit son sont
    sous suis sur t ta tandis te tes toi ton tous tout toute toutes tres tu un une vers veut veux vos votre
    voudrais vous y
    """.split()
)
"""Found in every text, and in questions asked as one speaks: « je veux passer le permis », « j’ai peur de… »."""

_ENDINGS = (
    (re.compile(r"ites?$"), "ité"),
    (re.compile(r"ees?$"), "é"),
    (re.compile(r"(?<=...)eres?$"), "er"),
    (re.compile(r"(?<=..)trices?$"), "teur"),
    (re.compile(r"(?<=...)euses?$"), "eur"),
)
"""The stemmer knows suffixes by their accents, which people leave out: « mobilite » is « mobilité ».

And « conseillère » is « conseiller », « formatrice » is « formateur », which it does not know.
"""


class Word(NamedTuple):
    """A word of a text: as it was written, as it is compared, and what it shares with its family."""

    written: str
    key: str
    stem: str


def words(text: str) -> list[Word]:
    """Read the words of a text that mean something, in order; emoji, punctuation and operators are no words."""
    return [word for raw in _RAW.findall(unicodedata.normalize("NFKC", text)) for word in _read(raw)]


def stem(key: str) -> str:
    """Find what a word shares with its family: « garder » and « gardes » meet."""
    if len(key) < 3 or not key.isalpha():
        return key
    for ending, accented in _ENDINGS:
        if ending.search(key):
            key = ending.sub(accented, key)
            break
    root = search_key(_STEMMER.stemWord(key))
    return root[:-1] + "i" if root.endswith("y") else root


def best_written(one: str, other: str) -> str:
    """Choose between two ways to write a word: capitals often lose their accents, which nobody adds by mistake."""
    if not one or not other:
        return one or other
    return max(one, other, key=lambda written: (sum(not c.isascii() for c in written), written))


@lru_cache(_CACHED_WORDS)
def _read(raw: str) -> tuple[Word, ...]:
    keys = search_key(raw[:LONGEST_WORD]).split()
    written = raw.lower() if len(keys) == 1 else ""
    return tuple(
        Word(written[:LONGEST_WORD] or key[:LONGEST_WORD], key[:LONGEST_WORD], stem(key[:LONGEST_WORD]))
        for key in keys
        if key not in EMPTY_WORDS
    )
