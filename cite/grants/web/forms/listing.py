"""What somebody looks for among files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import PilotSide
from cite.grants.enums import ApplicationState
from cite.grants.models import CallForProjects, Funder
from cite.grants.queries.listing import FileFilters
from cite.grants.rules.call_content import PRIORITIES
from cite.grants.workflow import BEFORE_DEPOSIT
from cite.territories.models import District
from cite.ui.forms import Form

_ALL = ("", _("Tous"))


class FilesForm(Form):
    """Words and filters, in the address of the page; whatever they hold, the page shows something."""

    says_optional = False

    q = forms.CharField(
        label=_("Action, porteur ou numéro"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    appel = forms.ChoiceField(label=_("Appel à projets"), required=False)
    situation = forms.ChoiceField(label=_("Situation"), required=False)
    priorite = forms.ChoiceField(
        label=_("Priorité"),
        required=False,
        choices=[("", _("Toutes")), *((choice.code, choice.label) for choice in PRIORITIES)],
    )
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)
    financeur = forms.ChoiceField(label=_("Financeur sollicité"), required=False)
    sans = forms.ChoiceField(
        label=_("Sans instructeur"), required=False, choices=[("", _("Peu importe")), *PilotSide.choices]
    )
    retard = forms.BooleanField(label=_("En retard"), required=False)
    miens = forms.BooleanField(label=_("Les miens"), required=False)
    prets = forms.BooleanField(label=_("Prêts pour un comité"), required=False)

    def __init__(
        self,
        *args: Any,
        calls: Sequence[CallForProjects],
        districts: Sequence[District],
        funders: Sequence[Funder],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["appel"].choices = [_ALL, *((str(c.uuid), f"{c.title} ({c.year})") for c in calls)]
        self.fields["quartier"].choices = [_ALL, *((d.code, d.full_label) for d in districts)]
        self.fields["financeur"].choices = [_ALL, *((str(f.uuid), f.name) for f in funders)]
        self.fields["situation"].choices = [
            ("", _("Toutes")),
            *((s.value, s.label) for s in ApplicationState if s not in BEFORE_DEPOSIT),
        ]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write beside each state how many files the other filters leave in it."""
        first, *states = self.fields["situation"].choices
        self.fields["situation"].choices = [first, *((v, f"{n} ({counts.get(v, 0)})") for v, n in states)]

    @property
    def more_fields(self) -> list[BoundField]:
        """Every filter but the words."""
        return [field for field in self.visible_fields() if field.name != "q"]

    @property
    def filters(self) -> FileFilters:
        """What to look for: a wrong value filters nothing, and its field says so."""
        self.is_valid()
        given = self.cleaned_data
        return FileFilters(
            words=given.get("q", ""),
            call=given.get("appel", ""),
            state=given.get("situation", ""),
            priority=given.get("priorite", ""),
            district=given.get("quartier", ""),
            funder=given.get("financeur", ""),
            missing_side=given.get("sans", ""),
            is_late=given.get("retard", False),
            is_mine=given.get("miens", False),
            is_ready=given.get("prets", False),
        )
