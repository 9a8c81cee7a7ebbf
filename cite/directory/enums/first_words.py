"""What to say first to somebody who is called in her language: the words, and how they sound to a French ear."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class FirstWords(NamedTuple):
    """A greeting: as it is written, as it is pronounced, and from right to left or not."""

    text: str
    sounds: str = ""
    direction: str = "ltr"


MEANING = _("« Bonjour, je vous appelle de la Cité de l’emploi. Vous pouvez me parler maintenant ? »")
"""What every greeting says."""
FIRST_WORDS: dict[str, FirstWords] = {
    "fr": FirstWords("Bonjour, je vous appelle de la Cité de l’emploi. Vous pouvez me parler maintenant ?"),
    "en": FirstWords("Hello, I am calling from the Cité de l’emploi. Can you talk now?"),
    "ar": FirstWords(
        "مرحبًا، أتصل بكم من «سيتي دو لامبلوا». هل يمكنكم التحدث الآن؟",
        "Marhaban, attassilou bikoum min Cité de l’emploi. Hal youmkinoukoum at-tahaddouth al-ân ?",
        "rtl",
    ),
    "tr": FirstWords(
        "Merhaba, sizi Cité de l’emploi’dan arıyorum. Şimdi konuşabilir misiniz?",
        "Merhaba, sizi Cité de l’emploi-dan areuyoroum. Chimdi konouchabilir missiniz ?",
    ),
    "pt": FirstWords(
        "Bom dia, estou a ligar da Cité de l’emploi. Pode falar agora?",
        "Bon dia, chtô a ligar da Cité de l’emploi. Pode falar agora ?",
    ),
    "es": FirstWords(
        "Buenos días, le llamo de la Cité de l’emploi. ¿Puede hablar ahora?",
        "Bouénos dias, lé yamo dé la Cité de l’emploi. Pouédé hablar aora ?",
    ),
}
"""By the codes of the languages that our public pages speak."""
