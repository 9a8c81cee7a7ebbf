"""How a pathway ends, and what she became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.pathways.enums.pathways import ExitClass, ExitReason, FollowUpAnswer
from cite.pathways.rules.exits import CLASS_OF, MONTHS_POSSIBLE, MOST_MONTHS
from cite.ui.forms import DateField, VersionForm, shown_when


class CloseForm(VersionForm):
    """The day, the reason, the length of a contract, and the structures that acted."""

    on = DateField(label=_("Quel jour ?"))
    reason = forms.ChoiceField(label=_("Pourquoi le parcours se termine-t-il ?"))
    contract_months = forms.IntegerField(
        label=_("Durée du contrat, en mois"),
        help_text=_("Demandée pour un CDD ou une mission d’intérim."),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
    )
    partners = forms.MultipleChoiceField(
        label=_("Sortie co-produite par"),
        help_text=_("La sortie compte une fois, pour toutes ces structures. La vôtre y est toujours."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, partners: Sequence[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Choisissez une raison")), *_by_class()]
        self.partners = {str(each.uuid): each.pk for each in partners}
        self.fields["partners"].choices = [(str(each.uuid), str(each)) for each in partners]
        if not partners:
            del self.fields["partners"]
        shown_when(self, "contract_months", "reason", sorted(MONTHS_POSSIBLE), is_needed=True)

    @property
    def written(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        read = self.cleaned_data
        partners = [self.partners[key] for key in read.get("partners", [])]
        return {name: read[name] for name in ("on", "reason", "contract_months", "version")} | {
            "partners": partners
        }


class FollowUpForm(VersionForm):
    """What she has become."""

    answer = forms.ChoiceField(
        label=_("Quelle est sa situation ?"),
        help_text=_("« Pas jointe » ne veut pas dire sans emploi."),
        choices=FollowUpAnswer,
        widget=forms.RadioSelect,
    )


def _by_class() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Group the reasons by their class: the form shows how each counts."""
    return [
        (kind.label, [(str(reason), reason.label) for reason in ExitReason if CLASS_OF[reason] is kind])
        for kind in ExitClass
    ]
