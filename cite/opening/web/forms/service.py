"""What is noted of a piece, and why a service is suspended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.opening.operations import PieceSheet
from cite.opening.operations.compliance import DOCUMENT_POLICY
from cite.ui.forms import DateField, FileField, VersionForm


class PieceForm(VersionForm):
    """The date, the proof, the end of validity of one thing the law asks."""

    dated_on = DateField(label=_("Date de signature ou d’adoption"), required=False)
    signatories = forms.CharField(label=_("Signée par"), required=False, max_length=200)
    reference = forms.CharField(
        label=_("Référence"),
        help_text=_("Un numéro d’arrêté ou de délibération, ou l’endroit où la pièce est rangée."),
        required=False,
        max_length=200,
    )
    document = FileField(
        label=_("Document"),
        max_bytes=DOCUMENT_POLICY.max_bytes,
        extensions=("pdf", "docx", "odt"),
        required=False,
    )
    drops_document = forms.BooleanField(label=_("Retirer le document joint"), required=False)
    valid_until = DateField(
        label=_("Valable jusqu’au"),
        help_text=_("Si la pièce a une fin. Vous serez prévenu quand elle sera passée."),
        required=False,
    )
    remark = forms.CharField(
        label=_("Remarque"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, has_document: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_document:
            del self.fields["drops_document"]

    def sheet(self) -> PieceSheet:
        """Give what was written."""
        given = self.cleaned_data
        return PieceSheet(
            dated_on=given["dated_on"],
            valid_until=given["valid_until"],
            reference=given["reference"],
            signatories=given["signatories"],
            remark=given["remark"],
            upload=given["document"],
            drops_document=given.get("drops_document", False),
        )


class SuspendForm(VersionForm):
    """Why."""

    reason = forms.CharField(
        label=_("Pourquoi suspendre ?"),
        help_text=_("L’autre copilote et la coordination le liront. Ne nommez personne."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
