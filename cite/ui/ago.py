"""How far a day is from today, as people say it: « il y a 3 jours », « dans 2 mois »."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.dates import today

_IN_DAYS, _MONTH, _YEAR = 90, 30.44, 365.25
_YEARS_FROM = 731


def ago(moment: date | datetime, on: date | None = None) -> str:
    """Say how far a day is: to the day within three months, then in months, then in years."""
    if isinstance(moment, datetime):
        moment = (localtime(moment) if is_aware(moment) else moment).date()
    days = ((on or today()) - moment).days
    near = {0: _("aujourd’hui"), 1: _("hier"), -1: _("demain")}
    if days in near:
        return near[days]
    if days < 0:
        return _ahead(-days)
    if days <= _IN_DAYS:
        return ngettext("il y a %(n)s jour", "il y a %(n)s jours", days) % {"n": days}
    if days < _YEARS_FROM:
        months = round(days / _MONTH)
        return ngettext("il y a %(n)s mois", "il y a %(n)s mois", months) % {"n": months}
    years = int(days / _YEAR)
    return ngettext("il y a %(n)s an", "il y a %(n)s ans", years) % {"n": years}


def _ahead(days: int) -> str:
    if days <= _IN_DAYS:
        return ngettext("dans %(n)s jour", "dans %(n)s jours", days) % {"n": days}
    months = round(days / _MONTH)
    return ngettext("dans %(n)s mois", "dans %(n)s mois", months) % {"n": months}
