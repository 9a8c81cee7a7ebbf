"""The agenda of a committee and its opinions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.core.text import whole_number
from cite.grants.enums import Outcome
from cite.grants.models import Application, CommitteeItem, Funder
from cite.grants.queries.committee import FileSummary
from cite.grants.rules.amounts import euros
from cite.grants.web.forms.amounts import AmountField
from cite.ui.forms import Form, VersionField


class AgendaForm(Form):
    """Which files to put on the agenda."""

    files = forms.MultipleChoiceField(
        label=_("Dossiers en instruction"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un dossier.")},
    )

    def __init__(self, *args: Any, summaries: Iterable[FileSummary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(summary.application.uuid): summary for summary in summaries}
        self.fields["files"].choices = [(uuid, _label(summary)) for uuid, summary in self.known.items()]

    @property
    def chosen(self) -> list[Application]:
        """The files that were chosen."""
        return [self.known[uuid].application for uuid in self.cleaned_data["files"]]


def _label(summary: FileSummary) -> str:
    application = summary.application
    said = f"{application.number} – {application} – {application.partner}"
    return said if summary.is_reviewed else _("%(file)s (instruction incomplète)") % {"file": said}


class OrderForm(Form):
    """The rank of each file of a committee; a file whose rank was changed takes it before the one that had it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=4000)

    def __init__(self, *args: Any, items: Sequence[CommitteeItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {f"rang-{item.uuid}": item for item in items}
        self.fields["seen"].initial = ".".join(str(item.pk) for item in items)
        for rank, (name, item) in enumerate(self.items.items(), start=1):
            self.fields[name] = forms.IntegerField(
                label=f"{item.application.number} – {item.application} – {item.application.partner}",
                min_value=1,
                max_value=len(self.items),
                initial=rank,
            )

    def clean_seen(self) -> list[int]:
        """Read the order that the page showed."""
        parts = self.cleaned_data["seen"].split(".")
        return [number for part in parts if (number := whole_number(part)) is not None]

    @property
    def order(self) -> list[int]:
        """The numbers of the items, in the order asked."""
        ranked = []
        for rank, (name, item) in enumerate(self.items.items(), start=1):
            asked = self.cleaned_data[name]
            # Moved up, a file goes before the one that stands there; moved down, after it.
            ranked.append((asked, (asked > rank) - (asked < rank), rank, item.pk))
        return [number for *_place, number in sorted(ranked)]


class OpinionForm(Form):
    """The joint opinion on a file: one amount per funder."""

    outcome = forms.ChoiceField(label=_("Avis du comité"), choices=Outcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Motivation"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = VersionField()

    def __init__(
        self,
        *args: Any,
        asked: Mapping[Funder, Decimal],
        advised: Mapping[Funder, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.funders = {f"montant-{funder.uuid}": funder for funder in asked}
        for name, funder in self.funders.items():
            self.fields[name] = AmountField(
                label=_("%(funder)s : montant conseillé") % {"funder": funder},
                help_text=_("Demandé : %(asked)s") % {"asked": euros(asked[funder])},
                initial=advised.get(funder),
            )
        self.order_fields(["outcome", *self.funders, "words", "version"])

    @property
    def amounts(self) -> dict[int, Decimal]:
        """The amounts by number of funder."""
        return {funder.pk: self.cleaned_data[name] or Decimal(0) for name, funder in self.funders.items()}


class AgreeForm(Form):
    """Opinions to agree to together, each as it was read."""

    items = forms.MultipleChoiceField(
        label=_("Avis à approuver"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un dossier.")},
    )

    def __init__(self, *args: Any, items: Iterable[CommitteeItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [
            (f"{item.pk}.{item.version}", f"{item.application.number} – {item.application} – {_said(item)}")
            for item in items
        ]

    @property
    def versions(self) -> dict[int, int]:
        """The version of each opinion that was read."""
        pairs = (value.split(".") for value in self.cleaned_data["items"])
        return {int(number): int(version) for number, version in pairs}


def _said(item: CommitteeItem) -> str:
    total = sum((Decimal(amount) for amount in item.amounts.values()), Decimal(0))
    return f"{item.get_outcome_display()}, {euros(total)}" if total else item.get_outcome_display()
