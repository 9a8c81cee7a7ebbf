"""Opening the file and the pathway of somebody who was introduced, or who asked to be called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.free_text import check_free_text
from cite.core.languages import LANGUAGES
from cite.residents.enums.people import NoticeWay
from cite.residents.enums.sharing import AgreementWay
from cite.territories.models import District
from cite.ui.forms import Form

_NO_TYPING = {"autocomplete": "off"}


class EnterForm(Form):
    """The least that a file takes, the district that she says, and who follows her."""

    is_invented = forms.BooleanField(label=_("Cette personne est inventée"))
    partner = forms.ChoiceField(label=_("Votre structure"))
    first_name = forms.CharField(label=_("Prénom"), max_length=60, widget=forms.TextInput(attrs=_NO_TYPING))
    last_name = forms.CharField(label=_("Nom"), max_length=80, widget=forms.TextInput(attrs=_NO_TYPING))
    phone = forms.CharField(
        label=_("Téléphone"),
        help_text=_("Un seul numéro : 06 12 34 56 78."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=_NO_TYPING | {"type": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Langue dans laquelle lui écrire"),
        choices=[(language.code, language.name) for language in LANGUAGES],
    )
    district = forms.ChoiceField(
        label=_("Quartier, dit par la personne"),
        help_text=_("Laissez vide si vous ne savez pas : l’adresse viendra après."),
        required=False,
    )
    notice = forms.ChoiceField(
        label=_("Comment la notice d’information lui a-t-elle été donnée ?"),
        choices=NoticeWay.choices,
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label=_("Elle est d’accord pour que votre structure voie son dossier"),
        choices=[choice for choice in AgreementWay.choices if choice[0] != AgreementWay.LINK],
        widget=forms.RadioSelect,
    )
    takes_it = forms.BooleanField(
        label=_("Je suis son référent"),
        help_text=_("Sinon, le parcours attend un référent : proposez quelqu’un juste après."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        memberships: Iterable[Membership],
        districts: Iterable[District],
        is_training: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = {str(each.partner.uuid): each for each in memberships}
        self.districts = {str(each.uuid): each for each in districts}
        if len(self.memberships) == 1:
            del self.fields["partner"]
        else:
            self.fields["partner"].choices = [
                (key, str(each.partner)) for key, each in self.memberships.items()
            ]
        if not is_training:
            del self.fields["is_invented"]
        known = [(key, each.full_label) for key, each in self.districts.items()]
        self.fields["district"].choices = [("", _("Non demandé")), *known]

    def clean_first_name(self) -> str:
        """Refuse identifiers."""
        return _without_identifier(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        """Refuse identifiers."""
        return _without_identifier(self.cleaned_data["last_name"])

    @property
    def chosen(self) -> dict[str, Any]:
        """What the operation is told."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "is_invented"}
        key = data.pop("partner", None) or next(iter(self.memberships))
        return data | {"by": self.memberships[key], "district": self.districts.get(data["district"])}


def _without_identifier(text: str) -> str:
    decision = check_free_text(text)
    if not decision:
        raise ValidationError(decision.sentences)
    return text
