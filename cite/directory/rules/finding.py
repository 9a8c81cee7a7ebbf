"""What is kept of what people say of the search: never a way to reach somebody."""

from __future__ import annotations

import re
import unicodedata

from cite.directory.enums.finding import Wish

REMOVED = "…"
_AROUND = re.compile(
    r"\b(?:(?:je|on)\s+)?(?:re)?cherche(?:r|s|nt)?\b|\b(?:pas|moins)\s+(?:trop\s+)?chers?\b|\bbesoin\s+d(?:e\b|['’])"
    r"|\bpour\s+(?:aller\s+)?travailler\b",
    re.I,
)
_EMAIL = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"(?:\+?\d[\s._()\-/·]*){6,}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_HERE = re.compile(
    r"\b(?:tout\s+)?(?:pr[eè]s|proche|à\s+côté|a\s+cote|pas\s+loin)\s+(?:de\s+(?:chez\s+)?(?:moi|nous)|d['’]ici)\b"
    r"|\bautour\s+de\s+(?:chez\s+)?(?:moi|nous)\b",
    re.I,
)
_WISHES = {
    wish: re.compile(said, re.I)
    for wish, said in {
        Wish.WITHOUT_APPOINTMENT: r"\bsans\s+(?:prendre\s+(?:de\s+)?)?(?:rendez[-\s]?vous|r\.?d\.?v\b\.?)",
        Wish.THIS_WEEK: r"\b(?:d[eè]s\s+)?cette\s+semaine\b",
        Wish.EVENING: r"\b(?:ouverte?s?\s+)?(?:le|les|en|du)\s+soir(?:[ée]e)?s?\b|\bapr[eè]s\s+le\s+travail\b",
        Wish.OPEN_NOW: r"\b(?:qui\s+(?:est|sont)\s+)?ouverte?s?\s+(?:maintenant|en\s+ce\s+moment)\b",
    }.items()
}


def without_contacts(text: str) -> str:
    """Take e-mail addresses and long numbers (telephones, file numbers) out of a text, and join its lines."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join(_NUMBER.sub(f"{REMOVED} ", _EMAIL.sub(REMOVED, seen)).split())


def host_of(text: str) -> str:
    """Read the name of a site from what is typed, whole address or not; nothing where it is not one."""
    typed = text.strip().lower().removeprefix("https://").removeprefix("http://")
    try:
        host = typed.partition("/")[0].encode("idna").decode()
    except UnicodeError:  # a part of it is empty, or too long
        return ""
    return host if len(host) <= 200 and _HOST.fullmatch(host) else ""


def what_is_asked(words: str) -> str:
    """Leave aside what people say around what they look for: « je cherche … pas cher ». Alone, it stays.

    No sheet says it, and one that does by chance would come first.
    """
    words = _HERE.sub(" ", words)
    left = " ".join(_AROUND.sub(" ", words).split())
    return left or words.strip()


def wishes_said(words: str) -> tuple[str, frozenset[Wish]]:
    """Take out of what is typed the choices that it says in full: « permis sans rendez-vous » is a word and a choice.

    Looked for as words, « sans rendez-vous » would find first whoever writes « un premier rendez-vous ».
    """
    said = frozenset(wish for wish, pattern in _WISHES.items() if pattern.search(words))
    for wish in said:
        words = _WISHES[wish].sub(" ", words)
    return " ".join(words.split()), said
