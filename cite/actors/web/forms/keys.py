"""The form that creates an access key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import DateField, Form


class KeyForm(Form):
    """Which program, until when."""

    name = forms.CharField(
        label=_("Nom du logiciel"),
        max_length=80,
        help_text=_("Pour le reconnaître plus tard. Exemple : gestion de l’association."),
    )
    ends_on = DateField(label=_("La clé sert jusqu’au"), help_text=_("Un an au plus."))
