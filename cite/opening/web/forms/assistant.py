"""What each page of the assistant asks, with its sensible defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import OrganizationKind
from cite.actors.rules.identifiers import compact
from cite.opening.gateways import KnownEpci
from cite.ui.forms import Form, VersionForm

OTHER = "other"


class EnterForm(Form):
    """Who opens: the first administrator of the platform."""

    full_name = forms.CharField(label=_("Votre nom et votre prénom"), max_length=150)
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Vous vous connecterez ensuite avec cette adresse, sans mot de passe."),
        max_length=254,
    )


class TerritoryForm(VersionForm):
    """Which territory, its name, its address, its contact; finer settings have their defaults."""

    epci = forms.ChoiceField(
        label=_("Intercommunalité"),
        help_text=_("La métropole ou l’agglomération qui copilote la Cité avec l’État."),
    )
    epci_code = forms.CharField(
        label=_("Numéro SIREN de l’intercommunalité"),
        help_text=_("Seulement si elle n’est pas dans la liste. 9 chiffres."),
        required=False,
        max_length=20,
    )
    name = forms.CharField(
        label=_("Nom de la Cité"),
        help_text=_("Tel qu’il sera lu partout. Sans réponse : le nom de l’intercommunalité."),
        required=False,
        max_length=120,
    )
    host = forms.CharField(
        label=_("Adresse du site"),
        help_text=_("Le nom d’hôte seul : cite.exemple.gouv.fr."),
        required=False,
        max_length=253,
    )
    contact_email = forms.EmailField(
        label=_("Adresse électronique de contact"),
        help_text=_("Celle que les visiteurs lisent en bas de chaque page."),
        required=False,
        max_length=254,
    )
    publisher = forms.CharField(
        label=_("Éditeur du site"),
        help_text=_(
            "L’organisme qui en répond : il figure dans les mentions légales. Sans réponse : l’intercommunalité."
        ),
        required=False,
        max_length=200,
    )
    slug = forms.SlugField(
        label=_("Identifiant"),
        help_text=_("Pour les commandes et les fichiers. Sans réponse : fait avec le nom."),
        required=False,
        max_length=50,
        error_messages={"invalid": _("Écrivez l’identifiant en lettres sans accent, chiffres et tirets.")},
    )
    doubt_zone_m = forms.IntegerField(
        label=_("Zone de doute autour des limites, en mètres"),
        help_text=_("Une adresse plus proche d’une limite de quartier est « à vérifier »."),
        initial=10,
        min_value=0,
        max_value=100,
    )
    geocoding_threshold_embedded = forms.FloatField(
        label=_("Ressemblance minimale d’une adresse trouvée"),
        help_text=_("De 0 à 1."),
        localize=True,
        initial=0.8,
        min_value=0,
        max_value=1,
    )
    geocoding_threshold_online = forms.FloatField(
        label=_("Ressemblance minimale d’une adresse trouvée en ligne"),
        help_text=_("De 0 à 1."),
        localize=True,
        initial=0.8,
        min_value=0,
        max_value=1,
    )
    callback_delay_hours = forms.IntegerField(
        label=_("Heures de permanence laissées pour rappeler un habitant"),
        help_text=_(
            "Un habitant demande qu’on l’appelle : la page promet l’heure où ces heures de permanence seront passées."
        ),
        initial=2,
        min_value=1,
        max_value=16,
    )
    FINER = (
        "slug",
        "doubt_zone_m",
        "geocoding_threshold_embedded",
        "geocoding_threshold_online",
        "callback_delay_hours",
    )

    def __init__(self, *args: Any, epcis: tuple[KnownEpci, ...], other_cite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.epcis = {epci.code: epci for epci in epcis}
        self.fields["epci"].choices = [
            ("", _("Choisissez…")),
            *((epci.code, self._label(epci)) for epci in epcis),
            (OTHER, _("Une autre")),
        ]
        if other_cite:
            self.fields["host"].required = True
            self.fields["other_host"] = forms.CharField(
                label=_("Adresse du site de la Cité déjà ouverte (%(name)s)") % {"name": other_cite},
                help_text=_("À deux sur le même serveur, chacune a la sienne."),
                max_length=253,
            )

    @staticmethod
    def _label(epci: KnownEpci) -> str:
        return f"{epci.name} – {_('données livrées')}" if epci.has_map else epci.name

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What everyone fills in."""
        return [field for field in self.visible_fields() if field.name not in self.FINER]

    @property
    def finer_fields(self) -> list[forms.BoundField]:
        """What most people leave as it is."""
        return [self[name] for name in self.FINER]

    @property
    def has_finer_errors(self) -> bool:
        """Whether one of the folded fields is to be corrected."""
        return any(field.errors for field in self.finer_fields)

    def clean(self) -> dict[str, Any]:
        """Complete what was left to us: the code and the name of the intercommunalité chosen."""
        given = super().clean()
        chosen = self.epcis.get(given.pop("epci", ""))
        given["epci_code"] = chosen.code if chosen else compact(given.get("epci_code", ""))
        given["name"] = given.get("name") or (chosen.name if chosen else "")
        given["publisher"] = given.get("publisher") or (chosen.name if chosen else given["name"])
        for name in ("host", "other_host"):
            if name in given:
                given[name] = given[name].strip().lower()
        return given

    @classmethod
    def initial_of(cls, answers: Mapping[str, Any], epcis: tuple[KnownEpci, ...]) -> dict[str, Any]:
        """Fill the form with what was kept."""
        code = answers.get("epci_code", "")
        known = code in {epci.code for epci in epcis}
        return {
            **answers,
            "epci": (code if known else OTHER) if code else "",
            "epci_code": "" if known else code,
        }


class PeopleForm(VersionForm):
    """The two co-pilots, at equal rights: the organization and the address of each."""

    state_kind = forms.ChoiceField(
        label=_("Le service de l’État"),
        choices=[
            (OrganizationKind.PREFECTURE.value, OrganizationKind.PREFECTURE.label),
            (OrganizationKind.DDETS.value, OrganizationKind.DDETS.label),
        ],
        widget=forms.RadioSelect,
        initial=OrganizationKind.PREFECTURE.value,
    )
    state_organization = forms.CharField(
        label=_("Son nom"), help_text=_("Préfecture de la Loire, par exemple."), max_length=200
    )
    state_email = forms.EmailField(
        label=_("Adresse électronique de la personne qui copilote pour l’État"), max_length=254
    )
    metropole_organization = forms.CharField(label=_("La métropole ou l’agglomération"), max_length=200)
    metropole_email = forms.EmailField(
        label=_("Adresse électronique de la personne qui copilote pour la métropole"), max_length=254
    )

    def clean_state_email(self) -> str:
        """Compare addresses in lower case."""
        return self.cleaned_data["state_email"].strip().lower()

    def clean_metropole_email(self) -> str:
        """Compare addresses in lower case."""
        return self.cleaned_data["metropole_email"].strip().lower()


class MessagesForm(VersionForm):
    """The charter proposed to the co-pilots."""

    charter_title = forms.CharField(label=_("Titre de la charte"), max_length=200)
    charter_body = forms.CharField(
        label=_("Texte de la charte"),
        help_text=_("Laissez une ligne vide entre deux paragraphes. Les copilotes pourront tout changer."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
