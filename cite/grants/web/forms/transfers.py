"""The form that hands a file over to another organization."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.ui.forms import Form


class TransferForm(Form):
    """Which organization goes on with the action, and why."""

    to = forms.ChoiceField(label=_("Structure qui reprend le dossier"))
    reason = forms.CharField(
        label=_("Pourquoi ce changement ?"),
        help_text=_(
            "Exemple : les deux associations ont fusionné. Cette raison reste dans le journal du dossier."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = {str(partner.uuid): partner for partner in partners}
        self.fields["to"].choices = [("", _("Choisir une structure"))] + [
            (key, str(partner)) for key, partner in self._partners.items()
        ]

    @property
    def chosen(self) -> Partner:
        """The organization chosen."""
        return self._partners[self.cleaned_data["to"]]
