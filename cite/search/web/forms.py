"""What one looks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import Form


class SearchForm(Form):
    """A few words."""

    q = forms.CharField(
        label=_("Ce que vous cherchez"),
        help_text=_("Une structure, une personne, une réunion, une page. Le début des mots suffit."),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
