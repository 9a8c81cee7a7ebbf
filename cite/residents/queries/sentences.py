"""The sentence that is read aloud before somebody agrees, in each language in which she may hear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from cite.actors.models import Partner
from cite.core.languages import LANGUAGES, Language
from cite.residents.enums.sharing import Part, Purpose
from cite.residents.rules.sharing import SEEN_FOR


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in one language, with what a page needs to write it: its tag and its direction."""

    language: Language
    text: str


def agreement_sentence(partner: Partner | str, purpose: Purpose | str, language: Language) -> str:
    """Write what she hears before she agrees, in one language."""
    purpose = Purpose(purpose)
    with override(language.code):
        return _(
            "J’accepte que la structure « %(partner)s » voie : %(parts)s. C’est pour : %(purpose)s. "
            "Je peux dire non : mon accompagnement continue."
        ) % {
            "partner": str(partner),
            "parts": listed(part_words(SEEN_FOR[purpose]), language),
            "purpose": purpose_words([purpose])[0],
        }


def agreement_sentences(partner: Partner | str, purpose: Purpose | str) -> list[Sentence]:
    """Write it in every language."""
    return [Sentence(each, agreement_sentence(partner, purpose, each)) for each in LANGUAGES]


def part_words(parts: Sequence[Part] | frozenset[Part]) -> list[str]:
    """Name parts of a file as she reads them, in the order of the file, in the language in force."""
    return [str(part.label) for part in Part if part in parts]


def purpose_words(purposes: Sequence[Purpose | str]) -> list[str]:
    """Write purposes inside a sentence, in the language in force."""
    labels = [str(Purpose(each).label) for each in purposes]
    return [label[:1].lower() + label[1:] for label in labels]


def listed(words: Sequence[str], language: Language) -> str:
    """Write words one after the other, with the comma of the language."""
    return ("، " if language.is_rtl else ", ").join(words)
