"""What people fill in about an organization, its places and its contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import ChainLink, LegalForm, OrganizationKind
from cite.actors.models import Network
from cite.actors.operations.organizations import OrganizationSheet
from cite.actors.rules.identifiers import read_identifiers
from cite.territories.models import Commune, District
from cite.ui.forms import Form, VersionField

_NOT_DEGREES = {
    name: _("Donnez des degrés, par exemple 4,387 et 45,439, ou placez le point sur la carte.")
    for name in ("invalid", "min_value", "max_value")
}
_UNKNOWN_CHOICE = {"invalid_choice": _("Choisissez une réponse de la liste.")}


class OrganizationForm(Form):
    """Who an organization is, and what it does in this Cité."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    short_name = forms.CharField(label=_("Sigle ou nom court"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=[("", _("Choisissez un type")), *OrganizationKind.choices],
        error_messages=_UNKNOWN_CHOICE,
    )
    legal_form = forms.ChoiceField(
        label=_("Forme juridique"),
        choices=LegalForm.choices,
        initial=LegalForm.UNKNOWN,
        error_messages=_UNKNOWN_CHOICE,
    )
    siret = forms.CharField(
        label=_("SIRET"),
        help_text=_("14 chiffres. Il évite les doublons : deux fiches ne peuvent pas avoir le même."),
        max_length=30,
        required=False,
    )
    siren = forms.CharField(
        label=_("SIREN"),
        help_text=_("9 chiffres. Inutile quand le SIRET est rempli."),
        max_length=20,
        required=False,
    )
    rna = forms.CharField(
        label=_("Numéro RNA"),
        help_text=_("Pour une association : un W suivi de 9 caractères."),
        max_length=20,
        required=False,
    )
    website = forms.CharField(
        label=_("Site web"), help_text=_("Exemple : https://exemple.fr"), max_length=300, required=False
    )
    presentation = forms.CharField(
        label=_("Présentation"),
        help_text=_("Ce que vous faites pour les habitants, en quelques phrases. Aucun nom d’habitant."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    chain_links = forms.MultipleChoiceField(
        label=_("Maillons de la chaîne"),
        help_text=_("Ce que la structure fait réellement aujourd’hui."),
        choices=ChainLink.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_UNKNOWN_CHOICE,
    )
    covers_all_districts = forms.BooleanField(
        label=_("Intervient dans tous les quartiers prioritaires"), required=False
    )
    districts = forms.MultipleChoiceField(
        label=_("Ou seulement dans ces quartiers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_UNKNOWN_CHOICE,
    )
    networks = forms.MultipleChoiceField(
        label=_("Réseaux"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_UNKNOWN_CHOICE,
    )
    new_network = forms.CharField(
        label=_("Un autre réseau"),
        help_text=_("Fédération, club d’entreprises, collectif… Il s’ajoutera à la liste."),
        max_length=120,
        required=False,
    )
    is_sensitive = forms.BooleanField(
        label=_("Cacher cette structure aux autres"),
        help_text=_(
            "Son nom dirait déjà quelque chose des personnes qu’elle suit. Seuls ses membres, les copilotes et la "
            "coordination la verront."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, districts: Sequence[District], networks: Sequence[Network], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._districts = {str(district.uuid): district for district in districts}
        self._networks = {str(network.uuid): network for network in networks}
        self.fields["districts"].choices = [(key, d.full_label) for key, d in self._districts.items()]
        self.fields["networks"].choices = [(key, n.name) for key, n in self._networks.items()]
        if not self._networks:
            del self.fields["networks"]

    def clean_website(self) -> str:
        """Add what people leave out, and refuse what is not an address of the web."""
        typed = self.cleaned_data["website"].strip()
        if not typed:
            return ""
        address = typed if "://" in typed else f"https://{typed}"
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(
                _("Ce n’est pas l’adresse d’un site. Exemple : https://exemple.fr"), code="invalid"
            ) from None
        return address

    def clean(self) -> dict[str, Any]:
        """Check the numbers of the registers, each beside its field."""
        cleaned = super().clean()
        numbers = {name: cleaned.get(name, "") for name in ("siren", "siret", "rna")}
        _read, problems = read_identifiers(**numbers)
        for name, problem in problems.items():
            self.add_error(name, problem.label)
        return cleaned

    @property
    def sheet(self) -> OrganizationSheet:
        """What the operation takes."""
        given = {name: self.cleaned_data[name] for name in _PLAIN}
        return OrganizationSheet(
            **given,
            chain_links=tuple(self.cleaned_data["chain_links"]),
            districts=tuple(self._districts[key] for key in self.cleaned_data["districts"]),
            networks=tuple(self._networks[key] for key in self.cleaned_data.get("networks", ())),
        )


_PLAIN = (
    *("name", "short_name", "kind", "legal_form", "siret", "siren", "rna", "website", "presentation"),
    *("covers_all_districts", "new_network", "is_sensitive"),
)


class EditOrganizationForm(OrganizationForm):
    """The same, for a sheet that exists: which version of it the person has before her.

    `keeps_nature`: the kind and the legal form are shown, and stay; whatever is sent for them is not read.
    """

    version = VersionField()
    organization_version = VersionField()

    def __init__(self, *args: Any, keeps_nature: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeps_nature:
            for name in ("kind", "legal_form"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Pour le changer, écrivez à la coordination.")


class DegreesField(forms.FloatField):
    """A longitude or a latitude, with a point or a comma."""

    def to_python(self, value: Any) -> float | None:
        """Read it either way."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class SiteForm(Form):
    """A place where an organization receives people."""

    label = forms.CharField(
        label=_("Nom du lieu"), help_text=_("Exemple : Siège, Antenne de Firminy."), max_length=120
    )
    address = forms.CharField(
        label=_("Adresse"),
        help_text=_("Numéro et rue. Nous dirons dans quel quartier elle est."),
        max_length=200,
        required=False,
    )
    commune = forms.ChoiceField(label=_("Commune"), required=False, error_messages=_UNKNOWN_CHOICE)
    longitude = DegreesField(
        label=_("Longitude"), min_value=-180, max_value=180, required=False, error_messages=_NOT_DEGREES
    )
    latitude = DegreesField(
        label=_("Latitude"), min_value=-90, max_value=90, required=False, error_messages=_NOT_DEGREES
    )
    version = VersionField(required=False)

    def __init__(self, *args: Any, communes: Sequence[Commune], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._communes = {commune.code: commune for commune in communes}
        choices = [(code, commune.name) for code, commune in self._communes.items()]
        self.fields["commune"].choices = [("", _("Hors du territoire, ou pas d’adresse")), *choices]

    def clean(self) -> dict[str, Any]:
        """A point has two coordinates."""
        cleaned = super().clean()
        if not self.errors and (cleaned["longitude"] is None) != (cleaned["latitude"] is None):
            self.add_error("longitude", _("Donnez la longitude et la latitude, ou aucune des deux."))
        return cleaned

    @property
    def point(self) -> tuple[float, float] | None:
        """The point placed on the map."""
        longitude, latitude = self.cleaned_data["longitude"], self.cleaned_data["latitude"]
        return None if longitude is None or latitude is None else (longitude, latitude)

    @property
    def chosen_commune(self) -> Commune | None:
        """The commune chosen."""
        return self._communes.get(self.cleaned_data["commune"])


class ContactForm(Form):
    """Whom professionals call in an organization."""

    function = forms.CharField(
        label=_("Fonction"), help_text=_("Exemple : accueil, référente emploi."), max_length=120
    )
    name = forms.CharField(
        label=_("Nom"),
        help_text=_("Avec l’accord de la personne. La fonction suffit souvent."),
        max_length=120,
        required=False,
    )
    email = forms.EmailField(
        label=_("Adresse électronique professionnelle"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Cette adresse n’est pas complète. Exemple : accueil@exemple.fr")},
    )
    phone = forms.CharField(
        label=_("Téléphone professionnel"),
        help_text=_("Exemple : 04 77 00 00 00"),
        max_length=30,
        required=False,
    )
    version = VersionField(required=False)

    def clean_phone(self) -> str:
        """Read a telephone number as people type it; kept in international form."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "FR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(_("Ce numéro n’est pas complet. Exemple : 04 77 00 00 00"), code="invalid")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach somebody."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Indiquez une adresse électronique ou un téléphone."))
        return cleaned
