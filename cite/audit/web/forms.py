"""What one may look for in the journal."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.audit.enums import Category
from cite.audit.queries.reading import JournalFilter
from cite.core.journal import all_acts
from cite.core.text import sort_key
from cite.ui.forms import DateField, Form

DAYS_SHOWN = 30
_FIRST, _LAST = date(2020, 1, 1), date(2200, 1, 1)


class JournalForm(Form):
    """A search: everything is optional; without dates, the last thirty days."""

    says_optional = False

    du = DateField(label=_("Du"), required=False)
    au = DateField(label=_("Au"), required=False)
    par = forms.CharField(label=_("Qui"), max_length=100, required=False)
    structure = forms.CharField(label=_("Pour quelle structure"), max_length=100, required=False)
    nature = forms.ChoiceField(label=_("Nature"), required=False)
    acte = forms.ChoiceField(label=_("Quoi"), required=False)
    personne = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        acts = sorted(all_acts().items(), key=lambda pair: sort_key(str(pair[1])))
        self.fields["acte"].choices = [("", _("Tous")), *acts]
        self.fields["nature"].choices = [("", _("Toutes")), *Category.choices]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        data = super().clean()
        for name in ("du", "au"):
            if data.get(name) and not _FIRST <= data[name] <= _LAST:
                self.add_error(name, _("Choisissez une date entre 2020 et 2200."))
        if data.get("du") and data.get("au") and data["du"] > data["au"]:
            self.add_error("au", _("Cette date est avant la première. Échangez-les."))
        return data

    @property
    def asked(self) -> JournalFilter:
        """What is looked for; where a field is wrong, as if it were empty."""
        data = getattr(self, "cleaned_data", {})
        end = data.get("au") or max(self.today, data.get("du") or self.today)
        return JournalFilter(
            start=data.get("du") or end - timedelta(days=DAYS_SHOWN),
            end=end,
            by=data.get("par", ""),
            organization=data.get("structure", ""),
            action=data.get("acte", ""),
            category=data.get("nature", ""),
            person=data.get("personne"),
        )
