"""The opinion on a pair."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.directory.enums.overlaps import Side, Verdict, Who
from cite.directory.queries.overlap_words import side_words, who_words
from cite.directory.rules.verdicts import FOLLOWED, Opinion
from cite.directory.web.forms.fields import PastedText
from cite.meetings.models import Meeting
from cite.ui.forms import DateField, Form, shown_when


class OpinionForm(Form):
    """What a side says: its opinion, why, and what follows; what follows is asked where something has to change."""

    says_optional = False

    side = forms.ChoiceField(label=_("Vous parlez pour"), widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=_("Votre avis"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = PastedText(
        label=_("Pourquoi ?"),
        help_text=_("Les deux structures et les copilotes le liront. N’écrivez le nom d’aucun habitant."),
        max_length=1000,
        rows=4,
    )
    follow_up = PastedText(
        label=_("Suite à donner"),
        help_text=_(
            "Pour « À coordonner » ou « Doublon ». Par exemple : « Tenir l’un le matin, l’autre l’après-midi »."
        ),
        max_length=500,
        rows=3,
        required=False,
    )
    who = forms.ChoiceField(label=_("Qui s’en charge ?"), required=False)
    until = DateField(label=_("Pour le"), required=False)
    meeting = forms.ChoiceField(
        label=_("Inscrire parmi les décisions d’une réunion"),
        help_text=_("Facultatif. La suite à donner y est notée, avec son échéance."),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        sides: Collection[Side],
        names: tuple[str, str],
        meetings: Sequence[Meeting] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(meeting.uuid): meeting for meeting in meetings}
        chosen = [side for side in Side if side in sides]
        self.fields["side"].choices = [(side.value, side_words(side, names)) for side in chosen]
        if len(chosen) > 1:
            self.fields["side"].widget = forms.Select(choices=self.fields["side"].choices)
        self.fields["who"].choices = [
            ("", _("À choisir")),
            *((who.value, who_words(who, names)) for who in Who),
        ]
        if self.meetings:
            listed = [
                (key, f"{meeting}, {date_format(localtime(meeting.starts_at), 'j F Y')}")
                for key, meeting in self.meetings.items()
            ]
            self.fields["meeting"].choices = [("", _("Aucune")), *listed]
        else:
            del self.fields["meeting"]
        for name in ("follow_up", "who", "until"):
            shown_when(self, name, "verdict", sorted(FOLLOWED))

    @property
    def opinion(self) -> Opinion:
        """What was said, as the rule reads it; without scripts, what follows a former opinion is still sent."""
        data = self.cleaned_data
        if data["verdict"] not in FOLLOWED:
            data = data | {"follow_up": "", "who": "", "until": None}
        return Opinion(
            verdict=data["verdict"],
            reason=data["reason"],
            follow_up=data["follow_up"],
            who=data["who"],
            until=data["until"],
            side=data["side"],
            for_a_meeting=self.chosen_meeting is not None,
        )

    @property
    def chosen_meeting(self) -> Meeting | None:
        """The meeting among whose decisions the follow-up is noted, if any."""
        return self.meetings.get(self.cleaned_data.get("meeting", ""))
