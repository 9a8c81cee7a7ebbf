"""What is filled in about delays: a number each, between its bounds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cite.residents.rules.delays import BOUNDS
from cite.ui.forms import NumbersForm


class DelaysForm(NumbersForm):
    """Every delay between its bounds, and why."""

    bounds = BOUNDS
    why_label = _("Pourquoi ces délais")
