"""The form that creates an access key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.enums.keys import KeyScope
from cite.ui.forms import DateField, Form


class KeyForm(Form):
    """Which program, what it may do, until when."""

    name = forms.CharField(
        label=_("Nom du logiciel"),
        max_length=80,
        help_text=_("Pour le reconnaître plus tard. Exemple : gestion de l’association."),
    )
    scope = forms.ChoiceField(
        label=_("Ce que le logiciel peut faire"),
        choices=KeyScope.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "En lecture seule, il suit vos dossiers et ne change rien. Choisissez « lecture et écriture » s’il doit "
            "aussi les remplir et les déposer."
        ),
    )
    ends_on = DateField(label=_("La clé sert jusqu’au"), help_text=_("Un an au plus."))
