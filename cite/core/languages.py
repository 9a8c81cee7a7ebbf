"""The languages that residents read, and the first word of an address in each.

Read by the settings: nothing here asks Django for anything. The work of professionals is in French.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the public pages.

    `code`: what Django calls it; `tag`: what a page declares (BCP 47); `prefix`: the first word of its addresses, none
    for French; `locale`: its dates and numbers (CLDR).
    """

    code: str
    tag: str
    name: str
    prefix: str
    locale: str
    direction: str = "ltr"

    @property
    def is_rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.direction == "rtl"

    @property
    def is_french(self) -> bool:
        """Whether its sentences follow French typography."""
        return self.tag == "fr"

    @property
    def root(self) -> str:
        """The address of the first page in this language."""
        return f"/{self.prefix}/" if self.prefix else "/"


FRENCH = Language("fr", "fr", "Français", "", "fr")
SIMPLE_FRENCH = Language("fr-x-falc", "fr", "Français simple", "fr-simple", "fr")
LANGUAGES = (
    FRENCH,
    SIMPLE_FRENCH,
    Language("en", "en", "English", "en", "en_GB"),
    Language("ar", "ar", "العربية", "ar", "ar", "rtl"),
    Language("tr", "tr", "Türkçe", "tr", "tr"),
    Language("pt", "pt", "Português", "pt", "pt_PT"),
    Language("es", "es", "Español", "es", "es"),
)
TRANSLATED = LANGUAGES[1:]
"""Those that a catalogue translates from the French of the sources."""

_BY_CODE = {language.code: language for language in LANGUAGES}
_BY_PREFIX = {language.prefix: language for language in TRANSLATED}


def language_of(code: str | None) -> Language:
    """Give the language of a code; French where there is none."""
    return _BY_CODE.get(code or "", FRENCH)


def split_path(path: str) -> tuple[Language, str]:
    """Read which language an address names, and what remains of it, both with or without a leading slash."""
    slash = "/" if path.startswith("/") else ""
    first, mark, rest = path.removeprefix("/").partition("/")
    language = _BY_PREFIX.get(first)
    return (language, slash + rest) if language and mark else (FRENCH, path)


def register(known: dict[str, dict]) -> None:
    """Add simple French, which no standard knows, to the languages Django knows."""
    known[SIMPLE_FRENCH.code] = {
        "bidi": False,
        "code": SIMPLE_FRENCH.code,
        "name": "Simple French",
        "name_local": SIMPLE_FRENCH.name,
    }
