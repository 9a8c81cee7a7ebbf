"""The forms of the reviews of pathways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.free_text import FREE_TEXT_HINT
from cite.pathways.models import Pathway
from cite.residents.queries.people import told_apart
from cite.ui.forms import DateField, Form, VersionForm


class _People(forms.ModelChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user} – {obj.partner}"


class SituationForm(Form):
    """A situation to put on the agenda: whose, the question, some facts."""

    pathway = forms.ModelChoiceField(
        label=_("Personne"), queryset=None, to_field_name="uuid", empty_label=_("Choisissez une personne")
    )
    question = forms.CharField(
        label=_("La question que vous posez"),
        help_text=_("Exemple : quelle garde d’enfants le matin ?"),
        max_length=280,
    )
    summary = forms.CharField(
        label=_("En quelques faits"),
        help_text=FREE_TEXT_HINT,
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, pathways: QuerySet[Pathway], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pathway"]
        field.queryset = pathways
        names = {each.pk: name for each, name in told_apart(row.resident for row in pathways)}
        # The list is read again where it is shown: somebody may share her file in between.
        field.label_from_instance = lambda row: names.get(row.resident_id) or str(row.resident)


class ProposalForm(Form):
    """What one proposes."""

    text = forms.CharField(label=_("Je propose"), help_text=FREE_TEXT_HINT, max_length=280)


class DecisionForm(Form):
    """Who does what, for when; and when the situation is looked at again."""

    what = forms.CharField(label=_("Quoi"), help_text=FREE_TEXT_HINT, max_length=280)
    who = _People(
        label=_("Qui"), queryset=None, to_field_name="uuid", empty_label=_("Choisissez qui le fait")
    )
    due_on = DateField(label=_("Pour quand"))
    look_again_on = DateField(label=_("Revoir cette situation le"), required=False)

    def __init__(self, *args: Any, people: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = people


_STEPS = {"finish": _("C’est fait"), "drop": _("C’est abandonné"), "reopen": _("C’est à faire")}


class SettleForm(VersionForm):
    """Where what was decided stands."""

    step = forms.ChoiceField(label=_("Où cela en est"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, steps: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, _STEPS[step]) for step in steps]
