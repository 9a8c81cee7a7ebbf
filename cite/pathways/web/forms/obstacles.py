"""Freins: what was discussed one day, and where one of them stands since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cite.core.free_text import FREE_TEXT_HINT
from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus
from cite.pathways.queries.obstacles import DatedDiagnosis
from cite.pathways.rules.obstacles import HER_WORDS, MEASURED, WORDS_MAX, Said, is_obstacle, levels_of
from cite.ui.forms import DateField, Form, VersionForm, shown_when

PROJECT_MAX = 280
_SHORT = {
    ObstacleLevel.PARTIAL: _("Frein partiel : on avance en parallèle"),
    ObstacleLevel.NONE: _("Non, pas de frein"),
}


class DiagnosisForm(Form):
    """One answer a frein, none ticked at first; her words where they are what counts; where each stands."""

    on = DateField(label=_("Vous en avez parlé le"))
    project = forms.CharField(
        label=_("Son projet, dans ses mots"),
        help_text=FREE_TEXT_HINT,
        max_length=PROJECT_MAX,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for obstacle in Obstacle:
            self.fields[f"{obstacle.value}_level"] = _level_field(obstacle)
            if obstacle in HER_WORDS:
                self.fields[f"{obstacle.value}_words"] = _words_field()
                answered = [level.value for level in (*MEASURED, ObstacleLevel.YES)]
                shown_when(self, f"{obstacle.value}_words", f"{obstacle.value}_level", answered)
            self.fields[f"{obstacle.value}_status"] = _status_field()
            told = [level.value for level in levels_of(obstacle) if is_obstacle(level)]
            shown_when(self, f"{obstacle.value}_status", f"{obstacle.value}_level", told)

    @property
    def rows(self) -> list[tuple[Obstacle, list[BoundField]]]:
        """The fields of each frein."""
        names = ("level", "words", "status")
        return [
            (obstacle, [self[key] for name in names if (key := f"{obstacle.value}_{name}") in self.fields])
            for obstacle in Obstacle
        ]

    @property
    def said(self) -> list[Said]:
        """What was answered, as the rules take it; a status that its page no longer showed is not kept."""
        read = self.cleaned_data
        found = []
        for obstacle in Obstacle:
            level = read[f"{obstacle.value}_level"]
            status = read[f"{obstacle.value}_status"] if is_obstacle(level) else ""
            found.append(Said(obstacle.value, level, read.get(f"{obstacle.value}_words", ""), status))
        return found


class FollowForm(VersionForm):
    """Where a frein stands, since which day."""

    status = forms.ChoiceField(label=_("Où en est ce frein ?"), widget=forms.RadioSelect)
    on = DateField(label=_("Depuis le"))

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = ObstacleStatus.choices
        kept = [each for each in choices if is_obstacle(level) or each[0] == ObstacleStatus.LIFTED]
        self.fields["status"].choices = kept


class CompareForm(Form):
    """Two dates to compare; they stay in the address: identifiers of ours, nothing of the person."""

    says_optional = False
    avant = forms.ChoiceField(label=_("Comparer le"))
    apres = forms.ChoiceField(label=_("avec le"))

    def __init__(self, *args: Any, diagnoses: Sequence[DatedDiagnosis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(each.diagnosis.uuid), f"{each.diagnosis.on:%d/%m/%Y} – {each.diagnosis.by.user}")
            for each in reversed(diagnoses)
        ]
        self.fields["avant"].choices = self.fields["apres"].choices = choices


def _level_field(obstacle: Obstacle) -> forms.ChoiceField:
    choices = [(level.value, _SHORT.get(level, level.label)) for level in levels_of(obstacle)]
    help_text = _("Oui ou non, jamais de détail.") if obstacle == Obstacle.HEALTH else ""
    return forms.ChoiceField(
        label=obstacle.label, choices=choices, initial=ObstacleLevel.NOT_DISCUSSED.value, help_text=help_text
    )


def _words_field() -> forms.CharField:
    return forms.CharField(
        label=_("Ce qu’elle en dit, dans ses mots"),
        help_text=_("« Je n’ose pas téléphoner », par exemple. Elle peut lire ce texte."),
        max_length=WORDS_MAX,
        required=False,
    )


def _status_field() -> forms.ChoiceField:
    choices = [("", _("Pas encore dit")), *ObstacleStatus.choices]
    return forms.ChoiceField(label=_("Où en est ce frein ?"), choices=choices, required=False)
