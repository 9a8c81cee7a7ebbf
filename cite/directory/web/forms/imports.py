"""What is given to import another directory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.files.enums import FileKind
from cite.files.rules import UploadPolicy
from cite.ui.forms import FileField, Form

POLICY = UploadPolicy(
    max_bytes=40_000_000,
    kinds=frozenset({FileKind.JSON, FileKind.CSV, FileKind.PARQUET, FileKind.TEXT}),
)
_EXTENSIONS = ("json", "csv", "parquet", "txt")


class ApiImportForm(Form):
    """What is read of data·inclusion by its API."""

    is_local = forms.BooleanField(
        label=_("Ne garder que ce qui concerne le territoire"),
        help_text=_("L’annuaire national a des fiches de toute la France."),
        required=False,
        initial=True,
    )


class ImportForm(Form):
    """The two files of the standard; one of them is enough."""

    structures = FileField(
        label=_("Fichier des structures"), max_bytes=POLICY.max_bytes, extensions=_EXTENSIONS, required=False
    )
    services = FileField(
        label=_("Fichier des services"), max_bytes=POLICY.max_bytes, extensions=_EXTENSIONS, required=False
    )
    is_complete = forms.BooleanField(
        label=_("Ces fichiers sont complets"),
        help_text=_("Ce que leurs sources n’ont plus est archivé. Décochez si ce n’est qu’une partie."),
        required=False,
        initial=True,
    )
    is_local = forms.BooleanField(
        label=_("Ne garder que ce qui concerne le territoire"),
        help_text=_("Un fichier national a des fiches de toute la France."),
        required=False,
        initial=True,
    )
