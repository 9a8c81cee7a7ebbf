"""The forms around a file: starting it, the districts it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.actors.models import Partner
from cite.core.text import sort_key, whole_number
from cite.grants.models import Application, ReachedDistrict
from cite.territories.enums import DistrictKind
from cite.territories.models import District
from cite.ui.forms import Form

_PARTICIPANTS_MAX = 100_000


class StartForm(Form):
    """For which organization, and from what. With one organization and no file before, nothing to choose."""

    partner = forms.ChoiceField(label=_("Votre structure"), widget=forms.RadioSelect, required=False)
    previous = forms.ChoiceField(
        label=_("Partir d’un dossier précédent"),
        help_text=_(
            "Ses réponses, ses quartiers, son budget et ses partenaires sont recopiés : vous les corrigez."
        ),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *args: Any, partners: Sequence[Partner], previous: Sequence[Application], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._partners = {str(partner.uuid): partner for partner in partners}
        self._files = {str(file.uuid): file for file in previous}
        self.fields["partner"].choices = [(key, str(p)) for key, p in self._partners.items()]
        named = [(key, f"{f.call.year} – {f} ({f.partner})") for key, f in self._files.items()]
        self.fields["previous"].choices = [("", _("Commencer un dossier vide")), *named]
        if len(partners) == 1:
            del self.fields["partner"]
        else:
            self.fields["partner"].required = True
        if not previous:
            del self.fields["previous"]

    @property
    def chosen_file(self) -> Application | None:
        """The file to start from."""
        return self._files.get(self.cleaned_data.get("previous", ""))

    @property
    def chosen_partner(self) -> Partner:
        """In whose name."""
        if "partner" not in self.fields:
            return next(iter(self._partners.values()))
        return self._partners[self.cleaned_data["partner"]]


class DistrictsForm(Form):
    """One box and one number per district of the territory; the residents count, not the place of the action."""

    says_optional = False
    seen = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        districts: Sequence[District],
        reached: Sequence[ReachedDistrict],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.districts = list(districts)
        chosen = {line.district_id: line for line in reached}
        self.initial["seen"] = ",".join(str(pk) for pk in chosen)
        for district in self.districts:
            label = district.label
            if district.kind == DistrictKind.WATCH:
                label = _("%(name)s (veille active : n’ouvre pas droit)") % {"name": district.label}
            self.fields[f"reaches-{district.pk}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"people-{district.pk}"] = forms.IntegerField(
                label=_("Participants attendus : %(name)s") % {"name": district.label},
                required=False,
                min_value=0,
                max_value=_PARTICIPANTS_MAX,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "min_value": _("Un nombre de personnes n’est jamais négatif."),
                    "max_value": _("Ce nombre est trop grand : écrivez des personnes, pas des passages."),
                },
            )
            line = chosen.get(district.pk)
            self.initial[f"reaches-{district.pk}"] = line is not None
            self.initial[f"people-{district.pk}"] = line.participants if line else None

    def groups(self) -> list[tuple[str, bool, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """List the districts commune by commune: how many are chosen, whether any is, each with its two fields."""
        found: dict[str, list] = {}
        for district in self.districts:
            commune = ", ".join(commune.name for commune in district.communes.all())
            pair = (self[f"reaches-{district.pk}"], self[f"people-{district.pk}"])
            found.setdefault(commune, []).append(pair)
        return [
            (_group_label(commune, len(pairs), chosen := sum(map(_is_chosen, pairs))), bool(chosen), pairs)
            for commune, pairs in sorted(found.items(), key=lambda group: sort_key(group[0]))
        ]

    @property
    def seen_as_chosen(self) -> frozenset[int]:
        """The districts that the page showed as chosen."""
        numbers = map(whole_number, self.cleaned_data["seen"].split(","))
        return frozenset(number for number in numbers if number is not None)

    @property
    def participants(self) -> dict[District, int | None]:
        """The districts chosen; a number typed is a choice."""
        data = self.cleaned_data
        return {
            district: data[f"people-{district.pk}"]
            for district in self.districts
            if data[f"reaches-{district.pk}"] or data[f"people-{district.pk}"]
        }


def _is_chosen(pair: tuple[forms.BoundField, forms.BoundField]) -> bool:
    return any(bool(field.value()) or bool(field.errors) for field in pair)


def _group_label(commune: str, number: int, chosen: int) -> str:
    words = ngettext("%(commune)s : %(number)s quartier", "%(commune)s : %(number)s quartiers", number)
    picked = ngettext("%(chosen)s choisi", "%(chosen)s choisis", chosen) if chosen else ""
    values = {"commune": commune, "number": number, "chosen": chosen}
    return (f"{words}, {picked}" if picked else words) % values
