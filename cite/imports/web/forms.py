"""What people fill in: the file they bring, and which of its columns holds what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.imports.models import ImportDraft
from cite.imports.ports import ImportKind
from cite.imports.rules.columns import Recognition
from cite.ui.forms import FileField, Form, VersionField

EXTENSIONS = ("csv", "xlsx", "ods", "tsv", "txt")
_EXAMPLE = 40


class UploadForm(Form):
    """The file brought."""

    def __init__(self, *args: Any, kind: ImportKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = FileField(
            label=_("Votre fichier"), max_bytes=kind.max_bytes, extensions=EXTENSIONS
        )


class ColumnsForm(Form):
    """One list of columns for each thing the import needs, filled with what was recognized."""

    version = VersionField()

    def __init__(
        self, *args: Any, draft: ImportDraft, kind: ImportKind, recognition: Recognition, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = kind.fields
        choices = [("", _("Aucune colonne")), *_choices(draft)]
        for field in kind.fields:
            guess = recognition.guess_for(field.name)
            self.fields[field.name] = forms.ChoiceField(
                label=field.label,
                choices=choices,
                required=field.required,
                initial="" if guess is None else str(guess.column),
                help_text=" ".join(filter(None, [str(field.help), _clue(guess)])),
                error_messages={"required": _("Choisissez la colonne.")},
            )

    @property
    def mapping(self) -> dict[str, int]:
        """Column numbers, from 0, by field name."""
        chosen = ((field.name, self.cleaned_data[field.name]) for field in self.wanted)
        return {name: int(column) for name, column in chosen if column != ""}


def _clue(guess: Any) -> str:
    return "" if guess is None else _("Colonne %(clue)s.") % {"clue": guess.clue.label}


def _choices(draft: ImportDraft) -> list[tuple[str, str]]:
    """Name the columns, each with the first value it holds, so that people see what they choose."""
    return [(str(number), _with_example(draft, number)) for number in range(len(draft.headers))]


def _with_example(draft: ImportDraft, number: int) -> str:
    label = draft.labels[number]
    example = next((row[number].strip() for row in draft.first_rows if row[number].strip()), "")
    if not example:
        return label
    short = example if len(example) <= _EXAMPLE else f"{example[:_EXAMPLE]}…"
    return _("%(column)s (par exemple : %(example)s)") % {"column": label, "example": short}
