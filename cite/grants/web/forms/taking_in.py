"""The forms of taking a filled form in: the file, then each field to confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.grants.gateways.cerfa_form import MAX_BYTES
from cite.grants.operations.answers import Typed
from cite.grants.queries.taking_in import Proposal
from cite.grants.rules.taking_in import BUDGET
from cite.ui.forms import FileField, Form

RAW, SEEN, TAKE = "raw-", "seen-", "take-"


class BringForm(Form):
    """The filled form: a Cerfa in PDF, or our workbook."""

    file = FileField(label=_("Votre fichier rempli"), max_bytes=MAX_BYTES, extensions=("pdf", "xlsx"))


class ConfirmForm(Form):
    """One box per field: ticked where nothing is there yet, to be ticked where something would be replaced."""

    says_optional = False

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = [proposal for proposal in proposals if not proposal.error]
        for proposal in self.proposals:
            words = (
                _now("Reprendre : %(value)s")
                if proposal.is_new
                else _now("Remplacer « %(now)s » par : %(value)s")
            )
            self.fields[TAKE + proposal.key] = forms.BooleanField(
                label=proposal.label,
                help_text=words % {"now": _short(proposal.now), "value": _short(proposal.wanted)},
                required=False,
                initial=proposal.is_new,
            )
            for name, value in ((RAW, proposal.raw), (SEEN, proposal.seen)):
                self.fields[name + proposal.key] = forms.CharField(
                    required=False, strip=False, widget=forms.HiddenInput, initial=value, max_length=20_000
                )

    @property
    def chosen(self) -> list[Proposal]:
        """Those that were ticked."""
        return [p for p in self.proposals if self.cleaned_data.get(TAKE + p.key)]

    def answers(self) -> list[Typed]:
        """The answers to take."""
        return [
            Typed(p.key, p.value, self.cleaned_data[SEEN + p.key])
            for p in self.chosen
            if not p.key.startswith(BUDGET)
        ]

    def amounts(self) -> list[tuple[str, Decimal, str]]:
        """The amounts to take."""
        return [
            (p.key.removeprefix(BUDGET), p.value, self.cleaned_data[SEEN + p.key])
            for p in self.chosen
            if p.key.startswith(BUDGET)
        ]


def brought_again(data: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Find again, in what the page sent back, the texts that were brought."""
    return {name.removeprefix(RAW): ("", data[name]) for name in data if name.startswith(RAW)}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:300]}…"
