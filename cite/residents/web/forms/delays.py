"""What is filled in about delays: a number each, between its bounds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cite.residents.enums.delays import Delay as D
from cite.residents.rules.delays import BOUNDS
from cite.ui.forms import NumbersForm

GROUPS = (
    (_("Ce qui est gardé"), (D.KEPT_MONTHS, D.WARNED_DAYS, D.LIGHT_DAYS, D.NEED_WORDS)),
    (_("Ce qui s’ouvre pour un temps"), (D.LINK_DAYS, D.HANDOVER_DAYS, D.LONGEST_PAUSE)),
    (
        _("Orientations"),
        (
            D.FIRST_REMINDER,
            D.BETWEEN_REMINDERS,
            D.MOST_REMINDERS,
            D.COORDINATION,
            D.EXPIRY,
            D.OUTCOME_SOON,
            D.OUTCOME_LATER,
        ),
    ),
    (_("Ce qui attend chacun"), (D.CALLED, D.ANSWERED, D.RIGHT_NEAR, D.SOON, D.SILENT)),
)
"""Every delay once, under what it is about."""


class DelaysForm(NumbersForm):
    """Every delay between its bounds, and why."""

    bounds = BOUNDS
    laid_out = GROUPS
    why_label = _("Pourquoi ces délais")
