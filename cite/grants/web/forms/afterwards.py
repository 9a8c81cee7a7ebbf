"""Forms about amendments and recoveries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import AmendmentKind
from cite.grants.rules.afterwards import Amending
from cite.grants.web.forms.amounts import AMOUNT_EXAMPLE, AmountField
from cite.ui.forms import DateField, Form, VersionField, shown_when


class AmendmentForm(Form):
    """What changes, why, and by which act. Only the fields of the chosen kind are read."""

    version = VersionField()
    kind = forms.ChoiceField(label=_("Ce qui change"), choices=AmendmentKind.choices)
    amount = AmountField(label=_("Nouveau montant (si le montant change)"), help_text=AMOUNT_EXAMPLE)
    starts_on = DateField(label=_("Nouveau début (si les dates changent)"), required=False)
    ends_on = DateField(label=_("Nouvelle fin (si les dates changent)"), required=False)
    content = forms.CharField(
        label=_("Nouveau contenu (si l’action change)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        label=_("Motif de l’avenant"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    act_number = forms.CharField(label=_("Numéro de l’acte"), max_length=60)
    act_on = DateField(label=_("Date de l’acte"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_when(self, "amount", "kind", [AmendmentKind.AMOUNT])
        shown_when(self, "content", "kind", [AmendmentKind.CONTENT])
        for name in ("starts_on", "ends_on"):
            shown_when(self, name, "kind", [AmendmentKind.DATES])

    @property
    def change(self) -> Amending:
        """What is asked."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Amending(**data)


class OpenRecoveryForm(Form):
    """What is considered, and until when the carrier may answer."""

    amount = AmountField(label=_("Montant envisagé"), help_text=AMOUNT_EXAMPLE, required=True)
    motive = forms.CharField(
        label=_("Motif"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Le porteur le lit : citez les faits et les montants."),
    )
    respond_by = DateField(label=_("Dernier jour pour répondre"))


class RecoveryAnswerForm(Form):
    """The observations of the carrier."""

    response = forms.CharField(
        label=_("Vos observations"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )


class DecideRecoveryForm(Form):
    """What is to be paid back."""

    version = VersionField()
    amount = AmountField(label=_("Montant à reverser"), help_text=AMOUNT_EXAMPLE, required=True)
    act_number = forms.CharField(label=_("Numéro de l’acte"), max_length=60)
