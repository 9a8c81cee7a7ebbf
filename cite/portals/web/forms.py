"""The first question, on the first page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import Form, SuggestInput


class AddressStart(Form):
    """An address; the page of addresses reads it and answers."""

    address = forms.CharField(
        label=_("Adresse"),
        help_text=_("Le numéro, la rue et la commune."),
        widget=SuggestInput(
            url_name="territories:suggestions", attrs={"autocomplete": "off", "spellcheck": "false"}
        ),
    )
