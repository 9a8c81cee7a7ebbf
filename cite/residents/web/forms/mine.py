"""The buttons of the personal link."""

from django import forms

from cite.ui.forms import Form


class StopForm(Form):
    """Which structure sees nothing more; with `sharing`, what it no longer sees her file for."""

    partner = forms.UUIDField(widget=forms.HiddenInput)
    sharing = forms.UUIDField(widget=forms.HiddenInput, required=False)
