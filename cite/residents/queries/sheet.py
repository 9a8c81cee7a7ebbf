"""A file as one professional may read it: each part, shown or hidden with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.core.languages import language_of
from cite.core.telephones import readable_telephone
from cite.residents.enums.languages import Spoken
from cite.residents.enums.people import Protection, Situation
from cite.residents.enums.sharing import Part
from cite.residents.models import Resident
from cite.residents.permissions.people import Sight


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of a file: its rows where it is shared, else why it is not."""

    key: str
    title: str
    rows: Sequence[tuple[str, Any]] = field(default=())
    hidden_because: str = ""


def file_parts(resident: Resident, sight: Sight) -> list[PartShown]:
    """List the parts that are kept here; those of her pathway have pages of their own."""
    readers = (
        (Part.NAME, "identity", _("Qui elle est"), _identity),
        (Part.CONTACT, "contact", _("Comment la joindre"), _contact),
        (Part.SITUATION, "situation", _("Sa situation à l’entrée"), _situation),
    )
    return [
        PartShown(key, title, read(resident, sight))
        if sight.sees(part)
        else PartShown(key, title, hidden_because=why_hidden(part, sight))
        for part, key, title, read in readers
    ]


def why_hidden(part: Part, sight: Sight) -> str:
    """Say why a part is not shown, and what would open it."""
    if part == Part.OBSTACLES and sight.parts >= frozenset(Part) - {Part.OBSTACLES}:
        return _(
            "Les freins se lisent avec un titre et une habilitation des deux copilotes : votre structure ne les a pas."
        )
    return _("Cette partie n’est pas partagée avec votre structure. Demandez l’accord de la personne.")


def three_valued(value: bool | None) -> str:
    """Say yes, no, or that nobody asked: unknown is not no."""
    return _("Non demandé") if value is None else _("Oui") if value else _("Non")


def told(value: Any) -> Any:
    """Say what is known, or that nobody asked."""
    return value or _("Non demandé")


def _identity(resident: Resident, sight: Sight) -> list[tuple[str, Any]]:
    rows = [(_("Prénom et nom"), str(resident))]
    if not sight.sees(Part.SITUATION):
        return rows
    born = resident.birth_date
    birth = date_format(born, "j F Y") if born else resident.birth_year
    rows += [
        (_("Née le") if born else _("Année de naissance"), told(birth)),
        (_("Sexe"), told(resident.get_sex_display())),
        (_("Protection"), told(resident.get_protection_display())),
    ]
    if resident.protection not in ("", Protection.NONE):
        rows += [
            (_("Représentant"), told(resident.guardian_name)),
            (_("Téléphone du représentant"), told(readable_telephone(resident.guardian_phone))),
            (_("Représentant informé"), three_valued(resident.guardian_informed)),
        ]
    return rows


def _contact(resident: Resident, sight: Sight) -> list[tuple[str, Any]]:
    rows = [
        (_("Téléphone"), told(readable_telephone(resident.phone))),
        (_("Adresse électronique"), told(resident.email)),
        (_("Préfère"), told(resident.get_channel_display())),
        (_("Moments"), told(resident.reachable_hours)),
        (_("Langue des messages"), language_of(resident.language).name),
        (_("Langues parlées"), told(", ".join(_labels(Spoken, resident.languages)))),
        (_("Interprète"), three_valued(resident.needs_interpreter)),
    ]
    if resident.via_name or resident.via_phone:
        reached = " – ".join(filter(None, (resident.via_name, readable_telephone(resident.via_phone))))
        rows += [(_("Joignable par"), reached), (_("Elle est d’accord"), three_valued(resident.via_agreed))]
    return rows


def _situation(resident: Resident, sight: Sight) -> list[tuple[str, Any]]:
    return [
        (_("Situation"), told(", ".join(_labels(Situation, resident.situations)))),
        (_("Niveau"), told(resident.get_education_level_display())),
    ]


def _labels(choices: Any, values: Sequence[str]) -> list[str]:
    known = dict(choices.choices)
    return [str(known[value]) for value in values if value in known]
