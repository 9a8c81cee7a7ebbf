"""Asking to reach somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.ui.forms import DateField, Form, FreeText, VersionForm

_NO_TYPING = {"autocomplete": "off"}


class ReachForm(Form):
    """Whom, and why; nothing is proposed while one types."""

    partner = forms.ChoiceField(label=_("Votre structure"))
    first_name = forms.CharField(label=_("Prénom"), max_length=60, widget=forms.TextInput(attrs=_NO_TYPING))
    last_name = forms.CharField(label=_("Nom"), max_length=80, widget=forms.TextInput(attrs=_NO_TYPING))
    birth_date = DateField(label=_("Date de naissance"))
    reason = FreeText(
        label=_("Pourquoi souhaitez-vous la joindre ?"),
        help_text=_("Une phrase utile, sans jugement ni santé : la personne peut la lire."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, memberships: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = {str(each.partner.uuid): each for each in memberships}
        if len(self.memberships) == 1:
            del self.fields["partner"]
        else:
            self.fields["partner"].choices = [
                (key, str(each.partner)) for key, each in self.memberships.items()
            ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the operation is told."""
        data = dict(self.cleaned_data)
        key = data.pop("partner", None) or next(iter(self.memberships))
        return data | {"by": self.memberships[key]}


class AnswerForm(VersionForm):
    """What the person says."""

    answer = forms.ChoiceField(
        label=_("Qu’a dit la personne ?"),
        choices=[
            ("yes", _("Elle est d’accord : dire à qui demande d’appeler votre structure")),
            ("no", _("Elle ne le souhaite pas : ne rien répondre")),
        ],
        widget=forms.RadioSelect,
    )
