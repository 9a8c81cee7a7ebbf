"""Simulations: made, renamed, filled in, compared, applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.models import Award, Simulation
from cite.grants.rules.amounts import euros
from cite.grants.rules.awards import REDECIDABLE
from cite.grants.web.forms.amounts import AmountField
from cite.ui.components.amounts import SheetGroup, SheetLine
from cite.ui.forms import Form, VersionField

STARTS = (
    ("asked", _("Ce qui est demandé")),
    ("advised", _("Ce que le comité a conseillé")),
    ("decided", _("Ce qui est déjà préparé ou décidé")),
    ("nothing", _("Rien")),
)


class SimulationForm(Form):
    """A name, and what it starts with."""

    name = forms.CharField(label=_("Nom"), help_text=_("« Priorité aux petits montants »"), max_length=120)
    start = forms.ChoiceField(label=_("Partir de"))

    def __init__(self, *args: Any, simulations: Iterable[Simulation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(simulation.uuid): simulation for simulation in simulations}
        copies = [(uuid, _("Copie de « %(name)s »") % {"name": s}) for uuid, s in self.known.items()]
        self.fields["start"].choices = [*STARTS, *copies]

    @property
    def given(self) -> dict[str, Any]:
        """What the operation asks."""
        start = self.cleaned_data["start"]
        copied = self.known.get(start)
        return {
            "name": self.cleaned_data["name"],
            "copied": copied,
            "start": "nothing" if copied else start,
        }


class CompareForm(Form):
    """Which two simulations are compared; two of them where the address does not say."""

    says_optional = False

    premiere = forms.ChoiceField(label=_("Première simulation"))
    seconde = forms.ChoiceField(label=_("Deuxième simulation"))

    def __init__(self, *args: Any, simulations: Sequence[Simulation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(simulation.uuid), str(simulation)) for simulation in simulations]
        self.fields["premiere"].choices = self.fields["seconde"].choices = choices


class RenameForm(Form):
    """Another name, another remark."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    note = forms.CharField(
        label=_("Remarque"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = VersionField()


class AmountsForm(Form):
    """One amount per decision that no act settled yet, file by file."""

    says_optional = False

    version = VersionField()

    def __init__(
        self, *args: Any, awards: Iterable[Award], amounts: Mapping[int, Decimal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.awards = {f"montant-{award.uuid}": award for award in awards}
        self.known = amounts
        for name, award in self.awards.items():
            given = amounts.get(award.pk)
            field = AmountField(
                label=f"{award.application.number} – {award.application} – {award.funder}",
                initial=given if given else None,
            )
            field.widget.attrs["data-sum-in"] = f"all file-{award.application_id}"
            self.fields[name] = field

    @property
    def groups(self) -> list[SheetGroup]:
        """The files, each with what every funder asked gives it."""
        files: dict[int, list[str]] = {}
        for name, award in self.awards.items():
            files.setdefault(award.application_id, []).append(name)
        return [self._group(number, names) for number, names in files.items()]

    def _group(self, number: int, names: list[str]) -> SheetGroup:
        application = self.awards[names[0]].application
        return SheetGroup(
            label=str(application),
            code=application.number,
            hint=str(application.partner),
            name=f"file-{number}",
            total=euros(self._sum(names)),
            lines=[
                SheetLine(
                    label=str(self.awards[name].funder), amount=self[name], hint=_hint(self.awards[name])
                )
                for name in names
            ],
        )

    @property
    def total(self) -> str:
        """What these files receive in all."""
        return euros(self._sum(list(self.awards)))

    def _sum(self, names: list[str]) -> Decimal:
        return sum((self.known.get(self.awards[name].pk, Decimal(0)) for name in names), Decimal(0))

    @property
    def amounts(self) -> dict[int, Decimal]:
        """The amounts by number of decision; nothing written is zero."""
        return {award.pk: self.cleaned_data[name] or Decimal(0) for name, award in self.awards.items()}


def _hint(award: Award) -> str:
    asked = _("Demandé : %(asked)s") % {"asked": euros(award.amount_asked)}
    if award.outcome not in REDECIDABLE:
        return asked
    words = {"asked": asked, "outcome": award.get_outcome_display()}
    return _("%(asked)s. %(outcome)s : à décider à nouveau depuis le dossier.") % words
