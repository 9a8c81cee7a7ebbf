"""The questions of the public self-test: nothing personal, nothing required, nothing kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cite.core.typography import typeset
from cite.grants.enums import TestedCarrier, TestedResidence, ThreeWay
from cite.grants.rules.call_content import OTHER, Choice
from cite.grants.rules.eligibility import EligibilityFacts
from cite.ui.forms import DateField, Form, shown_when

_PARTS = (
    (_("1. Le porteur et le public"), ("carrier", "residence", "place", "age", "age_reason")),
    (
        _("2. L’action"),
        ("starts_on", "ends_on", "priorities", "other_priority", "innovation", "partners", "articulation"),
    ),
    (_("3. Les engagements"), ("values", "reports")),
)
_VALUES = {ThreeWay.YES: True, ThreeWay.NO: False}
_PRIORITY = {
    TestedResidence.PRIORITY: (True, False),
    TestedResidence.MIXED: (True, True),
    TestedResidence.WATCH: (False, True),
    TestedResidence.NOWHERE: (False, False),
}


def _ask(label: Any, help_text: Any = "", choices: Any = ThreeWay.choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, choices=choices, required=False)


class SelfTestForm(Form):
    """The criteria of the fiche, asked in plain words."""

    says_optional = False
    carrier = _ask(_("Qui porterait l’action ?"), choices=TestedCarrier.choices)
    residence = _ask(
        _("Où habitent les personnes que l’action touche ?"),
        _("Leur adresse compte, pas le lieu de l’action."),
        TestedResidence.choices,
    )
    place = _ask(_("L’action a-t-elle lieu dans un quartier prioritaire ?"), _("Ce n’est pas un critère."))
    age = _ask(_("L’action est-elle réservée à un âge ?"))
    age_reason = _ask(_("Si oui, pouvez-vous expliquer pourquoi cet âge ?"))
    starts_on = DateField(label=_("Début de l’action"), required=False)
    ends_on = DateField(label=_("Fin de l’action"), required=False)
    priorities = forms.MultipleChoiceField(
        label=_("À quelles priorités répond-elle ?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    other_priority = _ask(_("Si c’est une autre priorité, pouvez-vous la décrire ?"))
    innovation = _ask(_("L’action essaie-t-elle quelque chose de nouveau ici ?"))
    partners = _ask(_("Des partenaires participent-ils à l’action ?"))
    articulation = _ask(_("L’action est-elle coordonnée avec celles qui existent ?"))
    values = _ask(_("La structure s’engage-t-elle pour les valeurs de la République et la laïcité ?"))
    reports = _ask(
        _("Les bilans de vos actions financées l’an passé sont-ils produits ?"),
        _("Répondez « Oui » si vous n’avez jamais été financé par la Cité de l’emploi."),
    )

    def __init__(self, *args: Any, priorities: tuple[Choice, ...], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        shown_when(self, "age_reason", "age", [ThreeWay.YES])
        shown_when(self, "other_priority", "priorities", [OTHER])
        self.fields["priorities"].choices = [(choice.code, typeset(choice.label)) for choice in priorities]

    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """List the questions, part by part."""
        return [(str(label), [self[name] for name in names]) for label, names in _PARTS]

    @property
    def facts(self) -> EligibilityFacts:
        """What was answered; an answer that makes no sense counts as none."""
        if self.is_bound:
            self.is_valid()
        data = self.cleaned_data if self.is_bound else {}
        priority, watch = _PRIORITY.get(data.get("residence"), (None, None))
        chosen = frozenset(data.get("priorities") or ())
        said = {name: _VALUES.get(str(data.get(name))) for name in self.fields}
        return EligibilityFacts(
            year=self.year,
            carrier_kind=data.get("carrier") or None,
            reaches_priority=priority,
            reaches_watch=watch,
            takes_place_inside=said["place"],
            has_age_limit=said["age"],
            is_age_explained=said["age_reason"],
            starts_on=data.get("starts_on"),
            ends_on=data.get("ends_on"),
            priorities=chosen or None,
            is_other_priority_explained=said["other_priority"] if OTHER in chosen else None,
            is_innovative=said["innovation"],
            has_partners=said["partners"],
            is_coordinated=said["articulation"],
            values_signed=said["values"],
            reports_produced=said["reports"],
        )
