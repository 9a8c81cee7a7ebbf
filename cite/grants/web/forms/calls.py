"""What is filled in to prepare a call, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import CallParameter, CarrierKind, ParameterSource
from cite.grants.models import CALENDAR, CallEdition
from cite.grants.rules import call_content
from cite.grants.rules.calendar import out_of_order
from cite.grants.rules.call_content import OTHER, Choice, Criterion, Parameters, Piece
from cite.grants.rules.calls import coded
from cite.grants.web.forms.amounts import AmountField
from cite.ui.forms import DateField, Form, VersionField

_LONG = 20_000
_LIST = 8000


def _text(label: Any, *, rows: int, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class NewCallForm(Form):
    """The year, the title; everything else starts from the fiche technique."""

    year = forms.IntegerField(label=_("Année des actions"), min_value=2020, max_value=2100)
    title = forms.CharField(label=_("Titre"), max_length=200)


class CorrectForm(Form):
    """Why a published call changes."""

    reason = _text(
        _("Ce qui change, et pourquoi"),
        rows=3,
        length=500,
        help_text=_("Les porteurs le liront. Exemple : « La date limite est repoussée d’une semaine. »"),
    )


class SectionForm(Form):
    """One section of an edition under study; `values` is what the operation takes."""

    version = VersionField()

    def __init__(self, *args: Any, edition: CallEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    @property
    def values(self) -> dict[str, Any]:
        """What the section says, as the edition keeps it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @staticmethod
    def initial_of(edition: CallEdition) -> dict[str, Any]:
        """Start from what the edition says."""
        return {}


class TextsForm(SectionForm):
    """The words of the call."""

    presentation = _text(_("Présentation et règlement"), rows=18, length=_LONG)
    contract = forms.CharField(label=_("Contrat de ville"), max_length=200, required=False)
    pillar = forms.CharField(label=_("Pilier renforcé"), max_length=200, required=False)
    pillar_action = forms.CharField(label=_("Action du pilier"), max_length=300, required=False)

    @staticmethod
    def initial_of(edition: CallEdition) -> dict[str, Any]:
        """Start from the words of the edition."""
        return {name: getattr(edition, name) for name in TextsForm.base_fields if name != "version"}


class CalendarForm(SectionForm):
    """The days of the call, in their order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CALENDAR:
            label = str(CallEdition._meta.get_field(name).verbose_name)
            self.fields[name] = DateField(label=label[:1].upper() + label[1:])
            self.fields[name].error_messages["required"] = _("Choisissez un jour.")

    def clean(self) -> dict[str, Any]:
        """Say of each day which one it should follow."""
        cleaned = super().clean()
        for earlier, later in out_of_order(CALENDAR, cleaned):
            before = {"before": self.fields[earlier].label}
            self.add_error(
                later,
                _now("Ce jour vient avant « %(before)s ». Choisissez le même jour, ou un jour plus tard.")
                % before,
            )
        for name in CALENDAR:
            if cleaned.get(name) and not 2000 <= cleaned[name].year <= 2101:
                self.add_error(name, _("Vérifiez l’année de cette date."))
        return cleaned

    @staticmethod
    def initial_of(edition: CallEdition) -> dict[str, Any]:
        """Start from the days of the edition."""
        return {name: getattr(edition, name) for name in CALENDAR}


class ListsForm(SectionForm):
    """Stakes and priorities: one per line; what refines a priority starts with a dash."""

    stakes = _text(_("Enjeux"), rows=9, length=_LIST, help_text=_("Un enjeu par ligne."))
    priorities = _text(
        _("Priorités"),
        rows=18,
        length=_LIST,
        help_text=_(
            "Une priorité par ligne. Pour la préciser, des lignes qui commencent par un tiret. "
            "« Autre priorité » s’ajoute toujours à la fin."
        ),
    )

    @property
    def values(self) -> dict[str, Any]:
        """Read the lines; each keeps the code it had."""
        stakes = call_content.choices_from(self.edition.stakes)
        known = call_content.choices_from(self.edition.priorities)
        priorities = _choices(self.cleaned_data["priorities"], [c for c in known if c.code != OTHER])
        other = [c for c in known if c.code == OTHER] or [
            c for c in call_content.PRIORITIES if c.code == OTHER
        ]
        return {
            "stakes": call_content.to_json(_choices(self.cleaned_data["stakes"], stakes)),
            "priorities": call_content.to_json([*priorities, *other]),
        }

    @staticmethod
    def initial_of(edition: CallEdition) -> dict[str, Any]:
        """Write the lists as lines."""
        priorities = call_content.choices_from(edition.priorities)
        return {
            "stakes": _lines(call_content.choices_from(edition.stakes)),
            "priorities": _lines(c for c in priorities if c.code != OTHER),
        }


def _lines(choices: Any) -> str:
    found: list[str] = []
    for choice in choices:
        found.append(choice.label)
        found += [f"- {item.label}" for item in choice.items]
    return "\n".join(found)


def _choices(text: str, before: list[Choice] | tuple[Choice, ...]) -> list[Choice]:
    groups: list[tuple[str, list[str]]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        item = line.lstrip("-–—• ").strip()
        if line != item and groups and item:
            groups[-1][1].append(item)
        elif item:
            groups.append((item, []))
    items_of = {choice.code: choice.items for choice in before}
    return [
        Choice(code, label, tuple(Choice(c, words) for c, words in coded(items, items_of.get(code, ()))))
        for (code, label), (_label, items) in zip(
            coded([label for label, _items in groups], before), groups, strict=True
        )
    ]


class RowsForm(SectionForm):
    """Several things of the same kind, each with its fields, and two empty ones; without a name it goes away."""

    spare = 2

    def known(self) -> list[Any]:
        """List the rows of the edition."""
        raise NotImplementedError(f"{type(self).__name__} lists no row.")

    def row_fields(self, row: Any) -> dict[str, forms.Field]:
        """Build the fields of a row; the first one is its name."""
        raise NotImplementedError(f"{type(self).__name__} has no field.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = self.known()
        self.count = len(self.before) + self.spare
        for number in range(self.count):
            row = self.before[number] if number < len(self.before) else None
            for name, field in self.row_fields(row).items():
                self.fields[f"row{number}_{name}"] = field

    @property
    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The fields, row by row, for the page."""
        for number in range(self.count):
            yield [self[name] for name in self.fields if name.startswith(f"row{number}_")]

    @property
    def filled(self) -> list[dict[str, Any]]:
        """What was typed, row by row, those without a name left out."""
        found = []
        for number in range(self.count):
            start = f"row{number}_"
            row = {n.removeprefix(start): v for n, v in self.cleaned_data.items() if n.startswith(start)}
            if row.get("label"):
                found.append(row)
        return found


