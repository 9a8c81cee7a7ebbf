"""What is filled in about thresholds: a number each, the periods of closing, the days to try them on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.dropout.enums.signs import Parameter as P
from cite.dropout.queries.thresholds import closed_lines
from cite.dropout.rules.thresholds import BOUNDS, Thresholds
from cite.ui.forms import DateField, Form, NumbersForm

GROUPS = (
    (_("Pas de nouvelles"), (P.SILENCE_WATCH, P.SILENCE_LOOK, P.SILENCE_SOON)),
    (_("Absences"), (P.ABSENCES_IN_A_ROW, P.ABSENCES_COUNTED, P.ABSENCES_WINDOW)),
    (_("Orientations"), (P.UNANSWERED_WATCH, P.UNANSWERED_LOOK, P.UNDATED)),
    (_("Rendez-vous, actions, échéances"), (P.UNFILLED, P.END_NEAR, P.NOTHING_AFTER, P.DEADLINE_NEAR)),
    (_("Freins"), (P.OBSTACLES_COUNT, P.BLOCKING_UNANSWERED)),
    (_("Référent et étapes"), (P.WITHOUT_REFERENT, P.REFERENT_CHANGED, P.NO_STEP, P.NOTHING_PROPOSED)),
    (_("La liste de chacun"), (P.SHOWN_A_WEEK, P.QUIET_DAYS)),
)
"""Every parameter once, under what it is about."""

_PERIOD = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})\s*[-–—]\s*(\d{1,2})/(\d{1,2})/(\d{4})$")


class ThresholdsForm(NumbersForm):
    """Every threshold between its bounds, and when everything is closed here."""

    bounds = BOUNDS
    laid_out = GROUPS
    why_label = _("Pourquoi ces seuils")

    closed = forms.CharField(
        label=_("Périodes où tout est fermé ici"),
        help_text=_("Une par ligne. Exemple : 03/08/2026 – 21/08/2026. Le silence n’y compte pas."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )

    def clean_closed(self) -> tuple[tuple[date, date], ...]:
        """Read the periods, one a line."""
        found = []
        for number, line in enumerate(self.cleaned_data["closed"].splitlines(), 1):
            if not line.strip():
                continue
            found.append(_period(line.strip(), number))
        return tuple(sorted(found))

    @property
    def thresholds(self) -> Thresholds:
        """What was filled in."""
        return Thresholds(self.numbers, self.cleaned_data["closed"])

    @classmethod
    def initial_of(cls, thresholds: Thresholds, draft: Any = None) -> dict[str, Any]:
        """Fill the form with thresholds, and with the draft that they are of."""
        closed = "\n".join(closed_lines(thresholds))
        return super().initial_of(thresholds.values, draft) | {"closed": closed}


def _period(line: str, number: int) -> tuple[date, date]:
    found = _PERIOD.match(line)
    try:
        if found is None:
            raise ValueError(line)
        day, month, year, last_day, last_month, last_year = map(int, found.groups())
        return date(year, month, day), date(last_year, last_month, last_day)
    except ValueError:
        sentence = _("Ligne %(number)s : écrivez deux dates, comme 03/08/2026 – 21/08/2026.")
        raise forms.ValidationError(sentence % {"number": number}) from None


class ReplayForm(Form):
    """The days that are past, on which thresholds are tried."""

    first_on = DateField(label=_("Du"))
    last_on = DateField(label=_("Au"), help_text=_("Un jour passé ; un an au plus."))
