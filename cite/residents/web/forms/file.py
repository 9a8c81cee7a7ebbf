"""Opening somebody’s file, and changing each part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.free_text import FREE_TEXT_HINT
from cite.core.languages import LANGUAGES
from cite.residents.enums.languages import Spoken
from cite.residents.enums.objections import IdentityObjection, ResidenceObjection
from cite.residents.enums.people import Channel, EducationLevel, NoticeWay, Protection, Sex, Situation
from cite.residents.enums.sharing import AgreementWay
from cite.residents.models.people import OLDEST_BIRTH
from cite.residents.web.forms.fields import Codes, OneCode, PhoneField, ThreeValued
from cite.territories.models import District
from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH
from cite.ui.forms import DateField, Form, FreeText, SuggestInput, VersionField, shown_when

WRITTEN_LANGUAGES = [(language.code, language.name) for language in LANGUAGES]
NO_TYPING = {"autocomplete": "off"}


class _BirthFields(Form):
    """When somebody was born: a whole date, or the year alone."""

    birth_date = DateField(
        label=_("Date de naissance"),
        required=False,
        help_text=_("Si la personne la donne. Sinon, l’année suffit."),
    )
    birth_year = forms.IntegerField(
        label=_("Ou année de naissance seule"),
        required=False,
        min_value=OLDEST_BIRTH,
        max_value=2200,
        error_messages={
            "invalid": _("Écrivez une année en quatre chiffres, par exemple 1990."),
            "min_value": IdentityObjection.TOO_OLD.label,
            "max_value": IdentityObjection.BORN_IN_FUTURE.label,
        },
    )


class _ProtectionFields(Form):
    """Who has a say beside her."""

    protection = OneCode(label=_("Protection"), choices=Protection.choices)
    guardian_name = FreeText(label=_("Représentant : nom"), max_length=120, required=False)
    guardian_phone = PhoneField(label=_("Représentant : téléphone"))
    guardian_informed = ThreeValued(
        label=_("Le représentant est-il informé ?"),
        help_text=_("« Non » si la personne mineure ne le souhaite pas et que c’est son intérêt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guarded = [str(each) for each in Protection if each != Protection.NONE]
        for name in ("guardian_name", "guardian_phone", "guardian_informed"):
            shown_when(self, name, "protection", guarded)


class OpenForm(_BirthFields, _ProtectionFields):
    """The least that helping somebody takes."""

    partner = forms.ChoiceField(label=_("Votre structure"))
    first_name = FreeText(label=_("Prénom"), max_length=60, widget=forms.TextInput(attrs=NO_TYPING))
    last_name = FreeText(label=_("Nom"), max_length=80, widget=forms.TextInput(attrs=NO_TYPING))
    phone = PhoneField(label=_("Téléphone"), help_text=_("Un seul numéro : 06 12 34 56 78."))
    language = forms.ChoiceField(
        label=_("Langue dans laquelle lui écrire"), choices=WRITTEN_LANGUAGES, initial="fr"
    )
    notice = forms.ChoiceField(
        label=_("Comment la notice d’information lui a-t-elle été donnée ?"),
        choices=NoticeWay.choices,
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label=_("Elle est d’accord pour que votre structure voie son dossier"),
        choices=[choice for choice in AgreementWay.choices if choice[0] != AgreementWay.LINK],
        widget=forms.RadioSelect,
    )
    is_invented = forms.BooleanField(label=_("Cette personne est inventée"))
    field_order = (
        "is_invented",
        "partner",
        "first_name",
        "last_name",
        "birth_date",
        "birth_year",
        "phone",
        "language",
        "protection",
        "guardian_name",
        "guardian_phone",
        "guardian_informed",
        "notice",
        "way",
    )

    def __init__(
        self, *args: Any, memberships: Iterable[Membership], is_training: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = {str(each.partner.uuid): each for each in memberships}
        if len(self.memberships) == 1:
            del self.fields["partner"]
        else:
            self.fields["partner"].choices = [
                (key, str(each.partner)) for key, each in self.memberships.items()
            ]
        if not is_training:
            del self.fields["is_invented"]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the operation is told."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "is_invented"}
        key = data.pop("partner", None) or next(iter(self.memberships))
        return data | {"by": self.memberships[key]}


class IdentityForm(_BirthFields, _ProtectionFields):
    """Who somebody is, and who has a say."""

    version = VersionField()
    first_name = FreeText(label=_("Prénom"), max_length=60, widget=forms.TextInput(attrs=NO_TYPING))
    last_name = FreeText(label=_("Nom"), max_length=80, widget=forms.TextInput(attrs=NO_TYPING))
    sex = OneCode(
        label=_("Sexe"), choices=Sex.choices, help_text=_("Ce que la personne dit, si elle le dit.")
    )
    field_order = ("first_name", "last_name", "birth_date", "birth_year", "sex", "protection")


class ContactForm(Form):
    """How somebody is reached."""

    version = VersionField()
    phone = PhoneField(label=_("Téléphone"), help_text=_("Un seul numéro : 06 12 34 56 78."))
    email = forms.EmailField(label=_("Adresse électronique"), max_length=254, required=False)
    channel = OneCode(label=_("Préfère être jointe par"), choices=Channel.choices)
    reachable_hours = FreeText(
        label=_("Moments où la joindre"), help_text=FREE_TEXT_HINT, max_length=120, required=False
    )
    language = forms.ChoiceField(label=_("Langue dans laquelle lui écrire"), choices=WRITTEN_LANGUAGES)
    languages = Codes(label=_("Langues parlées"), choices=Spoken.choices)
    needs_interpreter = ThreeValued(label=_("Besoin d’un interprète ?"))
    via_name = FreeText(
        label=_("Joignable par quelqu’un de confiance : qui ?"), max_length=80, required=False
    )
    via_phone = PhoneField(label=_("Téléphone de cette personne de confiance"))
    via_agreed = ThreeValued(label=_("Elle est d’accord pour passer par cette personne ?"))


class SituationForm(Form):
    """Where somebody stands at entry; an empty list says that nobody asked."""

    version = VersionField()
    situations = Codes(label=_("Situation"), choices=Situation.choices)
    education_level = OneCode(label=_("Niveau du plus haut diplôme"), choices=EducationLevel.choices)


ADDRESS, DISTRICT, UNKNOWN = "address", "district", "unknown"
NONE_OF_THEM = "none"


class ResidenceForm(Form):
    """Where somebody lives: an address, the district she says, or nobody knows."""

    version = VersionField()
    kind = forms.ChoiceField(
        label=_("Que sait-on ?"),
        choices=[
            (ADDRESS, _("Une adresse")),
            (DISTRICT, _("Le quartier, dit par la personne")),
            (UNKNOWN, _("Adresse inconnue")),
        ],
        initial=ADDRESS,
        widget=forms.RadioSelect,
    )
    address = FreeText(
        label=_("Adresse"),
        help_text=_(
            "Numéro, rue, ville. Elle n’est montrée qu’à ceux avec qui la personne partage où elle habite."
        ),
        max_length=MAX_ADDRESS_LENGTH,
        required=False,
        widget=SuggestInput(url_name="territories:suggestions"),
    )
    candidate = forms.ChoiceField(
        label=_("Laquelle de ces adresses ?"), required=False, widget=forms.RadioSelect
    )
    district = forms.ChoiceField(label=_("Quartier"), required=False)
    since = DateField(
        label=_("Depuis le"),
        required=False,
        help_text=_("Laissez vide si la personne ne sait plus : ce sera aujourd’hui."),
    )

    def __init__(self, *args: Any, districts: Iterable[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.districts = {str(each.uuid): each for each in districts}
        self.fields["district"].choices = [
            ("", _("Choisir")),
            *((key, each.label) for key, each in self.districts.items()),
        ]
        shown_when(self, "address", "kind", [ADDRESS])
        shown_when(self, "district", "kind", [DISTRICT])
        self.offer([])

    def offer(self, labels: Iterable[tuple[str, str]]) -> None:
        """Ask which of the addresses found is hers; without any, ask nothing."""
        labels = list(labels)
        field = self.fields["candidate"]
        field.widget = forms.RadioSelect() if labels else forms.HiddenInput()
        field.choices = [*labels, (NONE_OF_THEM, _("Aucune de celles-ci"))]

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == ADDRESS and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", ResidenceObjection.ADDRESS_MISSING.label)
        if kind == DISTRICT and cleaned.get("district") not in self.districts:
            self.add_error("district", ResidenceObjection.DISTRICT_MISSING.label)
        if (since := cleaned.get("since")) and since > today():
            self.add_error("since", ResidenceObjection.IN_FUTURE.label)
        return cleaned
