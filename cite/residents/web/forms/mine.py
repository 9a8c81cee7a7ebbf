"""The one button of the personal link."""

from django import forms

from cite.ui.forms import Form


class StopForm(Form):
    """Which structure sees nothing more."""

    partner = forms.UUIDField(widget=forms.HiddenInput)
