"""A recording to add to a sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.directory.enums.audio import AUDIO_LANGUAGES
from cite.directory.operations.audio import LONGEST_REASON, LONGEST_TRANSCRIPT, POLICY
from cite.ui.forms import FileField, Form, VersionForm


class RecordingField(FileField):
    """A recording: one that is too heavy is not cut in two, it is made shorter."""

    default_error_messages = FileField.default_error_messages | {
        "too_big": _(
            "Ce fichier pèse %(size)s, la limite est de %(limit)s. Enregistrez un message plus court."
        ),
    }


class AudioForm(Form):
    """Which language, the file, and what it says."""

    language = forms.ChoiceField(label=_("Langue parlée"), choices=AUDIO_LANGUAGES.items(), initial="fr")
    recording = RecordingField(
        label=_("Enregistrement"),
        help_text=_(
            "MP3, M4A, OGG ou OPUS, de 3 Mo au plus : une à deux minutes. Le dictaphone d’un téléphone suffit."
        ),
        max_bytes=POLICY.max_bytes,
        extensions=("mp3", "m4a", "ogg", "oga", "opus"),
    )
    transcript = forms.CharField(
        label=_("Ce que dit l’enregistrement"),
        help_text=_("Mot pour mot, dans la langue parlée : les personnes sourdes le liront."),
        max_length=LONGEST_TRANSCRIPT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class SetAsideForm(VersionForm):
    """Why a recording is not for the public."""

    words = forms.CharField(
        label=_("Pourquoi ?"),
        help_text=_(
            "Qui l’a déposé le lira : dites ce qu’il faut changer. N’écrivez le nom d’aucun habitant."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
