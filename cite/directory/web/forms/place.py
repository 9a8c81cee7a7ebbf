"""Where a service is and when it is open: an address found on the map, hours typed day by day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.directory.enums import RECEPTION_MODES
from cite.directory.enums.life import ContentObjection
from cite.directory.queries.places import LOCATED, located
from cite.directory.queries.words import day_names
from cite.directory.rules.typed_hours import DAYS, Week, is_readable, problems, read_hours, write_hours
from cite.directory.web.forms.fields import Codes, ThreeValued
from cite.directory.web.forms.steps import SheetForm
from cite.tenancy.models import Territory
from cite.ui.forms import SuggestInput

_SPANS = (("start", "end"), ("start2", "end2"))
_LABELS = {
    "start": _("de"),
    "end": _("à"),
    "start2": _("puis de"),
    "end2": _("à"),
}


class PlaceForm(SheetForm):
    """Where it is, and when."""

    names = (*LOCATED, "opening_hours")

    reception_modes = Codes(label=_("Où est-on reçu ?"), choices=RECEPTION_MODES.items())
    place = forms.CharField(
        label=_("Adresse du lieu"),
        help_text=_(
            "Le numéro, la rue, le code postal et la commune. Laissez vide si tout se passe à distance."
        ),
        max_length=300,
        required=False,
        widget=SuggestInput(url_name="territories:suggestions"),
    )
    address_extra = forms.CharField(
        label=_("Précisions pour trouver"),
        help_text=_("L’étage, l’entrée, l’arrêt de tram."),
        max_length=300,
        required=False,
    )
    without_car = ThreeValued(label=_("Accessible sans voiture ?"))
    step_free = ThreeValued(label=_("Accessible en fauteuil ?"))
    childcare_on_site = ThreeValued(label=_("Garde d’enfants sur place ?"))
    evening_hours = ThreeValued(label=_("Ouvert le soir, après 18 h ?"))
    is_closed_on_holidays = forms.BooleanField(label=_("Fermé les jours fériés"), required=False)
    other_hours = forms.CharField(
        label=_("Horaires au format OpenStreetMap"),
        help_text=_("Pour ce que le tableau ne sait pas dire : week 1-26 Mo 09:00-12:00."),
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, territory: Territory | None = None, **kwargs: Any) -> None:
        self.territory = territory
        super().__init__(*args, **kwargs)
        for number, day in enumerate(day_names()):
            for part in _LABELS:
                self.fields[f"{DAYS[number]}_{part}"] = forms.TimeField(
                    label=f"{day.capitalize()}, {_LABELS[part]}",
                    required=False,
                    widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "fr-input"}),
                    error_messages={"invalid": _("Écrivez l’heure ainsi : 08:30.")},
                )

    def initial_from(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Start from what the sheet says: the address on one line, the hours day by day."""
        town = f"{facts.get('postal_code') or ''} {facts.get('commune_name') or ''}".strip()
        found = super().initial_from(facts) | {"place": ", ".join(filter(None, (facts.get("address"), town)))}
        week = read_hours(facts.get("opening_hours") or "")
        if week is None:
            return found | {"other_hours": facts["opening_hours"]}
        found["is_closed_on_holidays"] = week.is_closed_on_holidays
        for day, spans in week.days.items():
            for (start, end), span in zip(_SPANS, spans, strict=False):
                found[f"{DAYS[day]}_{start}"], found[f"{DAYS[day]}_{end}"] = span
        return found

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, BoundField]]]]:
        """The hours, one row per day; each field with the short word that stands above it."""
        return [
            (
                name.capitalize(),
                [(str(word), self[f"{DAYS[number]}_{part}"]) for part, word in _LABELS.items()],
            )
            for number, name in enumerate(day_names())
        ]

    def clean(self) -> dict[str, Any]:
        """Write the hours as OpenStreetMap does, and find the address on the map."""
        cleaned = super().clean() or {}
        cleaned["opening_hours"] = self._hours(cleaned)
        if not self.errors and cleaned.get("place", "") != self.initial["place"]:
            cleaned |= located(cleaned["place"], self.territory)
        return cleaned

    def _hours(self, cleaned: dict[str, Any]) -> str:
        week = Week(
            {day: spans for day in range(7) if (spans := self._spans(cleaned, DAYS[day]))},
            bool(cleaned.get("is_closed_on_holidays")),
        )
        for day in problems(week):
            self.add_error(
                f"{DAYS[day]}_start", _now("Les heures de ce jour ne se suivent pas. Vérifiez-les.")
            )
        other = cleaned.get("other_hours", "").strip()
        if other and week.days:
            self.add_error("other_hours", _now("Remplissez le tableau ou ce champ, pas les deux."))
        if other and not is_readable(other):
            self.add_error("other_hours", ContentObjection.HOURS_UNREADABLE.label)
        return other or write_hours(week)

    def _spans(self, cleaned: dict[str, Any], day: str) -> tuple[tuple[str, str], ...]:
        spans = []
        for start, end in _SPANS:
            first, last = cleaned.get(f"{day}_{start}"), cleaned.get(f"{day}_{end}")
            if (first is None) != (last is None):
                missing = end if last is None else start
                if f"{day}_{missing}" not in self.errors:
                    self.add_error(f"{day}_{missing}", _now("Complétez cette heure, ou videz l’autre."))
            elif first is not None:
                spans.append((_time(first), _time(last)))
        return tuple(spans)


def _time(value: datetime.time) -> str:
    return value.strftime("%H:%M")
