"""Preparing a decision, recording its act, telling carriers, fixing an envelope."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.core.text import whole_number
from cite.grants.enums import GRANTING, ActKind, Outcome, RefusalMotive
from cite.grants.models import Award
from cite.grants.rules.amounts import euros
from cite.grants.rules.awards import ActDetails, Terms
from cite.grants.web.forms.amounts import AmountField
from cite.ui.forms import DateField, Form, VersionField, shown_when


def _long(label: str, help_text: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, max_length=2000, required=False, widget=area)


class WithdrawForm(Form):
    """Why a decision that was told is withdrawn, and by which act."""

    reason = forms.CharField(
        label=_("Pourquoi cette décision est-elle retirée ?"),
        help_text=_("Le porteur lira ces mots. 1 000 caractères au plus."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    act_number = forms.CharField(label=_("Numéro de l’acte de retrait"), max_length=60)
    version = VersionField()


class TermsForm(Form):
    """What a funder decides on one file."""

    outcome = forms.ChoiceField(label=_("Décision"), choices=Outcome.choices, widget=forms.RadioSelect)
    amount = AmountField(
        label=_("Montant accordé, en euros"), help_text=_("Zéro ou vide si la décision n’accorde rien.")
    )
    conditions = _long(_("Réserves"), _("Pour « sous réserve » : ce que le porteur doit faire, pour quand."))
    motive = forms.ChoiceField(
        label=_("Motif du refus"),
        choices=[("", _("Sans objet")), *RefusalMotive.choices],
        required=False,
    )
    words = _long(_("Explication"), _("Le porteur la lira avec la décision."))
    advice = _long(_("Conseils pour l’an prochain"), _("Ce qui aiderait une nouvelle demande."))
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_when(self, "amount", "outcome", sorted(GRANTING))
        shown_when(self, "conditions", "outcome", [Outcome.CONDITIONAL])
        shown_when(self, "motive", "outcome", [Outcome.REFUSED])
        shown_when(self, "advice", "outcome", sorted(set(Outcome) - {Outcome.FULL}))

    @property
    def terms(self) -> Terms:
        """What was filled in."""
        cleaned = self.cleaned_data
        return Terms(
            outcome=cleaned["outcome"],
            amount=cleaned["amount"] or Decimal(0),
            motive=cleaned["motive"],
            words=cleaned["words"].strip(),
            conditions=cleaned["conditions"].strip(),
            advice=cleaned["advice"].strip(),
        )


class ActForm(Form):
    """The act that makes a decision true."""

    kind = forms.ChoiceField(label=_("Nature de l’acte"), choices=ActKind.choices)
    number = forms.CharField(label=_("Numéro de l’acte"), max_length=60)
    on = DateField(label=_("Date de l’acte"))
    signatory_name = forms.CharField(
        label=_("Signataire : prénom et nom"),
        help_text=_("Ni l’instructeur du dossier, ni la personne qui a préparé la décision."),
        max_length=150,
    )
    signatory_quality = forms.CharField(
        label=_("À quel titre"), help_text=_("Qualité et délégation de signature."), max_length=200
    )
    version = VersionField(required=False)

    @property
    def act(self) -> ActDetails:
        """What was filled in."""
        names = ("kind", "number", "on", "signatory_name", "signatory_quality")
        return ActDetails(**{name: self.cleaned_data[name] for name in names})


def _choices(awards: Iterable[Award]) -> list[tuple[str, str]]:
    return [
        (
            str(award.uuid),
            f"{award.application.number} – {award.application} – {award.get_outcome_display()}"
            + (f" – {euros(award.amount)}" if award.amount else ""),
        )
        for award in awards
    ]


class ChosenAwards(Form):
    """Several decisions of one funder."""

    awards = forms.MultipleChoiceField(
        label=_("Décisions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choisissez au moins une décision."),
            "invalid_choice": _(
                "Une décision choisie n’en est plus là : une autre personne l’a changée. Rechargez la page."
            ),
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)

    def __init__(self, *args: Any, awards: Iterable[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(award.uuid): award for award in awards}
        self.fields["awards"].choices = _choices(self.known.values())
        self.fields["seen"].initial = " ".join(f"{uuid}:{a.version}" for uuid, a in self.known.items())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return not self.known

    @property
    def chosen(self) -> list[Award]:
        """The decisions that were chosen."""
        return [self.known[uuid] for uuid in self.cleaned_data["awards"]]

    @property
    def versions(self) -> dict[int, int]:
        """By number, which version of each chosen decision the page showed; 0 where nothing readable came."""
        pairs = (word.rpartition(":") for word in self.cleaned_data["seen"].split())
        shown = {uuid: version for uuid, _colon, version in pairs}
        found = {award.pk: shown.get(str(award.uuid), "") for award in self.chosen}
        return {number: whole_number(text) or 0 for number, text in found.items()}


class ActForSeveralForm(ActForm, ChosenAwards):
    """One act that decides on several files."""

    field_order = ("awards", "kind", "number", "on", "signatory_name", "signatory_quality")


class AwardFilters(Form):
    """Which decisions of a call to show."""

    says_optional = False

    financeur = forms.ChoiceField(label=_("Financeur"), required=False)
    situation = forms.ChoiceField(label=_("Situation"), required=False)

    def __init__(self, *args: Any, funders: Iterable[tuple[str, str]], states: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["financeur"].choices = [("", _("Tous")), *funders]
        self.fields["situation"].choices = [("", _("Toutes")), *states]
