"""A file as one professional may read it: each part, shown or hidden with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.core.dates import today
from cite.core.languages import language_of
from cite.core.telephones import readable_telephone
from cite.residents.enums.languages import Spoken
from cite.residents.enums.people import Protection, Situation, WhoSigns
from cite.residents.enums.sharing import Part
from cite.residents.models import Residence, Resident
from cite.residents.permissions.people import Sight
from cite.residents.queries.people import facts_of
from cite.residents.rules.identity import has_come_of_age
from cite.territories.enums import Status
from cite.territories.queries.location import locate
from cite.territories.rules.residence import Answer

_SETTLED = frozenset({Status.IN_QPV, Status.OTHER_TERRITORY, Status.OUTSIDE, Status.NOT_COVERED})
"""The answers that a place gives by itself: those that hung on the words of an address are not asked again."""


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of a file: its rows where it is shared, else why it is not; `edit` names the page that changes it."""

    key: str
    title: str
    edit: str = ""
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
        PartShown(key, title, f"edit-{key}" if sight.writes else "", read(resident, sight))
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


def hidden_parts(sight: Sight) -> list[tuple[str, str]]:
    """List the parts of a pathway that this reader does not see, with the reason."""
    names = {
        Part.OBSTACLES: _("Ce qui la freine"),
        Part.STEPS: _("Ses étapes et ses rendez-vous"),
        Part.NOTES: _("Les notes du groupe"),
    }
    return [(name, why_hidden(part, sight)) for part, name in names.items() if not sight.sees(part)]


@dataclass(frozen=True, slots=True)
class Homes:
    """Where somebody lives: the answer frozen at entry, the answer of today beside it, and what was before."""

    now: Residence | None
    today: Answer | None
    past: Sequence[Residence] = ()

    @property
    def has_changed(self) -> bool:
        """Whether today’s answer is not the one that was frozen."""
        if self.now is None or self.today is None:
            return False
        if self.today.status != self.now.answer:
            return True
        frozen = self.now.district.code if self.now.district else ""  # of another Cité, no district is kept
        return self.today.status == Status.IN_QPV and self.today.qpv_code != frozen


def homes_of(resident: Resident, *, on: date) -> Homes:
    """Gather where somebody lived; the answer of today is computed again where the place is sure."""
    rows = list(Residence.objects.filter(resident=resident).select_related("district", "commune"))
    current = next((each for each in rows if each.until is None), None)
    past = [each for each in rows if each is not current]
    sure = current is not None and current.answer in _SETTLED and current.longitude is not None
    if not sure:
        return Homes(current, None, past)
    point = (current.longitude, current.latitude)
    return Homes(current, locate(territory=resident.territory, on=on, point=point), past)


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
    if has_come_of_age(facts_of(resident, today())):
        return [*rows, (_("À changer"), _come_of_age())]
    if resident.protection not in ("", Protection.NONE):
        rows += [
            (_("Qui signe"), WhoSigns(resident.protection).label),
            (_("Représentant"), told(resident.guardian_name)),
            (_("Téléphone du représentant"), told(readable_telephone(resident.guardian_phone))),
            (_("Représentant informé"), three_valued(resident.guardian_informed)),
        ]
    return rows


def _come_of_age() -> str:
    return _(
        "Elle est majeure maintenant : elle signe seule, et son représentant n’a plus à être informé. "
        "Changez « Protection »."
    )


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
