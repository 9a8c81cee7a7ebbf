"""A note, and who reads it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.core.free_text import FREE_TEXT_HINT
from cite.pathways.enums.pathways import Circle
from cite.pathways.rules.notes import TEXT_MAX, WIDTH
from cite.ui.forms import Form, VersionField

READERS = {
    Circle.MINE: _("Moi seule ou moi seul : un pense-bête, que personne d’autre ne lit ici"),
    Circle.STRUCTURE: _("Ma structure : mes collègues. La personne peut lire ce texte"),
    Circle.GROUP: _("Le groupe : toutes les structures qui l’accompagnent. La personne peut lire ce texte"),
}


class NoteForm(Form):
    """The circle is chosen, never supposed."""

    circle = forms.ChoiceField(
        label=_("Qui lit cette note ?"), choices=list(READERS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("La note"),
        help_text=FREE_TEXT_HINT,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = VersionField(required=False)

    def __init__(self, *args: Any, narrowest: Circle | str = Circle.MINE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wider = WIDTH[WIDTH.index(Circle(narrowest)) :]
        self.fields["circle"].choices = [(circle.value, READERS[circle]) for circle in wider]
