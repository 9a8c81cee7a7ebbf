"""What people write about a referral: whom to welcome, what the structure answers, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now
from cite.core.free_text import FREE_TEXT_HINT, check_free_text
from cite.core.languages import FRENCH, LANGUAGES
from cite.core.telephones import readable_telephone
from cite.directory.enums.needs import Need
from cite.directory.rules.callbacks import read_callable
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import ReferralOutcome, RefusalReason
from cite.referrals.rules.decisions import appointment_decision, refusal_decision
from cite.residents.enums.sharing import AgreementWay
from cite.residents.models import Resident
from cite.residents.queries.people import told_apart
from cite.territories.models import District
from cite.ui.forms import DateField, Form, VersionForm, shown_when

LIGHT_NEEDS = [choice for choice in Need.choices if choice[0] != Need.HEALTH]
"""What is written beside a telephone number: never health."""


class PhoneField(forms.CharField):
    """A telephone number that can be called, however it is written."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "dir": "ltr"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show it as people read it."""
        return readable_telephone(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        """Read it."""
        typed = super().to_python(value)
        found = read_callable(typed) if typed else ""
        if found is None:
            raise forms.ValidationError(ReferralObjection.PHONE_UNREADABLE.label, code="phone")
        return found


class FreeTextField(forms.CharField):
    """A text about a person: what identifies her elsewhere is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        kwargs.setdefault("help_text", FREE_TEXT_HINT)
        super().__init__(required=kwargs.pop("required", False), **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what may not be written."""
        text = super().clean(value)
        decision = check_free_text(text)
        if not decision:
            raise forms.ValidationError(decision.sentences, code="free_text")
        return text


class SendForm(Form):
    """Whom, for what, and her agreement. Somebody without a file: first name, telephone, need."""

    person = forms.ChoiceField(label=_("Qui ?"), required=False)
    first_name = FreeTextField(
        label=_("Prénom"),
        help_text="",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(label=_("Téléphone"), required=False)
    district = forms.ChoiceField(label=_("Quartier"), required=False)
    # of somebody with a file, the language is known: the page does not send the field that it hides
    language = forms.ChoiceField(
        label=_("Langue"),
        choices=[(each.code, each.name) for each in LANGUAGES],
        initial=FRENCH.code,
        required=False,
    )
    need = forms.ChoiceField(label=_("Besoin"), required=False)
    message = FreeTextField(label=_("Ce que la structure doit savoir"), max_length=1000)
    way = forms.ChoiceField(
        label=_("Comment la personne a-t-elle donné son accord ?"),
        choices=[choice for choice in AgreementWay.choices if choice[0] != AgreementWay.LINK],
        initial=AgreementWay.TOLD,
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label=_("Elle est d’accord pour que cette structure voie son prénom, son téléphone et cette demande"),
        help_text=_(
            "Dites-lui : « J’envoie votre demande à cette structure. Vous pouvez dire non, et arrêter quand vous "
            "voulez : votre accompagnement continue. »"
        ),
        error_messages={"required": ReferralObjection.NOT_AGREED.label},
    )

    def __init__(
        self, *args: Any, people: Iterable[Resident], districts: Iterable[District], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.uuid): each for each in people}
        self.districts = {str(each.uuid): each for each in districts}
        self.fields["person"].choices = [
            ("", _now("Quelqu’un sans dossier")),
            *((str(each.uuid), name) for each, name in told_apart(self.people.values())),
        ]
        self.fields["district"].choices = [
            ("", _now("Je ne sais pas")),
            *((key, each.full_label) for key, each in self.districts.items()),
        ]
        self.fields["need"].choices = [("", _now("Un autre besoin")), *LIGHT_NEEDS]
        for name, is_needed in (
            ("first_name", True),
            ("phone", True),
            ("district", False),
            ("language", False),
        ):
            shown_when(self, name, "person", ("",), is_needed=is_needed)

    def clean(self) -> dict[str, Any]:
        """Ask the first name and the telephone of somebody without a file."""
        cleaned = super().clean() or {}
        named = cleaned.get("first_name") and cleaned.get("phone")
        if not cleaned.get("person") and not named and not {"first_name", "phone"} & set(self.errors):
            self.add_error("first_name", ReferralObjection.NOBODY_NAMED.label)
        return cleaned

    @property
    def chosen(self) -> dict[str, Any]:
        """What the operation is told."""
        data = self.cleaned_data
        resident = self.people.get(data["person"])
        told = {
            "resident": resident,
            "agreed": data["agreed"],
            "way": data["way"],
            "need": data["need"],
            "message": data["message"],
        }
        if resident is None:
            told |= {"first_name": data["first_name"], "phone": data["phone"]}
            told["language"] = data["language"] or FRENCH.code
            told["district"] = self.districts.get(data["district"])
        return told


ANSWERS = {
    "accept": _("Oui, nous appelons la personne"),
    "appoint": _("Oui, à cette date"),
    "refuse": _("Non"),
    "done_by_phone": _("C’est déjà fait, par téléphone"),
    "note_met": _("La personne est venue"),
    "note_missed": _("La personne n’est pas venue"),
}


class HourField(forms.TimeField):
    """An hour, picked in the browser or typed."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages = {"invalid": _("Cette heure n’existe pas. Écrivez-la ainsi : 09:30.")}


class AnswerForm(VersionForm):
    """What the structure answers: one choice, and what goes with it. `at`: the moment of an appointment."""

    at: datetime | None = None

    answer = forms.ChoiceField(label=_("Votre réponse"), widget=forms.RadioSelect)
    day = DateField(label=_("Date du rendez-vous"), required=False)
    hour = HourField(label=_("Heure du rendez-vous"), required=False)
    place = FreeTextField(label=_("Lieu"), help_text="", max_length=200, widget=forms.TextInput())
    reason = forms.ChoiceField(
        label=_("Pourquoi ?"),
        choices=[("", _("Choisissez un motif")), *RefusalReason.choices],
        required=False,
    )
    message = FreeTextField(
        label=_("Un mot pour qui l’a orientée"),
        help_text=_("Demandé avec un non. Des faits utiles, pas de santé : la personne peut lire ce texte."),
        max_length=1000,
    )

    def __init__(self, *args: Any, steps: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(step, ANSWERS[step]) for step in steps]
        if "note_met" in steps:
            self.fields["message"].label = _now("Un mot, ou ce qui a été décidé avec elle")
        if "appoint" in steps:
            for name, is_needed in (("day", True), ("hour", True), ("place", False)):
                shown_when(self, name, "answer", ("appoint",), is_needed=is_needed)
        else:
            self._leave_out("day", "hour", "place")
        if "refuse" in steps:
            shown_when(self, "reason", "answer", ("refuse",), is_needed=True)
        else:
            self._leave_out("reason")
            self.fields["message"].help_text = FREE_TEXT_HINT
        if "note_met" in steps:
            self.fields["message"].help_text = _now(
                "Elle est venue ? Elle lira ces mots dans « Mon parcours ». Des faits utiles, pas de santé."
            )

    def _leave_out(self, *names: str) -> None:
        """Ask nothing of an answer that is not offered."""
        for name in names:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask what each answer needs."""
        cleaned = super().clean() or {}
        answer = cleaned.get("answer")
        if answer == "appoint" and not {"day", "hour"} & set(self.errors):
            day, hour = cleaned.get("day"), cleaned.get("hour")
            self.at = make_aware(datetime.combine(day, hour)) if day and hour else None
            for sentence in appointment_decision(self.at, now()).sentences:
                self.add_error("day", sentence)
        if answer == "refuse" and "message" not in self.errors:
            decision = refusal_decision(cleaned.get("reason", ""), cleaned.get("message", ""))
            for sentence in decision.sentences:
                self.add_error("message" if cleaned.get("reason") else "reason", sentence)
        return cleaned


class OutcomeForm(Form):
    """What came of it, and what remains to be done."""

    outcome = forms.ChoiceField(
        label=_("Que s’est-il passé ?"), choices=ReferralOutcome.choices, widget=forms.RadioSelect
    )
    remains = FreeTextField(label=_("Ce qui reste à faire"), max_length=280)
