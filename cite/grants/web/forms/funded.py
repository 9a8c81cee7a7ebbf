"""What is filled in about actions funded before."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.operations.funded import PROOF_POLICY
from cite.grants.web.forms.amounts import AmountField
from cite.ui.forms import DateField, FileField, Form, VersionField


class ReceivedForm(Form):
    """A bilan received by another way, with its proof."""

    is_final = forms.ChoiceField(
        label=_("Quel bilan ?"),
        choices=(("yes", _("Bilan final")), ("no", _("Bilan intermédiaire"))),
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("Reçu le"))
    proof = FileField(
        label=_("Preuve : le bilan, ou son accusé de réception"),
        max_bytes=PROOF_POLICY.max_bytes,
        extensions=("pdf", "jpg", "jpeg", "png", "docx", "odt"),
    )
    note = forms.CharField(label=_("Remarque"), max_length=500, required=False)
    version = VersionField()


class CorrectFundedForm(Form):
    """A mistake in a list that was imported."""

    title = forms.CharField(label=_("Action"), max_length=255)
    funder_name = forms.CharField(label=_("Financeur"), max_length=200, required=False)
    amount = AmountField(label=_("Montant accordé, en euros"))
    interim_received_on = DateField(label=_("Bilan intermédiaire reçu le"), required=False)
    report_received_on = DateField(label=_("Bilan final reçu le"), required=False)
    note = forms.CharField(
        label=_("Pourquoi cette correction ?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = VersionField()
