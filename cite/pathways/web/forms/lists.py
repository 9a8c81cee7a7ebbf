"""Which pathways are listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.pathways.enums.pathways import PathwayState
from cite.pathways.queries.lists import Filters
from cite.territories.models import District
from cite.ui.forms import Form

EVERYBODY = "tous"
# offered to begin with, any other number may be asked by the address
DAYS = (30, 60, 90, 150)
MOST_DAYS = 365


class FilterForm(Form):
    """Whose pathways, in which state, silent for how long, in which district; what makes no sense asks for nothing."""

    qui = forms.ChoiceField(label=_("Qui accompagne"), required=False)
    etat = forms.ChoiceField(
        label=_("État"),
        choices=[("", _("Tous ceux qui sont ouverts")), *PathwayState.choices],
        required=False,
    )
    silence = forms.ChoiceField(label=_("Sans nouvelles de la personne"), required=False)
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)
    says_optional = False

    def __init__(
        self, *args: Any, colleagues: Sequence[Membership], districts: Sequence[District], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(each.uuid): each for each in colleagues}
        self.districts = {str(each.uuid): each for each in districts}
        self.fields["qui"].choices = [
            ("", _("Moi")),
            (EVERYBODY, _("Toute ma structure")),
            *((key, f"{each.user.full_name} ({each.partner})") for key, each in self.colleagues.items()),
        ]
        days = sorted({*DAYS, self._silent_days()} - {0})
        self.fields["silence"].choices = [
            ("", _("Peu importe")),
            *((str(each), _("Depuis plus de %(days)s jours") % {"days": each}) for each in days),
        ]
        self.fields["quartier"].choices = [
            ("", _("Tous les quartiers")),
            *((key, each.label) for key, each in self.districts.items()),
        ]

    @property
    def filters(self) -> Filters:
        """What is asked, as the query takes it."""
        asked = self.data if self.is_bound else {}
        state = asked.get("etat", "")
        return Filters(
            everybody=asked.get("qui") == EVERYBODY,
            referent=self.colleagues.get(asked.get("qui", "")),
            state=PathwayState(state) if state in PathwayState.values else None,
            silent_days=self._silent_days(),
            district=self.districts.get(asked.get("quartier", "")),
        )

    def _silent_days(self) -> int:
        """Read for how long: one of those offered, or the threshold in force that another page asks for."""
        asked = self.data.get("silence", "") if self.is_bound else ""
        return int(asked) if re.fullmatch(r"[1-9][0-9]{0,2}", asked) and int(asked) <= MOST_DAYS else 0
