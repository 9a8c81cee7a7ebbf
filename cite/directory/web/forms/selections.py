"""Lists of services: their name, who reads them, their order, to whom they are handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.directory.models import Selection
from cite.directory.queries.selections import SelectedSheet
from cite.directory.rules.selections import NAME_MAX, NOTE_MAX, PURPOSE_MAX
from cite.directory.web.forms.fields import PastedText
from cite.territories.models import District
from cite.ui.forms import Form, VersionField, VersionForm


class SelectionForm(Form):
    """The name of a list, what it is for, and who reads it."""

    name = forms.CharField(
        label=_("Nom de la liste"),
        help_text=_("Le thème et le lieu, par exemple : « Permis à Montreynaud »."),
        max_length=NAME_MAX,
    )
    purpose = PastedText(
        label=_("À quoi elle sert"),
        help_text=_("Une phrase pour vos collègues. N’écrivez rien sur un habitant."),
        max_length=PURPOSE_MAX,
        rows=2,
        required=False,
    )
    partner = forms.ChoiceField(
        label=_("Partager avec votre structure"),
        help_text=_("Vos collègues la lisent et la complètent."),
        required=False,
    )
    district = forms.ChoiceField(
        label=_("Relier à un quartier"),
        help_text=_("Tous les professionnels de la Cité qui y travaillent la lisent, sans la modifier."),
        required=False,
    )
    version = VersionField(required=False)

    def __init__(
        self, *args: Any, partners: Sequence[Partner], districts: Sequence[District], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.uuid): partner for partner in partners}
        self.districts = {district.code: district for district in districts}
        teams = [(key, str(partner)) for key, partner in self.partners.items()]
        places = [(code, district.full_label) for code, district in self.districts.items()]
        self.fields["partner"].choices = [("", _("Non, elle reste à vous")), *teams]
        self.fields["district"].choices = [("", _("À aucun quartier")), *places]
        if not teams:
            del self.fields["partner"]

    @property
    def written(self) -> dict[str, Any]:
        """What was typed, as the operations take it."""
        read = self.cleaned_data
        return {
            "name": read["name"],
            "purpose": read["purpose"],
            "partner": self.partners.get(read.get("partner", "")),
            "district": self.districts.get(read["district"]),
        }


class ArrangeForm(VersionForm):
    """The place and the word of each service of a list; two fields a service."""

    says_optional = False

    def __init__(self, *args: Any, sheets: Sequence[SelectedSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers: dict[str, int] = {}
        for rank, sheet in enumerate(sheets, 1):
            key = sheet.row.uuid.hex
            self.numbers[key] = sheet.row.pk
            self.fields[f"place_{key}"] = forms.IntegerField(
                label=_now("Place de « %(name)s »") % {"name": sheet.name},
                initial=rank,
                min_value=1,
                max_value=999,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            self.fields[f"note_{key}"] = forms.CharField(
                label=_now("Mot pour les collègues sur « %(name)s »") % {"name": sheet.name},
                help_text=_now(
                    "« Dites que vous venez de notre part », par exemple. N’écrivez rien sur un habitant."
                ),
                initial=sheet.note,
                max_length=NOTE_MAX,
                required=False,
            )

    @property
    def services(self) -> list[tuple[str, Any, Any]]:
        """The fields of each service, drawn together."""
        return [(key, self[f"place_{key}"], self[f"note_{key}"]) for key in self.numbers]

    @property
    def places(self) -> dict[int, int]:
        """The place typed for each row, by its number."""
        return {pk: self.cleaned_data[f"place_{key}"] for key, pk in self.numbers.items()}

    @property
    def notes(self) -> dict[int, str]:
        """The word typed for each row, by its number."""
        return {pk: self.cleaned_data[f"note_{key}"] for key, pk in self.numbers.items()}


class AddToListForm(Form):
    """In which list a service goes, and with what word."""

    selection = forms.ChoiceField(label=_("Dans quelle liste ?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Mot pour les collègues"),
        help_text=_("« Dites que vous venez de notre part », par exemple. N’écrivez rien sur un habitant."),
        max_length=NOTE_MAX,
        required=False,
    )

    def __init__(self, *args: Any, selections: Sequence[Selection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.selections = {str(selection.uuid): selection for selection in selections}
        self.fields["selection"].choices = [(key, each.name) for key, each in self.selections.items()]

    @property
    def chosen(self) -> Selection:
        """The list that was chosen."""
        return self.selections[self.cleaned_data["selection"]]


class KeeperForm(Form):
    """Who keeps a list from now on."""

    person = forms.ChoiceField(label=_("À qui ?"))

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.uuid): person for person in people}
        self.fields["person"].choices = [(key, str(person)) for key, person in self.people.items()]

    @property
    def chosen(self) -> User:
        """The person who was chosen."""
        return self.people[self.cleaned_data["person"]]