class PiecesForm(RowsForm):
    """The documents asked, and of whom."""

    def known(self) -> list[Piece]:
        """The documents of the edition."""
        return list(call_content.pieces_from(self.edition.pieces))

    def row_fields(self, row: Piece | None) -> dict[str, forms.Field]:
        """Its name, an explanation, who owes it, whether a file is incomplete without it."""
        return {
            "label": forms.CharField(
                label=_("Pièce"), max_length=200, required=False, initial=row.label if row else ""
            ),
            "help": forms.CharField(
                label=_("Explication"), max_length=300, required=False, initial=row.help if row else ""
            ),
            "of": forms.MultipleChoiceField(
                label=_("Demandée à"),
                choices=CarrierKind.choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=list(row.of) if row else [],
            ),
            "required": forms.BooleanField(
                label=_("Obligatoire"), required=False, initial=row.is_required if row else False
            ),
        }

    @property
    def values(self) -> dict[str, Any]:
        """The documents, each with the code it had."""
        rows = self.filled
        codes = coded([row["label"] for row in rows], self.before)
        pieces = [
            Piece(code, label, tuple(row["of"]), row["required"], row["help"])
            for (code, label), row in zip(codes, rows, strict=True)
        ]
        return {"pieces": call_content.to_json(pieces)}


class GridForm(RowsForm):
    """The instruction grid: weights that sum to 100, and what a low, a middle and a high mark look like."""

    examples = (
        ("low", _("Note basse (1)")),
        ("middle", _("Note moyenne (3)")),
        ("high", _("Note haute (5)")),
    )

    def known(self) -> list[Criterion]:
        """The criteria of the edition."""
        return list(call_content.grid_from(self.edition.grid))

    def row_fields(self, row: Criterion | None) -> dict[str, forms.Field]:
        """Its name, its weight, three examples."""
        texts = row.examples if row else ("", "", "")
        found: dict[str, forms.Field] = {
            "label": forms.CharField(
                label=_("Critère"), max_length=200, required=False, initial=row.label if row else ""
            ),
            "weight": forms.IntegerField(
                label=_("Poids, en %"),
                min_value=0,
                max_value=100,
                required=False,
                initial=row.weight if row else None,
            ),
        }
        for (name, label), text in zip(self.examples, texts, strict=True):
            found[name] = forms.CharField(label=label, max_length=300, required=False, initial=text)
        return found

    @property
    def values(self) -> dict[str, Any]:
        """The criteria, each with the code it had."""
        rows = self.filled
        codes = coded([row["label"] for row in rows], self.before)
        grid = [
            Criterion(code, label, row["weight"] or 0, (row["low"], row["middle"], row["high"]))
            for (code, label), row in zip(codes, rows, strict=True)
        ]
        return {"grid": call_content.to_json(grid)}


class ParametersForm(SectionForm):
    """Thresholds and delays, each with the text it comes from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for parameter in fields(Parameters):
            words = {
                "label": CallParameter(parameter.name).label,
                "help_text": ParameterSource(parameter.name).label,
                "required": True,
            }
            self.fields[parameter.name] = (
                AmountField(lowest=Decimal(1), highest=Decimal(100_000_000), **words)
                if isinstance(parameter.default, Decimal)
                else forms.IntegerField(min_value=1, max_value=3650, **words)
            )

    @property
    def values(self) -> dict[str, Any]:
        """The parameters as the edition keeps them."""
        given = {f.name: self.cleaned_data[f.name] for f in fields(Parameters)}
        return {"parameters": call_content.parameters_to(Parameters(**given))}

    @staticmethod
    def initial_of(edition: CallEdition) -> dict[str, Any]:
        """Start from those of the edition."""
        return asdict(call_content.parameters_from(edition.parameters))


SECTIONS: dict[str, tuple[Any, type[SectionForm]]] = {
    "textes": (_("Textes"), TextsForm),
    "calendrier": (_("Calendrier"), CalendarForm),
    "priorites": (_("Enjeux et priorités"), ListsForm),
    "pieces": (_("Pièces demandées"), PiecesForm),
    "grille": (_("Grille d’instruction"), GridForm),
    "seuils": (_("Seuils et délais"), ParametersForm),
}
"""The sections of an edition: slug of the address, title, form."""
