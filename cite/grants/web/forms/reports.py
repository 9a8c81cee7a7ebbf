"""The forms of a bilan: each field goes with the fingerprint of what the page started from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import FIGURE_GROUPS, FigureOrigin, ReportKind, ReportPiece, ReportState, ReportStep
from cite.grants.models import ReportLine
from cite.grants.operations.report_reading import REMARK_MAX
from cite.grants.operations.report_writing import FILE_POLICY, Typed, Written
from cite.grants.queries.reports import ReportSheet, as_line
from cite.grants.rules.amounts import euros
from cite.grants.rules.answers import fingerprint
from cite.grants.rules.chart import ACCOUNTS, Side
from cite.grants.rules.questions import AnswerKind
from cite.grants.rules.report_questions import AskedFigure, AskedInReport, questions_of, steps_of
from cite.grants.rules.report_values import EXPLANATION_MAX, NOTE_MAX
from cite.grants.rules.reports import Line, accounts_to_add, needs_explanation
from cite.grants.web.forms.amounts import AmountField
from cite.ui.components.amounts import SheetGroup, SheetLine
from cite.ui.forms import FileField, Form, VersionField

SEEN = "seen-"
_COLUMNS = (
    (Side.EXPENSE, False, _("Charges")),
    (Side.INCOME, False, _("Produits")),
    (Side.EXPENSE, True, _("Emplois des contributions en nature")),
    (Side.INCOME, True, _("Contributions en nature")),
)
_ROWS_HELP = {
    "places": _("Une ligne par date ou période. Exemple : « mars à juin 2027 ; médiathèque de quartier »."),
    "audiences": _("Une ligne par public. Exemple : « femmes isolées avec enfants ; 12 »."),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a title."""

    title: str = ""
    names: list[str] = field(default_factory=list)


class Column(NamedTuple):
    """A column of the realized budget: its lines to fill in, and what was planned in all."""

    title: str
    name: str
    groups: list[SheetGroup]
    planned: str


class StepForm(Form):
    """One step of a bilan. Nothing is compulsory to save; what is missing is said beside."""

    says_optional = False

    def __init__(self, *args: Any, sheet: ReportSheet, step: ReportStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self._groups: list[Group] = []
        answers = Group()
        for asked in questions_of(sheet.report.kind, step):
            self._offer(answers, f"answer:{asked.key.value}", _field_of(asked))
        figures = [asked for asked in sheet.asked_figures if asked.step == step]
        if step == ReportStep.MONEY:
            self._offer_lines()
        self._groups.append(answers)
        for key in dict.fromkeys(asked.group for asked in figures):
            group = Group(str(FIGURE_GROUPS[key]))
            for asked in figures:
                if asked.group == key:
                    self._offer_figure(group, asked)
            self._groups.append(group)

    def _offer(self, group: Group, name: str, made: forms.Field) -> None:
        made.required = False
        text = self.sheet.text(name)
        made.initial = text
        self.fields[name] = made
        self.fields[SEEN + name] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=64, initial=fingerprint(text)
        )
        group.names.append(name)

    def _offer_figure(self, group: Group, asked: AskedFigure) -> None:
        given = self.sheet.figures[asked.key]
        made = forms.CharField(label=asked.label, max_length=20)
        made.widget.attrs["inputmode"] = "numeric"
        if given.origin == FigureOrigin.COMPUTED:
            made.help_text = _now(
                "Calculé : %(value)s. %(how)s Si vous comptez autrement, écrivez-le et dites pourquoi."
            ) % {
                "value": given.value,
                "how": given.definition,
            }
        self._offer(group, f"figure:{asked.key}", made)
        if given.origin == FigureOrigin.COMPUTED:
            note = forms.CharField(label=_("Pourquoi cette différence ?"), max_length=NOTE_MAX)
            self._offer(group, f"note:{asked.key}", note)

    def _offer_lines(self) -> None:
        limits = self.sheet.parameters
        for line in self.sheet.lines:
            facts, apart = as_line(line), Group()
            if self.sheet.funded.application_id is None:
                self._offer(apart, f"planned:{line.uuid}", _amount(_("Prévu, en euros"), facts.name))
            self._offer(apart, f"realized:{line.uuid}", _amount(facts.name))
            label = _now("Explication de l’écart")
            if needs_explanation(facts, limits.variance_percent, limits.variance_amount):
                label = _now("Explication de l’écart : il est important, dites d’où il vient")
            why = forms.CharField(label=label, max_length=EXPLANATION_MAX)
            why.widget.attrs |= {"class": "fr-input", "aria-label": f"{label} – {facts.name}"}
            self._offer(apart, f"explanation:{line.uuid}", why)

    @property
    def groups(self) -> list[tuple[Group, list[BoundField]]]:
        """The groups with their fields, and nothing empty."""
        return [(group, [self[name] for name in group.names]) for group in self._groups if group.names]

    @property
    def columns(self) -> list[Column]:
        """The lines of the budget to fill in, expenses beside incomes; a column without a line is left out."""
        lines = [(line, as_line(line)) for line in self.sheet.lines if f"realized:{line.uuid}" in self.fields]
        found = []
        for side, is_in_kind, title in _COLUMNS:
            own = [(line, facts) for line, facts in lines if _place_of(facts) == (side, is_in_kind)]
            if own:
                planned = euros(sum((facts.planned for _line, facts in own), Decimal(0)))
                groups = [self._drawn(line, facts) for line, facts in own]
                found.append(Column(str(title), f"realized-{side}-{is_in_kind}", groups, planned))
        return found

    def _drawn(self, line: ReportLine, facts: Line) -> SheetGroup:
        is_planned_here = f"planned:{line.uuid}" in self.fields
        more = [self[f"{part}:{line.uuid}"] for part in ("planned", "explanation")[not is_planned_here :]]
        hint = "" if is_planned_here else _now("Prévu : %(amount)s") % {"amount": euros(facts.planned)}
        amount = SheetLine(label="", amount=self[f"realized:{line.uuid}"], more=more, hint=hint)
        return SheetGroup(label=facts.name, lines=[amount])

    @property
    def typed(self) -> dict[str, Typed]:
        """What was typed in each field, with what the page started from."""
        names = [name for name in self.fields if not name.startswith(SEEN)]
        return {
            name: Typed(self.cleaned_data[name], self.cleaned_data[SEEN + name])
            for name in names
            if name in self.data
        }

    def show(self, written: Written) -> None:
        """Keep what was typed on the page, and say beside each field what became of it."""
        data: QueryDict = self.data.copy()
        for name in written.saved:
            data[SEEN + name] = fingerprint(written.sheet.text(name))
        for name, theirs in written.conflicts.items():
            data[SEEN + name] = fingerprint(theirs)
            self.add_error(name, _conflict(theirs))
        for name, sentence in written.problems.items():
            self.add_error(name, sentence)
        self.data = data


