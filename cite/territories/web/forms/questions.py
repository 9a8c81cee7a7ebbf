"""What people type: an address, a point, a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH
from cite.ui.forms import DateField, Form, SuggestInput


class _OnADay(Form):
    """A question about a place, today unless another day is given."""

    on = DateField(
        label=_("Date de la réponse"),
        help_text=_("Par exemple le jour d’entrée dans un parcours."),
        required=False,
    )


class AddressForm(_OnADay):
    """An address as people write it; `candidate` is the one they chose among those found."""

    address = forms.CharField(
        label=_("Adresse"),
        help_text=_("Le numéro, la rue et la commune."),
        max_length=MAX_ADDRESS_LENGTH,
        error_messages={"required": _("Écrivez une adresse, ou placez un point sur la carte.")},
        widget=SuggestInput(url_name="territories:suggestions"),
    )
    candidate = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    field_order = ["address", "on"]


class _Degrees(forms.FloatField):
    """A coordinate in degrees, with a comma or a point."""

    def to_python(self, value: Any) -> float | None:
        """Read the French comma too."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class PointForm(_OnADay):
    """A point of the map, in degrees."""

    longitude = _Degrees(
        label=_("Longitude"),
        help_text=_("En degrés, par exemple 4,4036"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Placez le point sur la carte, ou écrivez la longitude.")},
    )
    latitude = _Degrees(
        label=_("Latitude"),
        help_text=_("En degrés, par exemple 45,4660"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Placez le point sur la carte, ou écrivez la latitude.")},
    )

    field_order = ["longitude", "latitude", "on"]
