"""What co-pilots fill in about a watch district: its name, its communes, its contour."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cite.territories.models import Commune
from cite.ui.forms import FileField, Form, VersionForm

_MAX_FILE_BYTES = 5_000_000
_MAX_TEXT_LENGTH = 1_000_000  # 10 000 points, written with all their decimals


_NOT_OURS = {"invalid_choice": _("Choisissez une commune de la liste.")}


class WatchDistrictForm(Form):
    """A district that the list lacks, in one commune or astride two."""

    label = forms.CharField(label=_("Nom du quartier"), max_length=200)
    commune = forms.ModelChoiceField(
        label=_("Commune"),
        queryset=None,
        to_field_name="code",
        empty_label=_("Choisissez une commune"),
        error_messages=_NOT_OURS,
    )
    other_commune = forms.ModelChoiceField(
        label=_("Seconde commune"),
        help_text=_("Si le quartier est à cheval sur deux communes."),
        queryset=None,
        to_field_name="code",
        required=False,
        empty_label=_("Aucune"),
        error_messages=_NOT_OURS,
    )

    def __init__(self, *args: Any, communes: QuerySet[Commune], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes
        self.fields["other_commune"].queryset = communes

    @property
    def communes(self) -> list[Commune]:
        """The communes chosen, each once."""
        chosen = (self.cleaned_data["commune"], self.cleaned_data["other_commune"])
        return list(dict.fromkeys(commune for commune in chosen if commune))


class ContourForm(VersionForm):
    """A contour drawn on the map, pasted, or brought in a file; the file prevails."""

    drawing = forms.CharField(
        label=_("Contour en GeoJSON"),
        help_text=_(
            "La carte l’écrit pour vous. Vous pouvez aussi coller ici un polygone, en longitude et latitude."
        ),
        max_length=_MAX_TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"max_length": _("Ce contour est trop long : simplifiez-le, ou apportez un fichier.")},
    )
    file = FileField(
        label=_("Ou un fichier"),
        help_text=_(
            "GeoJSON, ou shapefile zippé, de 5 Mo au plus. Le fichier remplace ce qui est dessiné au-dessus."
        ),
        max_bytes=_MAX_FILE_BYTES,
        extensions=("geojson", "json", "zip"),
        required=False,
    )

    def clean_drawing(self) -> dict[str, Any] | bytes:
        """Read what was drawn or pasted: a geometry, or the bytes of a whole collection.

        Raises:
            ValidationError: not GeoJSON.
        """
        text = self.cleaned_data["drawing"]
        if not text:
            return {}
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict):
            raise ValidationError(
                _("Ce texte n’est pas du GeoJSON. Dessinez le contour sur la carte, ou apportez un fichier."),
                code="not_geojson",
            )
        if document.get("type") == "FeatureCollection":
            return text.encode()
        geometry = document.get("geometry") if document.get("type") == "Feature" else document
        return geometry if isinstance(geometry, dict) and geometry else {"type": None}

    def clean(self) -> dict[str, Any]:
        """Ask for a contour, one way or another; what is beside a file does not count."""
        cleaned = super().clean()
        if cleaned.get("file"):
            self.errors.pop("drawing", None)
        elif not cleaned.get("drawing") and not self.errors:
            self.add_error("drawing", _("Dessinez le contour sur la carte, ou apportez un fichier."))
        return cleaned

    @property
    def geometry(self) -> dict[str, Any] | bytes:
        """What the operation takes: a GeoJSON geometry, or the bytes of a file."""
        file = self.cleaned_data["file"]
        return file.read() if file else self.cleaned_data["drawing"]
