"""French typography: the spaces that may not break, set once, where the sentences of the sources are looked up.

Sources are written with ordinary spaces, which everybody can type, see and search. Pages, messages and documents look
their sentences up; what people type stays as they wrote it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from gettext import NullTranslations

from django.conf import settings
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


def install() -> None:
    """Set every sentence looked up from now on."""
    translation(settings.LANGUAGE_CODE).add_fallback(FrenchSentences())
