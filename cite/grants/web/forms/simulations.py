"""Simulations: made, renamed, filled in, compared, applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.models import Award, Simulation
from cite.grants.rules.amounts import euros
from cite.grants.web.forms.amounts import AmountField
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


class RenameForm(Form):
    """Another name, another remark."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    note = forms.CharField(
        label=_("Remarque"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = VersionField()


class AmountsForm(Form):
    """One amount per decision."""

    version = VersionField()

    def __init__(
        self, *args: Any, awards: Iterable[Award], amounts: Mapping[int, Decimal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.awards = {f"montant-{award.uuid}": award for award in awards}
        for name, award in self.awards.items():
            given = amounts.get(award.pk)
            self.fields[name] = AmountField(
                label=f"{award.application.number} – {award.application} – {award.funder}",
                help_text=_("Demandé : %(asked)s") % {"asked": euros(award.amount_asked)},
                initial=given if given else None,
            )

    @property
    def amounts(self) -> dict[int, Decimal]:
        """The amounts by number of decision; nothing written is zero."""
        return {award.pk: self.cleaned_data[name] or Decimal(0) for name, award in self.awards.items()}
