"""What residents look for, and what they looked for in vain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cite.core.languages import Language
from cite.directory.enums import MOBILIZABLE_BY
from cite.directory.enums.finding import Wish
from cite.directory.enums.needs import Need
from cite.directory.enums.words import AUDIENCE_WORDS, KIND_WORDS
from cite.directory.queries.finding import FIRST_GROUP, MOST
from cite.directory.rules.facets import EVERYONE
from cite.directory.rules.first_answers import WITHIN_M
from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH
from cite.ui.forms import Form, SuggestInput

LONGEST_WORDS = 200
_NARROWING = ("besoin", "quartier", "dans", "avec", "langue", "public", "type", "qui")
_FILTERS = ("quartier", "dans", "besoin", "public", "langue", "type", "qui", "avec")
_POSITION = "position"
SPOKEN_FIRST = ("ar", "tr", "pt", "es", "en", "it", "sq", "ro", "ru", "uk", "fa", "ku", "kab", "zh")


class WordsForm(Form):
    """What somebody looks for, in her words."""

    says_optional = False
    mots = forms.CharField(
        label=_("Que cherchez-vous ?"),
        help_text=_("Avec vos mots, en français : garder mon fils, passer le permis."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class FindForm(WordsForm):
    """Words and an address, which are never in the address of a page; and choices, which may be."""

    adresse = forms.CharField(
        label=_("Près de quelle adresse ?"),
        help_text=_("Elle sert à mesurer les distances. Elle n’est pas gardée."),
        max_length=MAX_ADDRESS_LENGTH,
        required=False,
        widget=SuggestInput(url_name="territories:suggestions"),
    )
    dans = forms.TypedChoiceField(label=_("À quelle distance ?"), required=False, coerce=int, empty_value=0)
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )
    besoin = forms.ChoiceField(label=_("Besoin"), required=False)
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)
    langue = forms.ChoiceField(label=_("On y parle"), required=False)
    avec = forms.MultipleChoiceField(
        label=_("Je veux"), required=False, choices=Wish.choices, widget=forms.CheckboxSelectMultiple
    )
    public = forms.ChoiceField(label=_("Public"), required=False)
    type = forms.ChoiceField(label=_("Type de service"), required=False)
    qui = forms.ChoiceField(label=_("Qui peut demander"), required=False)
    nombre = forms.IntegerField(
        required=False, min_value=FIRST_GROUP, max_value=MOST, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, districts: Mapping[str, str], language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besoin"].choices = [("", _("Tous les besoins")), *Need.choices]
        self.fields["quartier"].choices = [("", _("Tous les quartiers")), *districts.items()]
        self.fields["langue"].choices = [("", _("Toutes les langues")), *spoken_choices(language)]
        audiences = [pair for pair in AUDIENCE_WORDS.items() if pair[0] != EVERYONE]
        self.fields["public"].choices = [("", _("Tous les publics")), *audiences]
        self.fields["type"].choices = [("", _("Tous les types")), *KIND_WORDS.items()]
        if language.is_french:
            self.fields["qui"].choices = [("", _("Peu importe")), *MOBILIZABLE_BY.items()]
        else:  # a question of professionals
            del self.fields["qui"]
        self.fields["dans"].choices = [("", _("Peu importe")), *distance_choices(language)]

    def count(self, counts: Mapping[str, Mapping[Any, int]]) -> None:
        """Say beside each choice, by its field, how many services would answer with it."""
        for name, known in counts.items():
            if name in self.fields and known:
                self.fields[name].choices = [
                    (code, f"{label} ({known[code]})" if code in known else label)
                    for code, label in self.fields[name].choices
                ]

    @property
    def point(self) -> tuple[float, float] | None:
        """The position of whoever asks, where her telephone gave it."""
        longitude, latitude = self.cleaned_data["longitude"], self.cleaned_data["latitude"]
        return None if longitude is None or latitude is None else (longitude, latitude)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What narrows the answers: each as it is said, and as it is taken away (`taken_away`)."""
        found = []
        for name in _NARROWING:
            given = self.cleaned_data.get(name) or []
            labels = {str(code): label for code, label in self.fields[name].choices} if given else {}
            for code in given if isinstance(given, list) else [given]:
                found.append((str(labels[str(code)]), f"{name}:{code}"))
        if self.point and not self.cleaned_data["adresse"]:
            found.append((str(_("Autour de ma position")), _POSITION))
        return found

    @property
    def filters(self) -> list[BoundField]:
        """The choices that stay folded under the words and the place, in order."""
        return [self[name] for name in _FILTERS if name in self.fields]

    @property
    def opens_filters(self) -> bool:
        """Whether a choice has something to mend."""
        return any(name in self.errors for name in _FILTERS)


def taken_away(data: QueryDict, choice: str) -> QueryDict:
    """Take a choice away from what is posted."""
    kept = data.copy()
    name, _mark, code = choice.partition(":")
    if choice == _POSITION:
        for coordinate in ("longitude", "latitude", "dans"):
            kept.pop(coordinate, None)
    elif name in _NARROWING:
        kept.setlist(name, [given for given in kept.getlist(name) if given != code])
    return kept


def distance_choices(language: Language) -> Iterable[tuple[int, str]]:
    """Name how far one may go, in the language of the page."""
    return [
        (
            meters,
            _("%(number)s km au plus") % {"number": format_decimal(meters // 1000, locale=language.locale)},
        )
        for meters in WITHIN_M
    ]


def spoken_choices(language: Language) -> Iterable[tuple[str, str]]:
    """Name the languages in which somebody may be welcomed, in the language of the page."""
    names = Locale.parse(language.locale).languages
    return [(code, names.get(code, code).capitalize()) for code in SPOKEN_FIRST]


class UnmetNeedForm(Form):
    """A need that nothing answers. `website` is seen by machines only: whoever fills it is one."""

    besoin = forms.ChoiceField(label=_("De quoi s’agit-il ?"), required=False)
    quartier = forms.ChoiceField(label=_("Dans quel quartier ?"), required=False)
    mots = forms.CharField(
        label=_("Ce que vous cherchez, avec vos mots"),
        help_text=_("N’écrivez ni nom, ni adresse, ni téléphone : nous n’en gardons pas."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = forms.CharField(
        label=_("Ne remplissez pas ce champ"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, districts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besoin"].choices = [("", _("Autre chose")), *Need.choices]
        self.fields["quartier"].choices = [("", _("Je ne sais pas")), *districts.items()]

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled the form."""
        return bool(self.cleaned_data.get("website"))
