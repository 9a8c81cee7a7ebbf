"""What a free text about a person may not hold: identifiers are refused, health and contacts are pointed at.

Sources: article 30 of the law « informatique et libertés » and décret 2019-341 (the NIR, for no purpose of ours);
RGPD, articles 5.1.c (the least data) and 9 (health). A text is never repeated in an answer, nor kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.core.text import search_key

FREE_TEXT_HINT = _("Des faits utiles, pas de jugement, pas de santé : la personne peut lire ce texte.")
"""Shown under every free text about a person."""


class FreeTextObjection(models.TextChoices):
    """What a free text never holds; each sentence says what to do. None repeats what was typed."""

    SOCIAL_SECURITY_NUMBER = (
        "social_security_number",
        _(
            "Ce texte contient un numéro de sécurité sociale. Effacez-le : ce site n’a pas le droit de le garder."
        ),
    )
    AGENCY_NUMBER = (
        "agency_number",
        _(
            "Ce texte contient un numéro d’allocataire ou d’identifiant (France Travail, CAF, titre de séjour…). "
            "Effacez-le : il ne sert pas ici."
        ),
    )
    BANK_NUMBER = (
        "bank_number",
        _("Ce texte contient un numéro de compte ou de carte bancaire. Effacez-le : il ne sert pas ici."),
    )


class FreeTextWarning(models.TextChoices):
    """What may be misplaced in a free text: said, never refused."""

    HEALTH = (
        "health",
        _(
            "Ce texte parle peut-être de santé. N’écrivez ni maladie ni traitement : dites seulement ce qui aide, "
            "par exemple « rendez-vous le matin de préférence »."
        ),
    )
    CONTACT = (
        "contact",
        _(
            "Ce texte contient peut-être un téléphone ou une adresse électronique. Leur place est là où l’on note "
            "comment joindre la personne."
        ),
    )


_GAP = r"[^0-9A-Za-z]{0,3}"
"""What people put between the digits of a number: spaces, points, dashes, slashes, or nothing."""
_NARROW_GAP = r"[ .\-_]{0,2}"
_CORSICA = {"2A": "19", "2B": "18"}
_KEY = 97


def _nir_pattern(gap: str, first: str, month: str, key: str) -> re.Pattern[str]:
    def digits(count: int) -> str:
        return gap.join([r"\d"] * count)

    department = rf"(?:\d{gap}\d|2{gap}[AaBb])"
    parts = [first, digits(2), month, department, digits(6)]
    return re.compile(rf"(?<![0-9A-Za-z])(?P<number>{gap.join(parts)}){key}")


_TWO = rf"(?:{_GAP}\d){{2}}"
_NIR_WITH_KEY = _nir_pattern(_GAP, "[1-478]", rf"\d{_GAP}\d", rf"(?P<key>{_TWO})(?!\d)")
"""Thirteen signs and their key, however spaced: believed where the key is right."""
_NIR_ALONE = _nir_pattern(
    _NARROW_GAP,
    "[12]",
    rf"(?:0{_NARROW_GAP}[1-9]|1{_NARROW_GAP}[0-2])",
    rf"(?:(?:{_NARROW_GAP}\d){{2}})?(?!{_NARROW_GAP}[0-9])",
)
"""Thirteen signs that read as a sex, a year, a month and a department, or fifteen with a wrong key."""

_AGENCIES = (
    r"\b(?:caf|allocataire|france travail|pole emploi|identifiant|matricule|msa|mdph|titre de sejour|recepisse|"
    r"numero etranger|agdref|passeport|carte d identite|cni)\b"
)
_AGENCY_NUMBER = re.compile(
    rf"{_AGENCIES}[a-z ]{{0,30}}?(?:\bn\w{{0,6}} )?(?<!\d)(\d(?: ?\d){{6,11}} ?[a-z]?)(?! ?\d)"
)
_SEEKER_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{7}[A-Z](?![0-9A-Za-z])")
"""The identifier of a job seeker, alone: seven digits and a letter."""
_IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){4,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<!\d)\d(?:[ \-]?\d){15}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)33 ?\(?0?\)?|0)[ .\-]?[1-9](?:[ .\-/]?\d\d){4}(?!\d)")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[A-Za-z]{2,}")

_HEALTH = re.compile(
    r"\b(?:depressi|depressive|bipolair|schizo|psychiatr|psychotrop|antidepress|anxiolyt|anxiete|burn ?out|suicid|"
    r"autis|alzheimer|epilep|cancer|tumeur|chimiotherap|radiotherap|dialys|diabet|asthm|hepatit|vih\b|sida\b|"
    r"seropositi|tubercul|alcooli|addict|toxicoman|drogue|methadone|sevrage|medicament|ordonnance medicale|"
    r"traitement medical|hospitalis|maladie|malade\b|pathologi|diagnosti\w* medica|handicap|invalidite|"
    r"grossesse|enceinte de \w+ mois|est enceinte|fausse couche|ivg\b|operee? d|chirurgi|hernie|lombalgi|sciatique)"
)
_NOT_HEALTH = re.compile(
    r"assurances? maladie|travailleu\w+ handicape\w*|reconnaissance \w+ ?travailleu\w+ handicap\w+|"
    r"cap emploi handicap|antimaladie"
)


@dataclass(frozen=True, slots=True)
class TextRemark:
    """One thing to say about a text: what it is, and whether the text is refused for it."""

    what: FreeTextObjection | FreeTextWarning

    @property
    def is_refusal(self) -> bool:
        """Whether the text is not kept as it is."""
        return isinstance(self.what, FreeTextObjection)

    @property
    def sentence(self) -> str:
        """What people read."""
        return str(self.what.label)


def remarks_on(text: str) -> tuple[TextRemark, ...]:
    """Say everything there is to say about a text: what refuses it first, then what deserves a second look."""
    plain, key = _plain(text), search_key(text)
    found = {
        FreeTextObjection.SOCIAL_SECURITY_NUMBER: _has_nir(plain),
        FreeTextObjection.AGENCY_NUMBER: bool(_AGENCY_NUMBER.search(key) or _SEEKER_NUMBER.search(plain)),
        FreeTextObjection.BANK_NUMBER: _has_bank_number(plain),
        FreeTextWarning.HEALTH: bool(_HEALTH.search(_NOT_HEALTH.sub(" ", key))),
        FreeTextWarning.CONTACT: bool(_PHONE.search(plain) or _EMAIL.search(plain)),
    }
    return tuple(TextRemark(what) for what, is_there in found.items() if is_there)


def check_free_text(*texts: str) -> Decision:
    """Refuse texts that hold an identifier; warnings do not refuse (`remarks_on` tells them)."""
    found = (remark.what for text in texts for remark in remarks_on(text) if remark.is_refusal)
    return Decision(tuple(dict.fromkeys(found)))


def warnings_in(*texts: str) -> list[str]:
    """Say what may be misplaced in texts that are kept: health, a telephone."""
    return [remark.sentence for text in texts for remark in remarks_on(text) if not remark.is_refusal]


def _plain(text: str) -> str:
    """Write the digits of any script as ours, and every space as a space."""
    folded = unicodedata.normalize("NFKC", text)
    digits = (str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in folded)
    visible = (sign for sign in digits if unicodedata.category(sign) != "Cf")
    return re.sub(r"\s", " ", "".join(visible))


def _has_nir(text: str) -> bool:
    return bool(_NIR_ALONE.search(text)) or any(
        _key_is_right(found) for found in _NIR_WITH_KEY.finditer(text)
    )


def _key_is_right(found: re.Match[str]) -> bool:
    signs = re.sub(r"[^0-9A-Za-z]", "", found["number"]).upper()
    department = signs[5:7]
    number = int(signs[:5] + _CORSICA.get(department, department) + signs[7:])
    return int(re.sub(r"\D", "", found["key"])) == _KEY - number % _KEY


def _has_bank_number(text: str) -> bool:
    cards = (re.sub(r"\D", "", found[0]) for found in _CARD.finditer(text))
    return bool(_IBAN.search(text)) or any(_passes_luhn(card) for card in cards)


def _passes_luhn(digits: str) -> bool:
    odd = sum(int(digit) for digit in digits[-1::-2])
    even = sum(sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (odd + even) % 10 == 0
