"""The forms that sign and withdraw a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import Form


class SignForm(Form):
    """Who signs, as what, where; and which content she read."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Votre nom et prénom"), max_length=150)
    function = forms.CharField(label=_("Votre fonction"), help_text=_("Exemple : présidente"), max_length=120)
    place = forms.CharField(label=_("Fait à"), help_text=_("La commune où vous signez."), max_length=100)
    attests = forms.BooleanField(label=_("J’ai relu le dossier et j’atteste chacun des points ci-dessus."))


class WithdrawForm(Form):
    """Why a file is withdrawn."""

    reason = forms.CharField(
        label=_("Pourquoi retirez-vous ce dossier ?"),
        help_text=_("Exemple : le partenaire principal s’est retiré. L’instruction lit cette raison."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
