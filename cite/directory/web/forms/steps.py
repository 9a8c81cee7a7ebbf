"""A sheet written in five short steps: each form knows its fields of `rules/written.py`, and what was typed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.directory.enums import (
    AUDIENCES,
    CATEGORIES,
    FEES,
    KINDS,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    THEMES,
    Level,
    Obstacle,
    ToBring,
    UpdateEvery,
)
from cite.directory.enums.life import ContentObjection
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.rules.facets import EVERYONE
from cite.directory.rules.needs import category_of
from cite.directory.web.forms.fields import (
    Codes,
    Everywhere,
    Hours,
    LinkField,
    Number,
    OneCode,
    PastedText,
    PhoneField,
    ServiceName,
    ThreeValued,
)
from cite.ui.forms import Form, VersionField, shown_when


class SheetForm(Form):
    """One step of a sheet. `facts` is what the sheet says now; `seen` the number of that version."""

    says_optional = False
    version = VersionField()
    names: ClassVar[tuple[str, ...]] = ()
    """Other fields of the sheet that this step writes, beside those that carry their name."""

    def __init__(self, *args: Any, facts: Mapping[str, Any], seen: int, **kwargs: Any) -> None:
        self.facts = facts
        initial = self.initial_from(facts) | {"version": seen}
        super().__init__(*args, initial=initial, **kwargs)

    def initial_from(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Start from what the sheet says."""
        return {name: facts.get(name) for name in self.base_fields if name in facts}

    @property
    def written(self) -> tuple[str, ...]:
        """The fields of the sheet that this step writes."""
        return (*(name for name in self.fields if name in self.facts), *self.names)

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, as a version keeps it."""
        return {name: self.cleaned_data[name] for name in self.written if name in self.cleaned_data}


class EssentialForm(SheetForm):
    """What the service is."""

    name = ServiceName()
    summary = PastedText(
        label=_("En une phrase"),
        help_text=_("La première chose qu’on lit. 280 signes au plus."),
        max_length=280,
        rows=2,
        required=False,
    )
    description = PastedText(
        label=_("Description"),
        help_text=_(
            "Ce qui se passe, avec qui, combien de temps. Phrases courtes, mots simples : de 200 à 2 000 signes. "
            "Vous pouvez coller depuis un traitement de texte."
        ),
        max_length=10_000,
        rows=8,
        required=False,
    )
    kind = OneCode(label=_("Type de service"), choices=KINDS.items(), nothing=_("Pas encore choisi"))
    themes = Codes(
        label=_("À quels besoins répond-il ?"),
        help_text=_("Cochez tous les besoins auxquels il répond vraiment : c’est ainsi qu’on le trouve."),
        choices=THEMES.items(),
    )
    obstacles = Codes(
        label=_("Quels freins lève-t-il ?"),
        help_text=_(
            "Les besoins cochés disent déjà la plupart des freins. Ajoutez ici ce qu’ils ne disent pas, "
            "comme oser sortir de son quartier."
        ),
        choices=Obstacle.choices,
    )

    def theme_families(self) -> list[tuple[str, list[Any], bool]]:
        """Group the choices of needs by family: its name, its choices, whether one of them is ticked."""
        families: dict[str, list[Any]] = {}
        for option in self["themes"].subwidgets:
            families.setdefault(category_of(str(option.data["value"])), []).append(option)
        return [
            (CATEGORIES.get(key, key), options, any(option.data["selected"] for option in options))
            for key, options in families.items()
        ]


class AudienceForm(SheetForm):
    """Whom it is for."""

    audiences = Codes(
        label=_("Pour quels publics ?"),
        help_text=_("« Tous publics » ne va avec aucun autre."),
        choices=AUDIENCES.items(),
    )
    audience_details = PastedText(
        label=_("Précisions sur les publics"),
        help_text=_("Par exemple, pourquoi un âge est demandé."),
        max_length=1000,
        required=False,
    )
    min_age = Number(
        label=_("Âge minimal"),
        help_text=_("Laissez vide : sans distinction d’âge, comme la Cité le demande."),
        most=120,
    )
    max_age = Number(label=_("Âge maximal"), most=120)
    covers_all_districts = Everywhere(label=_("Quels quartiers couvre-t-il ?"))
    districts = Codes(label=_("Lesquels ?"))
    access_conditions = PastedText(label=_("Conditions d’accès"), max_length=2000, required=False)
    prerequisites = PastedText(label=_("Ce qu’il faut déjà savoir"), max_length=1000, rows=2, required=False)
    without_reading = ThreeValued(label=_("Possible sans savoir lire ?"))
    interpreter = ThreeValued(label=_("Interprète possible ?"))
    languages = Codes(label=_("Langues parlées sur place"), choices=SPOKEN_LANGUAGES.items())

    def __init__(self, *args: Any, districts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A district that is no longer in force stays on the sheets that name it.
        known = {code for code, _label in districts}
        gone = [(code, code) for code in self.facts.get("districts") or () if code not in known]
        self.fields["districts"].choices = [*districts, *gone]
        shown_when(self, "districts", "covers_all_districts", ["no"])

    def clean(self) -> dict[str, Any]:
        """Keep ages and audiences that go together; all the districts need no list."""
        cleaned = super().clean() or {}
        least, most = cleaned.get("min_age"), cleaned.get("max_age")
        if least is not None and most is not None and least > most:
            self.add_error("min_age", ContentObjection.AGES_REVERSED.label)
        chosen = cleaned.get("audiences") or []
        if EVERYONE in chosen and len(chosen) > 1:
            self.add_error("audiences", ContentObjection.EVERYONE_AND_OTHERS.label)
        if cleaned.get("covers_all_districts"):
            cleaned["districts"] = []
        return cleaned


class RequestForm(SheetForm):
    """How to ask for it."""

    mobilizable_by = Codes(label=_("Qui peut demander ?"), choices=MOBILIZABLE_BY.items())
    mobilization_modes = Codes(label=_("Comment demander ?"), choices=MOBILIZATION_MODES.items())
    phone = PhoneField(label=_("Téléphone"), help_text=_("Un seul numéro : 04 77 12 34 56."), required=False)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("Celle d’un service plutôt que d’une personne."),
        max_length=254,
        required=False,
    )
    mobilization_url = LinkField(label=_("Lien pour demander"), required=False)
    contact_name = forms.CharField(
        label=_("Personne à contacter"),
        help_text=_("Montrée aux professionnels seulement."),
        max_length=150,
        required=False,
    )
    welcomed_by = forms.CharField(
        label=_("Qui vous accueille"),
        help_text=_(
            "Un prénom ou une fonction, que les habitants liront : « Samia, à l’accueil ». Jamais un nom entier."
        ),
        max_length=60,
        required=False,
    )
    welcome_agreed = ThreeValued(
        label=_("Cette personne est d’accord ?"),
        help_text=_("Sans son accord, rien n’est montré. Si elle dit non, le prénom est effacé."),
        unknown=_("Pas encore demandé"),
    )
    mobilization_details = PastedText(
        label=_("Consignes pour les professionnels"),
        help_text=_("Qui peut prescrire, avec quel document, à qui l’envoyer."),
        max_length=2000,
        rows=4,
        required=False,
    )
    without_appointment = ThreeValued(label=_("Sans rendez-vous ?"))
    entry_delay_days = Number(
        label=_("Délai avant d’entrer, en jours"),
        help_text=_("Le délai réel, aujourd’hui. 0 : tout de suite. Vide : vous ne savez pas."),
        most=1000,
    )
    places_left = Number(label=_("Places restantes"), most=100_000)
    to_bring = Codes(label=_("Que faut-il apporter ?"), choices=ToBring.choices)
    fee = OneCode(label=_("Prix"), choices=FEES.items())
    fee_details = PastedText(
        label=_("Précisions sur le prix"),
        help_text=_("Combien, et pour qui moins."),
        max_length=1000,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_when(self, "fee_details", "fee", ["payant"])


class MoreForm(SheetForm):
    """What it goes with, and how often its author looks at the sheet again."""

    combinable = ThreeValued(label=_("Peut-on cumuler avec d’autres dispositifs ?"))
    combinable_details = PastedText(
        label=_("Lesquels, ou pourquoi pas"), max_length=1000, rows=2, required=False
    )
    funded_action = OneCode(
        label=_("Action financée"),
        choices=(),
        nothing=_("Aucune, ou pas encore"),
        help_text=_("L’action de l’appel à projets qui finance ce service."),
    )
    weekly_hours = Hours(label=_("Heures par semaine"))
    weeks = Number(label=_("Nombre de semaines"), most=520, least=1)
    level = OneCode(label=_("Niveau, pour une formation"), choices=Level.choices, nothing=_("Sans objet"))
    source_url = LinkField(label=_("Page de ce service sur votre site"), required=False)
    update_every = forms.TypedChoiceField(
        label=_("Quand relirez-vous cette fiche ?"),
        help_text=_("Nous vous écrirons avant. Une fiche que personne ne confirme cesse d’être visible."),
        choices=UpdateEvery.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, actions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actions:
            field = self.fields["funded_action"]
            field.choices = [*actions, *field.choices]
        else:
            del self.fields["funded_action"]
