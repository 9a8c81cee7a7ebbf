"""What a sheet says, in words: its fields for whoever reads, compares, or writes at the same time as another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.core.languages import FRENCH
from cite.core.telephones import readable_telephone
from cite.directory.enums import (
    AUDIENCES,
    FEES,
    KINDS,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    RECEPTION_MODES,
    THEMES,
    Level,
    Obstacle,
    ToBring,
    UpdateEvery,
)
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.models import Service
from cite.directory.rules.hours import read_week, week_lines

_CODES: dict[str, Mapping[str, Any]] = {
    "kind": KINDS,
    "themes": THEMES,
    "obstacles": dict(Obstacle.choices),
    "audiences": AUDIENCES,
    "fee": FEES,
    "to_bring": dict(ToBring.choices),
    "level": dict(Level.choices),
    "reception_modes": RECEPTION_MODES,
    "mobilization_modes": MOBILIZATION_MODES,
    "mobilizable_by": MOBILIZABLE_BY,
    "languages": SPOKEN_LANGUAGES,
    "update_every": dict(UpdateEvery.choices),
}
_MONTH, _YEAR = 30, 365
_DAYS_IN_DAYS = 45
_YEARS_FROM = 700


def label_of(name: str) -> str:
    """Name a field as the pages do."""
    return str(Service._meta.get_field(name).verbose_name).capitalize()


def words_of(name: str, value: Any, labels: Mapping[str, str] | None = None) -> str:
    """Say the value of a field; nothing where nothing is known. `labels`: those of districts and funded actions."""
    if value is None or value in ("", [], ()):
        return ""
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if name in _WRITERS:
        return _WRITERS[name](value)
    known = _CODES.get(name) or (labels or {})
    if isinstance(value, list | tuple):
        return ", ".join(str(known.get(code, code)) for code in value)
    if name in _CODES or name == "funded_action":
        return str(known.get(value, value))
    return str(value)


def hours_lines(text: str) -> list[tuple[str, str]]:
    """Say opening hours, one line for the days that have the same; as they are where no week can be read."""
    week = read_week(text, today())
    return week_lines(week, FRENCH) if week is not None else [("", text)]


def checked_words(confirmed_on: date | None, on: date) -> str:
    """Say how old a sheet is: « vérifiée il y a 3 mois »."""
    if confirmed_on is None:
        return _("jamais vérifiée")
    days = (on - confirmed_on).days
    if days < 2:
        return _("vérifiée hier") if days == 1 else _("vérifiée aujourd’hui")
    if days < _DAYS_IN_DAYS:
        return ngettext("vérifiée il y a %(n)s jour", "vérifiée il y a %(n)s jours", days) % {"n": days}
    if days < _YEARS_FROM:
        months = round(days / _MONTH)
        return ngettext("vérifiée il y a %(n)s mois", "vérifiée il y a %(n)s mois", months) % {"n": months}
    years = days // _YEAR
    return ngettext("vérifiée il y a %(n)s an", "vérifiée il y a %(n)s ans", years) % {"n": years}


def day_names() -> list[str]:
    """Name the days of the week, Monday first."""
    return [_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche")]


def _hours(text: str) -> str:
    return " ; ".join(" ".join(filter(None, line)) for line in hours_lines(text))


def _years(value: int) -> str:
    return ngettext("%(n)s an", "%(n)s ans", value) % {"n": value}


def _wait(value: int) -> str:
    return ngettext("%(n)s jour", "%(n)s jours", value) % {"n": value} if value else _("Tout de suite")


def _number(value: Any) -> str:
    text = str(value)
    return number_format(text.rstrip("0").rstrip(".") if "." in text else text)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "phone": readable_telephone,
    "opening_hours": _hours,
    "min_age": _years,
    "max_age": _years,
    "entry_delay_days": _wait,
    "weekly_hours": _number,
}
