"""Who funds, and how much."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.grants.enums import ActKind, FunderKind
from cite.grants.web.forms.amounts import AmountField
from cite.ui.forms import Form, VersionField


class FunderForm(Form):
    """A funder: its name, its act, who signs, its line in Dauphin."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    kind = forms.ChoiceField(label=_("Nature"), choices=FunderKind.choices)
    partner = forms.ChoiceField(
        label=_("Structure de la Cité"),
        required=False,
        help_text=_("Ses membres préparent et enregistrent les décisions de ce financeur."),
    )
    siret = forms.CharField(label=_("SIRET"), max_length=30, required=False)
    act_kind = forms.ChoiceField(label=_("Acte par lequel il décide"), choices=ActKind.choices)
    signatory = forms.CharField(
        label=_("Qui signe, à quel titre"),
        max_length=200,
        required=False,
        help_text=_("Une fonction : « Le préfet, par délégation ». Jamais l’instructeur du dossier."),
    )
    dauphin_label = forms.CharField(label=_("Ligne à choisir dans Dauphin"), max_length=120, required=False)
    is_active = forms.BooleanField(label=_("Finance encore"), required=False, initial=True)
    version = VersionField(required=False)

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(partner.uuid): partner for partner in partners}
        self.fields["partner"].choices = [
            ("", _("Aucune")),
            *((uuid, str(partner)) for uuid, partner in self.offered.items()),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """What the operation takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return given | {"partner": self.offered.get(given["partner"])}


class EnvelopeForm(Form):
    """What a funder puts in a call."""

    amount = AmountField(
        label=_("Montant, en euros"),
        help_text=_("Jamais plus bas que ce qui est déjà attribué."),
        required=True,
    )
    version = VersionField(required=False)
