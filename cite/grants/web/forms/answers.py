"""The form of one step, drawn from the table of questions; what is typed is read by `rules/answers.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import HELPS, AnswerFault, Question, YesNo
from cite.grants.models import Application
from cite.grants.queries.applications import codes_of
from cite.grants.rules.answers import fingerprint, read_answer
from cite.grants.rules.completeness import is_required
from cite.grants.rules.questions import AnswerKind, Asked
from cite.ui.forms import Form

SEEN = "seen-"
"""What the name of a hidden field starts with: the fingerprint of the value that the page showed."""
COLUMNS = {"indicator": _("Indicateur"), "expected": _("Résultat attendu")}
_SPARE_ROWS = 3
_NUMBERS = {AnswerKind.INTEGER, AnswerKind.PERCENT, AnswerKind.DECIMAL}


class RowsInput(forms.MultiWidget):
    """A few rows of short texts, as a table; empty rows are left out."""

    is_hidden = False  # Django hides a widget all of whose parts are hidden, and this one has none

    def __init__(self, *, columns: Sequence[str], limit: int) -> None:
        super().__init__(widgets=[])
        self.columns, self.limit = columns, limit

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Draw the rows that are filled, and a few more."""
        rows = [list(row) for row in value or []]
        count = min(self.limit, max(len(rows) + 1, _SPARE_ROWS))
        rows += [[""] * len(self.columns)] * (count - len(rows))
        labels = [str(COLUMNS[column]) for column in self.columns]
        heads = format_html_join("", '<th scope="col">{}</th>', ((label,) for label in labels))
        lines = format_html_join(
            "",
            "<tr>{}</tr>",
            ((self._cells(name, number, row, labels),) for number, row in enumerate(rows)),
        )
        table = '<table class="ui-rows"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
        return format_html(table, heads, lines)

    def decompress(self, value: Any) -> list[Any]:
        """Give the rows as they are."""
        return value or []

    def _cells(self, name: str, number: int, row: Sequence[str], labels: Sequence[str]) -> SafeString:
        return format_html_join(
            "",
            '<td><input class="fr-input" type="text" maxlength="300" id="id_{0}_{5}" name="{0}-{1}-{2}" '
            'value="{3}" aria-label="{4}"></td>',
            (
                (name, number, column, cell, f"{label}, {number + 1}", number * len(labels) + column)
                for column, (cell, label) in enumerate(zip(row, labels, strict=True))
            ),
        )

    def value_from_datadict(self, data: QueryDict, files: Any, name: str) -> list[list[str]]:
        """Gather the rows that were sent."""
        return [
            [data.get(f"{name}-{number}-{column}", "") for column in range(len(self.columns))]
            for number in range(self.limit + _SPARE_ROWS)
            if f"{name}-{number}-0" in data
        ]


class AnswerField(forms.Field):
    """Any question: what was typed is read by the rule, whose fault becomes the error of the field."""

    def __init__(self, *, asked: Asked, codes: dict[str, str], widget: forms.Widget, optional: bool) -> None:
        super().__init__(
            label=asked.label, help_text=HELPS.get(Question(asked.key), ""), widget=widget, required=False
        )
        self.asked, self.codes = asked, codes
        self.required = not optional  # how it is drawn; nothing is refused for being empty
        widget.is_required = False

    def clean(self, value: Any) -> Any:
        """Read what was typed.

        Raises:
            ValidationError: it cannot be kept as it is.
        """
        answer, fault = read_answer(self.asked, value if value is not None else "", list(self.codes))
        if fault is not None:
            raise forms.ValidationError(AnswerFault(fault).label, code=fault)
        return answer

    def prepare_value(self, value: Any) -> Any:
        """Write decimals as they are read here."""
        if self.asked.kind == AnswerKind.DECIMAL and isinstance(value, str):
            return value.replace(".", ",")
        return value


class AnswersForm(Form):
    """The questions of a step, with the fingerprint of each value as this page shows it."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        application: Application,
        questions: Sequence[Asked],
        answers: dict[str, Any],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {}).update({q.key: answers.get(q.key) for q in questions})
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for asked in questions:
            self.fields[asked.key] = _field(asked, application, answers)
            seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
            self.fields[f"{SEEN}{asked.key}"] = seen
            self.initial[f"{SEEN}{asked.key}"] = fingerprint(answers.get(asked.key))

    def typed(self) -> list[tuple[str, Any, str]]:
        """List the answers that may be kept, each with the fingerprint it started from; those sent only."""
        found = []
        for asked in self.questions:
            seen = self.cleaned_data.get(f"{SEEN}{asked.key}", "")
            if asked.key in self.cleaned_data and seen:
                found.append((asked.key, self.cleaned_data[asked.key], seen))
        return found


def _field(asked: Asked, application: Application, answers: dict[str, Any]) -> AnswerField:
    codes = codes_of(asked, application.edition)
    widget = _widget(asked, codes)
    return AnswerField(asked=asked, codes=codes, widget=widget, optional=not is_required(asked, answers))


def _widget(asked: Asked, codes: dict[str, str]) -> forms.Widget:
    if asked.kind == AnswerKind.TEXT:
        return forms.Textarea(
            attrs={"rows": 6 if asked.max_length > 2000 else 3, "maxlength": asked.max_length}
        )
    if asked.kind == AnswerKind.YES_NO:
        return forms.RadioSelect(choices=[*YesNo.choices, ("", _("Pas encore répondu"))])
    if asked.kind == AnswerKind.CHOICE:
        return forms.RadioSelect(choices=list(codes.items()))
    if asked.kind == AnswerKind.CHOICES:
        return forms.CheckboxSelectMultiple(choices=list(codes.items()))
    if asked.kind == AnswerKind.ROWS:
        return RowsInput(columns=asked.columns, limit=asked.max_length)
    if asked.kind == AnswerKind.DAY:
        return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    if asked.kind in _NUMBERS:
        mode = "decimal" if asked.kind == AnswerKind.DECIMAL else "numeric"
        return forms.TextInput(attrs={"inputmode": mode, "maxlength": 16})
    kinds = {AnswerKind.EMAIL: "email", AnswerKind.PHONE: "tel"}
    attrs = {"maxlength": asked.max_length, "type": kinds.get(asked.kind, "text")}
    return forms.TextInput(attrs=attrs)
