"""What the desk and the carrier write while a file is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.grants.enums import Conflict, PieceState, ReviewObjection, ReviewOpinion
from cite.grants.models import Attachment
from cite.grants.operations.admissibility import PieceCheck
from cite.grants.rules.call_content import Criterion
from cite.grants.rules.corrections import MAX_REMARKS
from cite.grants.rules.grid import BEST
from cite.ui.forms import DateField, Form, VersionField, VersionForm

_LEAST_ROWS = 4


class PiecesForm(Form):
    """Whether each document is right: all of them on one page, each with the version that was read."""

    says_optional = False

    def __init__(self, *args: Any, attachments: Iterable[Attachment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(attachment.uuid): attachment for attachment in attachments}
        for uuid, attachment in self.known.items():
            self.fields[f"state-{uuid}"] = forms.ChoiceField(
                label=_("Cette pièce est"),
                choices=PieceState.choices,
                initial=attachment.state,
                error_messages={"required": _("Choisissez une réponse.")},
            )
            self.fields[f"note-{uuid}"] = forms.CharField(
                label=_("Ce qui ne va pas"),
                help_text=_("Obligatoire pour une pièce à remplacer : le porteur le lira."),
                max_length=500,
                required=False,
                initial=attachment.note,
            )
            self.fields[f"version-{uuid}"] = VersionField()
            self.fields[f"version-{uuid}"].initial = attachment.version

    def boxes(self, attachment: Attachment) -> tuple[BoundField, BoundField] | None:
        """Give the two fields of a file; none where it is not checked here."""
        uuid = str(attachment.uuid)
        return (self[f"state-{uuid}"], self[f"note-{uuid}"]) if uuid in self.known else None

    def clean(self) -> dict[str, Any]:
        """Ask what is wrong with a document to replace."""
        cleaned = super().clean()
        for uuid in self.known:
            note = f"note-{uuid}"
            is_wrong = cleaned.get(f"state-{uuid}") == PieceState.NOT_COMPLIANT
            if is_wrong and not cleaned.get(note) and note not in self.errors:
                self.add_error(note, ReviewObjection.PIECE_REASON_NEEDED.label)
        return cleaned

    @property
    def checks(self) -> list[PieceCheck]:
        """What was changed; a document left as it was is not checked again."""
        read = self.cleaned_data
        return [
            PieceCheck(
                attachment=attachment,
                state=PieceState(read[f"state-{uuid}"]),
                note=read[f"note-{uuid}"],
                version=read[f"version-{uuid}"],
            )
            for uuid, attachment in self.known.items()
            if {f"state-{uuid}", f"note-{uuid}"} & set(self.changed_data)
        ]


class ReasonForm(Form):
    """Why, in a few sentences that the carrier reads."""

    reason = forms.CharField(
        label=_("Pourquoi ?"),
        help_text=_("Le porteur lira ces mots. 1 000 caractères au plus."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReplyForm(VersionForm):
    """What the carrier answers to a remark."""

    reply = forms.CharField(
        label=_("Votre réponse"),
        help_text=_(
            "Dites ce que vous avez corrigé dans le dossier, ou expliquez. 1 000 caractères au plus."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(Form):
    """A request to complete a file: as many places as needed, a message, a day."""

    message = forms.CharField(
        label=_("Message au porteur"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = DateField(label=_("Réponse attendue pour le"))

    def __init__(
        self,
        *args: Any,
        places: Mapping[str, str],
        proposed: Sequence[tuple[str, str]] = (),
        due_on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = due_on
        choices = [("", _("Choisissez un endroit")), *places.items()]
        self.rows = self._count(len(proposed))
        for number in range(self.rows):
            place, text = proposed[number] if number < len(proposed) else ("", "")
            self.fields[f"place_{number}"] = forms.ChoiceField(
                label=_("Remarque %(number)s : où ?") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=place,
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Remarque %(number)s : que faut-il corriger ?") % {"number": number + 1},
                max_length=1000,
                required=False,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields([*self._row_names(), "message", "due_on"])

    def _count(self, proposed: int) -> int:
        sent = sum(1 for name in self.data if name.startswith("place_")) if self.is_bound else 0
        return min(MAX_REMARKS, sent or max(_LEAST_ROWS, proposed + 2))

    def _row_names(self) -> list[str]:
        return [f"{kind}_{number}" for number in range(self.rows) for kind in ("place", "text")]

    def clean(self) -> dict[str, Any]:
        """Ask for a place where something is to be corrected, and for words where a place is chosen."""
        cleaned = super().clean()
        for number in range(self.rows):
            place, text = cleaned.get(f"place_{number}"), cleaned.get(f"text_{number}")
            if text and not place and f"place_{number}" not in self.errors:
                self.add_error(f"place_{number}", _("Choisissez l’endroit à corriger."))
            if place and not text and f"text_{number}" not in self.errors:
                self.add_error(f"text_{number}", _("Dites ce qu’il faut corriger, ou effacez l’endroit."))
        return cleaned

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """Pairs of a place and what is to be corrected there."""
        read = self.cleaned_data
        rows = [(read[f"place_{number}"], read[f"text_{number}"]) for number in range(self.rows)]
        return [(place, text) for place, text in rows if place]


class AssignForm(Form):
    """Who reviews a file for a side."""

    instructor = forms.ChoiceField(label=_("Qui instruit ?"))

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.uuid): person for person in people}
        choices = [(uuid, str(person)) for uuid, person in self.people.items()]
        self.fields["instructor"].choices = [("", _("Choisissez une personne")), *choices]

    @property
    def chosen(self) -> User:
        """The person named."""
        return self.people[self.cleaned_data["instructor"]]


class ConflictForm(Form):
    """Whether one has a link with the carrier."""

    conflict = forms.ChoiceField(
        label=_("Avez-vous un lien avec le porteur de ce dossier ?"),
        help_text=_(
            "Adhérent, salarié, bénévole, élu, parent d’un dirigeant, intérêt financier… Dans le doute, dites-le. "
            "Un lien vaut pour tous les dossiers de ce porteur dans cet appel : vous n’en verrez plus aucun."
        ),
        choices=[
            (Conflict.NONE.value, _("Non, aucun lien")),
            (Conflict.DECLARED.value, _("Oui : je me retire des dossiers de ce porteur")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Quel est ce lien ?"),
        help_text=_("Seulement si vous en avez un, en quelques mots."),
        max_length=300,
        required=False,
    )


class GridForm(VersionForm):
    """The marks of a review, its opinion, its reasons; a draft may lack any of them."""

    says_optional = False

    def __init__(self, *args: Any, grid: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [criterion.code for criterion in grid]
        for criterion in grid:
            said = dict(zip((1, 3, 5), criterion.examples, strict=True))
            self.fields[f"mark_{criterion.code}"] = forms.TypedChoiceField(
                label=_("%(criterion)s (%(weight)s %%)")
                % {"criterion": criterion.label, "weight": criterion.weight},
                choices=[
                    (mark, f"{mark} – {said[mark]}" if mark in said else str(mark))
                    for mark in range(BEST + 1)
                ],
                widget=forms.RadioSelect,
                coerce=int,
                empty_value=None,
                required=False,
            )
        self.fields["opinion"] = forms.ChoiceField(
            label=_("Votre avis"),
            choices=ReviewOpinion.choices,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["words"] = forms.CharField(
            label=_("Motivation"),
            help_text=_("Le comité la lira. 5 000 caractères au plus."),
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 6}),
            required=False,
        )
        self.fields["advice"] = forms.CharField(
            label=_("Conseils au porteur"),
            help_text=_("Ce qui rendrait l’action meilleure, ou le dossier de l’an prochain."),
            max_length=3000,
            widget=forms.Textarea(attrs={"rows": 4}),
            required=False,
        )

    @property
    def marks(self) -> dict[str, int | None]:
        """The marks by criterion; none where nothing is said."""
        return {code: self.cleaned_data.get(f"mark_{code}") for code in self.codes}
