"""What is filled in about people: an invitation, a member's rights, a request, a departure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.actors.enums import LegalTitle
from cite.actors.models import Membership
from cite.territories.models import District
from cite.ui.forms import DateField, Form, VersionForm

_OTHER_DISTRICT = {"invalid_choice": _("Choisissez des quartiers de la liste.")}


class _RoleForm(Form):
    """A role to choose among those that may be given, or asked for, here."""

    role_label = _("Rôle")
    role = forms.ChoiceField(error_messages={"invalid_choice": _("Choisissez un rôle de la liste.")})

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].label = self.role_label
        self.fields["role"].choices = [("", _("Choisissez un rôle")), *((r.value, r.label) for r in roles)]


class _RightsForm(_RoleForm):
    is_administrator = forms.BooleanField(
        label=_("Gère les membres de la structure, et signe en son nom"), required=False
    )
    districts = forms.MultipleChoiceField(
        label=_("Quartiers suivis"),
        help_text=_("Sans choix : tous ceux de la structure."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_OTHER_DISTRICT,
    )

    def __init__(self, *args: Any, districts: Sequence[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._districts = {str(district.pk): district for district in districts}
        self.fields["districts"].choices = [(pk, district.label) for pk, district in self._districts.items()]
        if not districts:
            del self.fields["districts"]

    @property
    def districts_chosen(self) -> list[District]:
        """The districts she follows."""
        return [self._districts[pk] for pk in self.cleaned_data.get("districts", [])]


class InviteForm(_RightsForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("Adresse électronique professionnelle"),
        help_text=_("Exemple : prenom.nom@structure.fr"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": _("Cette adresse n’est pas complète. Exemple : prenom.nom@structure.fr")},
    )
    field_order = ("email", "role", "is_administrator", "districts")


class MemberForm(_RightsForm, VersionForm):
    """What a member does in her organization."""

    job_title = forms.CharField(label=_("Fonction"), max_length=120, required=False)
    field_order = ("job_title", "role", "is_administrator", "districts", "version")


class DepartureForm(VersionForm):
    """To whom what a person held passes when she leaves."""

    successor = forms.ChoiceField(
        label=_("Confier la suite à"),
        help_text=_("Une personne de la structure. Elle accepte, ou non, chaque parcours."),
        required=False,
        error_messages={"invalid_choice": _("Choisissez une personne de la liste.")},
    )

    def __init__(self, *args: Any, successors: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._successors = {str(member.uuid): member for member in successors}
        self.fields["successor"].choices = [
            ("", _("Personne pour l’instant")),
            *((key, str(member)) for key, member in self._successors.items()),
        ]

    @property
    def chosen(self) -> Membership | None:
        """The member chosen, if any."""
        return self._successors.get(self.cleaned_data["successor"])


class ArrivalForm(Form):
    """The name of a person whose account an invitation opens."""

    full_name = forms.CharField(
        label=_("Votre nom et votre prénom"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom et votre prénom.")},
    )


class FindForm(Form):
    """The name of an organization to join."""

    q = forms.CharField(label=_("Nom de la structure"), max_length=100)


class JoinForm(_RoleForm):
    """As what a person asks to join, and what she says of herself."""

    role_label = _("Rôle demandé")
    message = forms.CharField(
        label=_("Message"),
        help_text=_("Dites qui vous êtes dans la structure. Aucune information sur un habitant."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AcceptForm(_RoleForm, VersionForm):
    """The role given to a person who asked."""

    role_label = _("Rôle donné")


class DeclineForm(VersionForm):
    """Why a request is refused."""

    answer = forms.CharField(
        label=_("Motif"),
        help_text=_("La personne le lira."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgreeForm(VersionForm):
    """Until when a co-pilot agrees."""

    ends_on = DateField(
        label=_("Fin de l’habilitation"),
        help_text=_("Facultative. Si l’autre copilote en a fixé une, la plus proche des deux compte."),
        required=False,
    )


class LegalTitleForm(VersionForm):
    """The title under which an organization sees people's data."""

    legal_title = forms.ChoiceField(label=_("Titre légal"), choices=LegalTitle, widget=forms.RadioSelect)
