"""What somebody looks for in the directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import ChainLink, PartnerState
from cite.actors.models import Network
from cite.actors.queries.directory import DirectoryFilters
from cite.territories.models import District
from cite.ui.forms import Form


class DirectoryForm(Form):
    """Words and filters, in the address of the page; whatever they hold, the page shows something."""

    says_optional = False

    q = forms.CharField(
        label=_("Nom ou commune"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)
    maillon = forms.ChoiceField(
        label=_("Maillon"), required=False, choices=[("", _("Tous")), *ChainLink.choices]
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    reseau = forms.ChoiceField(label=_("Réseau"), required=False)
    situation = forms.ChoiceField(label=_("Situation"), required=False)

    def __init__(
        self,
        *args: Any,
        districts: Sequence[District],
        kinds: Sequence[tuple[str, str]],
        networks: Sequence[Network],
        can_manage: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("Tous"))
        self.fields["quartier"].choices = [everything, *((d.code, d.full_label) for d in districts)]
        self.fields["type"].choices = [everything, *kinds]
        self.fields["reseau"].choices = [everything, *((str(n.uuid), n.name) for n in networks)]
        states = [
            (s.value, s.label) for s in PartnerState if s not in (PartnerState.ACTIVE, PartnerState.MERGED)
        ]
        self.fields["situation"].choices = [("", _("Actives")), *states]
        if not networks:
            del self.fields["reseau"]
        if not can_manage:
            del self.fields["situation"]

    @property
    def filters(self) -> DirectoryFilters:
        """What to look for: a wrong value filters nothing, and its field says so."""
        self.is_valid()
        given = self.cleaned_data
        network = given.get("reseau", "")
        return DirectoryFilters(
            text=given.get("q", ""),
            district=given.get("quartier", ""),
            kind=given.get("type", ""),
            link=given.get("maillon", ""),
            network=str(UUID(network)) if network else "",
            state=given.get("situation", ""),
        )
