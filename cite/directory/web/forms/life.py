"""The smaller forms: beginning a sheet, giving one back, a day of entry, a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.directory.enums.life import ContentObjection
from cite.directory.web.forms.fields import Number, PastedText, ServiceName
from cite.ui.forms import DateField, Form, VersionField, VersionForm


class ForPartner(Form):
    """A form that asks for which organization; `partners` are those one may choose."""

    partner = forms.ChoiceField(label=_("Pour quelle structure ?"))

    def __init__(self, *args: Any, partners: Sequence[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.uuid): partner for partner in partners}
        named = [(key, str(partner)) for key, partner in self.partners.items()]
        self.fields["partner"].choices = named if len(named) == 1 else [("", _("À choisir")), *named]

    @property
    def chosen(self) -> Partner:
        """The organization that was chosen."""
        return self.partners[self.cleaned_data["partner"]]


class NewSheetForm(ForPartner):
    """The first two answers of a sheet."""

    name = ServiceName()
    field_order = ("name", "partner")


class CopyForm(Form):
    """The name of the sheet that is begun from another."""

    name = forms.CharField(label=_("Nom de la nouvelle fiche"), min_length=3, max_length=150)


class WordsForm(VersionForm):
    """Why a sheet is given back, put away, or put back as it was."""

    words = PastedText(
        label=_("Pourquoi ?"),
        help_text=_("La personne qui a écrit la fiche le lira. N’écrivez le nom d’aucun habitant."),
        max_length=1000,
        rows=4,
    )


class IntakeForm(Form):
    """A day on which one can enter."""

    starts_on = DateField(label=_("Commence le"))
    ends_on = DateField(label=_("Finit le"), required=False)
    places = Number(label=_("Places"), most=100_000)
    places_left = Number(label=_("Places restantes"), most=100_000)
    note = forms.CharField(label=_("Précision"), max_length=200, required=False)
    version = VersionField()

    def clean(self) -> dict[str, Any]:
        """Keep dates and places that go together."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", ContentObjection.DATES_REVERSED.label)
        places, left = cleaned.get("places"), cleaned.get("places_left")
        if places is not None and left is not None and left > places:
            self.add_error("places_left", ContentObjection.PLACES_REVERSED.label)
        return cleaned


class SuggestionForm(Form):
    """A service that the offer lacks. `website` is seen by machines only: whoever fills it is one."""

    name = forms.CharField(
        label=_("Quel service ?"),
        help_text=_("Par exemple : un atelier de conversation en français."),
        min_length=3,
        max_length=150,
    )
    organization = forms.CharField(
        label=_("Qui le propose ?"),
        help_text=_("Le nom de l’association, de la mairie ou de l’organisme, si vous le connaissez."),
        max_length=150,
        required=False,
    )
    where = forms.CharField(
        label=_("Où ?"), help_text=_("Le quartier, la rue ou le bâtiment."), max_length=300, required=False
    )
    what = PastedText(
        label=_("Ce que vous en savez"),
        help_text=_("Pour qui, quand, comment s’inscrire. N’écrivez le nom d’aucun habitant."),
        max_length=2000,
        rows=5,
        required=False,
    )
    website = forms.CharField(
        label=_("Ne remplissez pas ce champ"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled the form."""
        return bool(self.cleaned_data.get("website"))
