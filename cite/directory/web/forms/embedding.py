"""The search within another site, and the choice of what a site shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.core.languages import FRENCH, LANGUAGES
from cite.directory.enums.needs import Need
from cite.directory.web.forms.finding import WordsForm
from cite.ui.forms import Form


class EmbeddedFindForm(WordsForm):
    """Words, a need, a district: all of them may stand in an address. Never the address of a person."""

    besoin = forms.ChoiceField(label=_("Besoin"), required=False)
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)

    def __init__(self, *args: Any, districts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besoin"].choices = [("", _("Tous les besoins")), *Need.choices]
        self.fields["quartier"].choices = [("", _("Tous les quartiers")), *districts.items()]


class EmbeddingForm(Form):
    """What a site shows first: a district, a need, a language."""

    says_optional = False
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)
    besoin = forms.ChoiceField(label=_("Besoin"), required=False)
    langue = forms.ChoiceField(
        label=_("Langue"), choices=[(language.code, language.name) for language in LANGUAGES], required=False
    )

    def __init__(self, *args: Any, districts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besoin"].choices = [("", _("Tous les besoins")), *Need.choices]
        self.fields["quartier"].choices = [("", _("Tous les quartiers")), *districts.items()]

    @property
    def chosen(self) -> dict[str, str]:
        """The choices that exist; one that does not chooses nothing."""
        self.is_valid()
        return {"langue": FRENCH.code} | {name: text for name, text in self.cleaned_data.items() if text}


class EmbeddingCode(Form):
    """What is to be copied."""

    says_optional = False
    code = forms.CharField(
        label=_("Code à copier"),
        help_text=_("Collez-le dans la page de votre site, ou envoyez-le à la personne qui s’en occupe."),
        required=False,
        widget=forms.Textarea(attrs={"readonly": True, "rows": 7, "spellcheck": "false"}),
    )


class AddSiteForm(Form):
    """A site, and in whose name it shows the search."""

    says_optional = False
    site = forms.CharField(
        label=_("Nom du site"),
        help_text=_(
            "Par exemple « www.mairie-exemple.fr ». Le site avec « www » et le site sans sont deux noms."
        ),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )
    structure = forms.ChoiceField(label=_("Au nom de"), required=False)

    def __init__(self, *args: Any, partners: Sequence[Partner], for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.uuid): partner for partner in partners}
        self.for_all = for_all
        own = [("", _("La Cité de l’emploi"))] if for_all else []
        self.fields["structure"].choices = [*own, *((key, str(each)) for key, each in self.partners.items())]
        if len(self.fields["structure"].choices) == 1:
            del self.fields["structure"]

    @property
    def partner(self) -> Partner | None:
        """The organization that answers for the site; none for the Cité."""
        if "structure" not in self.fields:
            return None if self.for_all else next(iter(self.partners.values()))
        return self.partners.get(self.cleaned_data["structure"])
