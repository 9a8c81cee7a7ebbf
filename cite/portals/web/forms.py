"""The first question, on the first page; what did not work; the answer."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import Form, SuggestInput, VersionField

OUR_PATH = re.compile(r"/(?:[\w.…-]+/?)*", re.ASCII)


class AddressStart(Form):
    """An address; the page of addresses reads it and answers."""

    address = forms.CharField(
        label=_("Adresse"),
        help_text=_("Le numéro, la rue et la commune."),
        widget=SuggestInput(url_name="territories:suggestions"),
    )


class ReportForm(Form):
    """What did not work. `website` is seen by machines only: whoever fills it is one."""

    wanted = forms.CharField(
        label=_("Ce que vous vouliez faire"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    happened = forms.CharField(
        label=_("Ce qui s’est passé"),
        help_text=_("Recopiez le message affiché, s’il y en avait un. N’écrivez le nom d’aucun habitant."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(
        label=_("Votre adresse électronique, pour recevoir la réponse"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Ne remplissez pas ce champ"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    path = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_visitor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_visitor:
            del self.fields["email"]

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled the form."""
        return bool(self.cleaned_data.get("website"))

    def clean_path(self) -> str:
        """Keep a path of this site; anything else is dropped rather than refused: nobody typed it."""
        path = self.cleaned_data["path"]
        return path if len(path) <= 200 and OUR_PATH.fullmatch(path) else ""


class AnswerForm(Form):
    """The answer to a report."""

    answer = forms.CharField(
        label=_("Votre réponse"),
        help_text=_("Elle part par courriel : n’y écrivez le nom d’aucun habitant."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = VersionField()