def _conflict(theirs: str) -> str:
    return _now(
        "Une autre personne a écrit ici entre-temps : « %(theirs)s ». Votre texte est resté dans le champ : "
        "complétez-le avec le sien, puis enregistrez."
    ) % {"theirs": theirs}


def _field_of(asked: AskedInReport) -> forms.Field:
    if asked.kind == AnswerKind.LINE:
        return forms.CharField(label=asked.label, max_length=asked.max_length)
    area = forms.Textarea(attrs={"rows": 5})
    if asked.kind == AnswerKind.ROWS:
        return forms.CharField(
            label=asked.label, max_length=20_000, widget=area, help_text=_ROWS_HELP[asked.key.value]
        )
    limit = _("%(limit)s caractères au plus.") % {"limit": f"{asked.max_length:,}".replace(",", "\u202f")}
    return forms.CharField(label=asked.label, max_length=asked.max_length, widget=area, help_text=limit)


def _amount(label: str, about: str = "") -> forms.CharField:
    """`about`: the line, said to those who hear the field alone."""
    made = forms.CharField(label=label, max_length=40)
    made.widget.attrs |= {"inputmode": "decimal", "class": "fr-input"}
    if about:
        made.widget.attrs["aria-label"] = f"{label} – {about}"
    return made


def _place_of(line: Line) -> tuple[Side, bool]:
    account = ACCOUNTS[line.account]
    return account.side, account.is_in_kind


class LineForm(Form):
    """A line that was not planned."""

    account = forms.ChoiceField(
        label=_("Ligne du plan comptable"),
        choices=lambda: [(a.key, f"{a.code} – {a.label}") for a in accounts_to_add()],
    )
    label = forms.CharField(label=_("Précision"), max_length=200, required=False)
    realized = AmountField(label=_("Réalisé, en euros"))


class PieceForm(Form):
    """A document to join."""

    piece = forms.ChoiceField(label=_("Quelle pièce ?"), choices=ReportPiece.choices)
    file = FileField(
        label=_("Fichier"),
        max_bytes=FILE_POLICY.max_bytes,
        extensions=("pdf", "jpg", "jpeg", "png", "docx", "odt", "xlsx", "ods"),
    )


class CertifyForm(Form):
    """The attestation of the Cerfa 15059*02, section 4."""

    version = VersionField()
    function = forms.CharField(label=_("En quelle qualité signez-vous ?"), max_length=120)
    certified = forms.BooleanField(
        label=_("Je certifie exactes les informations du présent compte rendu."), required=True
    )


class ReturnForm(Form):
    """What is to be completed, step by step."""

    says_optional = False

    def __init__(self, *args: Any, kind: ReportKind | str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in steps_of(kind)[:-1]:
            self.fields[step.value] = _remark(step.label)
        self.fields["general"] = _remark(_("Remarque générale"))

    @property
    def remarks(self) -> dict[ReportStep, str]:
        """The remarks by step."""
        return {ReportStep(key): text for key, text in self.cleaned_data.items() if key != "general"}


def _remark(label: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=REMARK_MAX, widget=area, required=False)


class ReopenForm(Form):
    """Why an accepted bilan is read again."""

    reason = forms.CharField(label=_("Pourquoi rouvrir ce bilan ?"), max_length=500, widget=forms.Textarea)


class AcceptReceivedForm(Form):
    """Why a bilan that came by another way is accepted, and the proof."""

    reason = forms.CharField(
        label=_("Où a-t-il été lu, et par qui est-il accepté ?"),
        help_text=_("Par exemple : lu et accepté par le service instructeur, courrier du 12 juillet."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proof = FileField(
        label=_("Preuve : le courrier ou le courriel d’acceptation"),
        max_bytes=FILE_POLICY.max_bytes,
        extensions=("pdf", "jpg", "jpeg", "png", "docx", "odt"),
    )
    version = VersionField()


class ReportFilters(Form):
    """Which bilans to list."""

    says_optional = False
    year = forms.IntegerField(label=_("Exercice"), min_value=2000, max_value=2100, required=False)
    state = forms.ChoiceField(
        label=_("Situation"),
        required=False,
        choices=[("", _("Toutes")), *ReportState.choices],
    )
    due = forms.ChoiceField(
        label=_("Échéance"),
        required=False,
        choices=[("", _("Toutes")), ("late", _("En retard")), ("soon", _("Dans les 60 jours"))],
    )
    kind = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Tous")), *ReportKind.choices]
    )
