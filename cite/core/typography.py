"""French typography, set once: the spaces that may not break in a sentence, and the first day of a month in a date.

Sources are written with ordinary spaces, which everybody can type, see and search. Pages, messages and documents look
their sentences up; what people type stays as they wrote it. Every date goes through Django's formats, whoever writes
it: a filter, a table, a message, a document. There a day without a leading zero stands before a month in words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from gettext import NullTranslations

from django.conf import settings
from django.utils.dateformat import DateFormat
from django.utils.translation import get_language
from django.utils.translation.trans_real import translation

_HELD = re.compile(r"(?<=\S) (?=[:;?!»](?!=))|(?<=«) ")
_CONTEXT_END = "\x04"


@lru_cache(maxsize=20_000)
def typeset(sentence: str) -> str:
    """Hold « : ; ? ! » and what stands between guillemets to their neighbours: no line begins with them."""
    return _HELD.sub("\u00a0", sentence)


class FrenchSentences(NullTranslations):
    """What no catalogue translates: our own sentences, which are French already and only need their spaces."""

    def gettext(self, message: str) -> str:
        """Set a sentence; its context, where it has one, is not read."""
        return typeset(message.rpartition(_CONTEXT_END)[2])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Choose and set one of two sentences."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def day_of_month(date: DateFormat) -> int | str:
    """Write the day of a date in words: « 1er septembre », « 2 septembre »."""
    is_french = (get_language() or "").startswith("fr")
    return "1er" if is_french and date.data.day == 1 else date.data.day


def install() -> None:
    """Set every sentence looked up and every date written from now on."""
    translation(settings.LANGUAGE_CODE).add_fallback(FrenchSentences())
    DateFormat.j = day_of_month
