"""What people choose and write about messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel, Frequency, MessagesObjection
from cite.notifications.models import Contact, MessageSettings
from cite.notifications.ports import NoticeKind
from cite.notifications.queries import BODY_MAX, SMS_MAX, Category, Texts, text_faults
from cite.notifications.rules.schedule import NEVER_QUIET, QuietHours
from cite.notifications.rules.texts import SUBJECT_MAX
from cite.ui.forms import Form, VersionField

_SMS_CHOICES = [(f.value, f.label) for f in (Frequency.IMMEDIATE, Frequency.NEVER)]
_TIME = {"type": "time", "step": "60"}


def _time_field(label: Any, **kwargs: Any) -> forms.TimeField:
    errors = {"invalid": _("Cette heure n’existe pas. Écrivez-la ainsi : 20:00.")}
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs=_TIME), error_messages=errors, **kwargs
    )


class PreferencesForm(Form):
    """One rhythm for each category and channel, and when to be left in peace."""

    def __init__(
        self,
        *args: Any,
        categories: list[Category],
        chosen: Mapping[tuple[str, str], str],
        contact: Contact,
        cite_hours: QuietHours,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ways: dict[str, tuple[str, Channel]] = {}
        for category in categories:
            self._add(category, Channel.EMAIL, _("%(category)s : par courriel"), Frequency.choices, chosen)
            if contact.phone and category.has_sms:
                self._add(category, Channel.SMS, _("%(category)s : par SMS"), _SMS_CHOICES, chosen)
        own = contact.quiet_hours if contact.has_own_quiet_hours else cite_hours
        is_free = own.start == own.end and not own.sundays
        mode = "cite" if not contact.has_own_quiet_hours else "none" if is_free else "own"
        self.fields["quiet"] = forms.ChoiceField(
            label=_("Quand ne pas vous déranger ?"),
            choices=[
                ("cite", _("Comme dans toute la Cité : %(hours)s") % {"hours": described(cite_hours)}),
                ("own", _("À mes propres heures, ci-dessous")),
                ("none", _("Jamais : un message peut partir à toute heure")),
            ],
            initial=mode,
            widget=forms.RadioSelect,
            help_text=_(
                "Courriels et SMS attendent la fin des heures calmes. Les messages essentiels passent."
            ),
        )
        hours = cite_hours if is_free else own
        self.fields["start"] = _time_field(
            _("Mes heures calmes : à partir de"), required=False, initial=hours.start
        )
        self.fields["end"] = _time_field(_("Mes heures calmes : jusqu’à"), required=False, initial=hours.end)
        self.fields["sundays"] = forms.BooleanField(
            label=_("Mes dimanches sont calmes"), required=False, initial=hours.sundays
        )

    def _add(
        self,
        category: Category,
        channel: Channel,
        label: Any,
        choices: list[tuple[str, Any]],
        chosen: Mapping[tuple[str, str], str],
    ) -> None:
        name = f"{channel.value}-{category.key}"
        self.ways[name] = (category.key, channel)
        self.fields[name] = forms.ChoiceField(
            label=label % {"category": category.label},
            choices=choices,
            initial=chosen.get((category.key, channel.value), Frequency.IMMEDIATE.value),
            help_text=", ".join(str(kind.label) for kind in category.kinds) + ".",
        )

    def clean(self) -> dict[str, Any]:
        """Ask for both hours where they are her own."""
        cleaned = super().clean()
        if cleaned.get("quiet") == "own":
            for name in ("start", "end"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Indiquez une heure, ou choisissez celles de la Cité."))
        return cleaned

    @property
    def choices(self) -> dict[tuple[str, Channel], Frequency]:
        """The rhythms, by category and channel."""
        return {way: Frequency(self.cleaned_data[name]) for name, way in self.ways.items()}

    @property
    def quiet(self) -> QuietHours | None:
        """Her own quiet hours; None: those of the Cité."""
        data = self.cleaned_data
        if data["quiet"] == "cite":
            return None
        if data["quiet"] == "none":
            return NEVER_QUIET
        return QuietHours(data["start"], data["end"], data["sundays"])


class PhoneForm(Form):
    """A mobile number."""

    phone = forms.CharField(
        label=_("Votre numéro de mobile"),
        max_length=30,
        help_text=_("Exemple : 06 12 34 56 78. Un code vous est envoyé pour le confirmer."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class EmailForm(Form):
    """The address to sign in with from now on."""

    email = forms.EmailField(
        label=_("Votre nouvelle adresse électronique"),
        max_length=254,
        help_text=_("Exemple : nom@exemple.fr. Un code vous y est envoyé pour la confirmer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": MessagesObjection.NOT_AN_EMAIL.label},
    )


class CodeForm(Form):
    """The code received at an address or a number."""

    code = forms.CharField(
        label=_("Le code reçu"),
        max_length=20,
        help_text=_("Six chiffres."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class TemplateForm(Form):
    """What a kind of message says in this Cité."""

    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Objet"), max_length=SUBJECT_MAX)
    body = forms.CharField(
        label=_("Texte du courriel"),
        max_length=BODY_MAX,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    sms = forms.CharField(
        label=_("SMS"),
        max_length=SMS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("160 caractères tiennent en un SMS ; trois SMS au plus."),
    )

    def __init__(self, *args: Any, kind: NoticeKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if not set(kind.channels) - {Channel.SMS}:
            del self.fields["subject"], self.fields["body"]
        if not kind.comes_by_sms:
            del self.fields["sms"]

    @property
    def texts(self) -> Texts:
        """What was written; what this kind does not have stays as in the original."""
        data = self.cleaned_data
        return Texts(*(data.get(name, str(getattr(self.kind, name))) for name in ("subject", "body", "sms")))

    def clean(self) -> dict[str, Any]:
        """Say beside each text what would not work, and why."""
        cleaned = super().clean()
        if not self.errors:
            for name, code, about in text_faults(self.kind, self.texts):
                sentence = str(MessagesObjection(code).label)
                self.add_error(
                    name if name in self.fields else None, f"{sentence} ({about})" if about else sentence
                )
        return cleaned


class SettingsForm(Form):
    """When the Cité's messages leave, and how long their texts are kept."""

    version = VersionField()
    quiet_from = _time_field(_("Heures calmes : à partir de"))
    quiet_until = _time_field(
        _("Heures calmes : jusqu’à"), help_text=_("La même heure deux fois : aucune heure calme.")
    )
    quiet_sundays = forms.BooleanField(label=_("Rien ne part le dimanche"), required=False)
    days_kept = forms.IntegerField(
        label=_("Jours avant d’effacer le texte d’un message envoyé"),
        min_value=1,
        max_value=365,
        help_text=_("De 1 à 365. La date et le sort du message restent connus un an."),
    )

    @classmethod
    def values_of(cls, settings: MessageSettings) -> dict[str, Any]:
        """Fill the form with what holds today."""
        return {name: getattr(settings, name) for name in cls.base_fields}


def described(hours: QuietHours) -> str:
    """Write quiet hours as people say them: « de 20 h à 8 h 30, et le dimanche »."""
    if hours.start == hours.end:
        return str(_("le dimanche") if hours.sundays else _("à toute heure, les messages partent"))
    values = {"start": _clock(hours.start), "end": _clock(hours.end)}
    sentence = _("de %(start)s à %(end)s, et le dimanche") if hours.sundays else _("de %(start)s à %(end)s")
    return str(sentence % values)


def _clock(at: time) -> str:
    return time_format(at, "G \\h i" if at.minute else "G \\h")
