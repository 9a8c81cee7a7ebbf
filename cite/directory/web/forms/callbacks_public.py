"""What a resident writes to be called: a number, a first name, a moment, a language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from babel import Locale
from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cite.core.speaking import spoken
from cite.directory.enums.callbacks import AskObjection, CallNeed, CallTime
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.models.callbacks import CODE_LENGTH, CODE_SIGNS
from cite.directory.rules.callbacks import read_callable
from cite.ui.forms import Form

SHORTEST = timedelta(seconds=3)
"""Nobody writes her number faster; a program does."""
_SIGNED = "callback"
_BY_SIGN = ("fsl",)
"""Languages that no telephone carries."""


def fresh_stamp() -> str:
    """Sign the moment at which the form is shown."""
    return TimestampSigner(salt="cite.directory.callbacks").sign(_SIGNED)


def is_too_fast(stamp: str) -> bool:
    """Tell whether the form comes back too soon after it was shown, or was never shown."""
    signer = TimestampSigner(salt="cite.directory.callbacks")
    try:
        signer.unsign(stamp)
        signer.unsign(stamp, max_age=SHORTEST)
    except BadSignature as refusal:
        return type(refusal) is BadSignature
    return True


def language_names() -> list[tuple[str, str]]:
    """Name in the language of the page those in which somebody may be called."""
    names = Locale.parse(spoken().locale).languages
    return [(code, names.get(code, code)) for code in SPOKEN_LANGUAGES if code not in _BY_SIGN]


class NumberField(forms.CharField):
    """A telephone number in whatever notation, kept as E.164."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """Read it."""
        typed = super().to_python(value)
        found = read_callable(typed) if typed else ""
        if found is None:
            raise forms.ValidationError(AskObjection.NUMBER_UNREADABLE.label, code="phone")
        return found


class CallbackForm(Form):
    """`moments` tells, for each time offered, before when somebody calls. `website` is seen by machines only."""

    phone = NumberField(
        label=_("Votre numéro de téléphone"), help_text=_("Écrivez-le comme vous voulez : 06 12 34 56 78.")
    )
    first_name = forms.CharField(
        label=_("Votre prénom"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    time = forms.ChoiceField(label=_("Quand préférez-vous ?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Dans quelle langue ?"))
    need = forms.ChoiceField(label=_("De quoi voulez-vous parler ?"), required=False)
    website = forms.CharField(
        label=_("Ne remplissez pas ce champ"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, moments: Mapping[CallTime, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = [
            (when.value, gettext("%(time)s : avant %(moment)s") % {"time": when.label, "moment": moment})
            for when, moment in moments.items()
        ]
        self.fields["time"].initial = CallTime.ANY.value
        self.fields["time"].error_messages["invalid_choice"] = AskObjection.NOBODY.label
        self.fields["language"].choices = language_names()
        self.fields["language"].initial = spoken().tag
        self.fields["need"].choices = [("", _("Je préfère le dire au téléphone")), *CallNeed.choices]
        self.fields["stamp"].initial = fresh_stamp()

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled the form."""
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        """Ask again of whoever answers faster than one reads."""
        cleaned = super().clean() or {}
        if is_too_fast(cleaned.get("stamp", "")):
            self.add_error(None, AskObjection.TOO_FAST.label)
        return cleaned


class CancelForm(Form):
    """The code that the page gave."""

    code = forms.CharField(
        label=_("Votre code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def clean_code(self) -> str:
        """Read it however it is spaced."""
        code = "".join(self.cleaned_data["code"].split()).replace("-", "").upper()
        if len(code) != CODE_LENGTH or not set(code) <= set(CODE_SIGNS):
            raise forms.ValidationError(AskObjection.CODE_UNREADABLE.label, code="code")
        return code
