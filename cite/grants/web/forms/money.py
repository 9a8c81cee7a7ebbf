"""Forms about the money of a decision."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import PaymentKind
from cite.grants.web.forms.amounts import AMOUNT_EXAMPLE, AmountField
from cite.ui.forms import DateField, Form, VersionField


class PlanForm(Form):
    """A payment to come."""

    kind = forms.ChoiceField(
        label=_("Nature du versement"),
        choices=[(kind.value, kind.label) for kind in PaymentKind if kind != PaymentKind.REFUND],
    )
    amount = AmountField(label=_("Montant"), help_text=AMOUNT_EXAMPLE, required=True)
    planned_on = DateField(label=_("Prévu le"), required=False)


class PayForm(Form):
    """A payment that was made."""

    version = VersionField()
    paid_on = DateField(label=_("Versé le"))
    reference = forms.CharField(
        label=_("Référence du versement"),
        max_length=60,
        help_text=_("Celle du mandat ou de la demande de paiement."),
    )


class RefundForm(Form):
    """Money that came back."""

    amount = AmountField(label=_("Montant reversé"), help_text=AMOUNT_EXAMPLE, required=True)
    paid_on = DateField(label=_("Reçu le"))
    reference = forms.CharField(label=_("Référence du titre de perception"), max_length=60)


class CommitmentForm(Form):
    """The legal commitment number."""

    number = forms.CharField(
        label=_("Numéro d’engagement juridique"),
        max_length=30,
        required=False,
        help_text=_(
            "Donné par le service comptable. Il figure sur la notification et la liste des paiements."
        ),
    )
