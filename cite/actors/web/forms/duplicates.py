"""What somebody decides of two organizations that look alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.queries.duplicates import Comparison
from cite.ui.forms import Form

_EMPTY = _("(vide)")


class MergeForm(Form):
    """Which of the two stays, and which values it keeps where they differ."""

    keep = forms.ChoiceField(label=_("Quelle fiche garder ?"), widget=forms.RadioSelect, initial="first")

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = (comparison.first.partner.organization.name, comparison.second.partner.organization.name)
        self.fields["keep"].choices = [
            ("first", _("%(name)s (la plus ancienne)") % {"name": names[0]}),
            ("second", names[1]),
        ]
        self._differing = [field for field in comparison.fields if field.differs]
        for field in self._differing:
            self.fields[f"value_{field.name}"] = forms.ChoiceField(
                label=field.title,
                choices=[("first", field.first or _EMPTY), ("second", field.second or _EMPTY)],
                widget=forms.RadioSelect,
                initial="first" if field.first else "second",
            )

    @property
    def keep_first(self) -> bool:
        """Whether the first sheet stays."""
        return self.cleaned_data["keep"] == "first"

    @property
    def from_absorbed(self) -> frozenset[str]:
        """The fields whose value comes from the sheet that goes."""
        kept = self.cleaned_data["keep"]
        return frozenset(f.name for f in self._differing if self.cleaned_data[f"value_{f.name}"] != kept)
